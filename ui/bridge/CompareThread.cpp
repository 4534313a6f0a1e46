// SPDX-License-Identifier: MIT
#include "bridge/CompareThread.h"

#include "bridge/ExplanationCache.h"
#include "bridge/ModelWorker.h"

#include "base/Priority.h"

#include <algorithm>

namespace lookaway {

namespace {

template <class Entries> void dropFrom(Entries& entries, const QByteArray& key)
{
    entries.erase(std::remove_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.key == key; }),
        entries.end());
}

} // namespace

bool ComparePlan::wants(const QByteArray& key) const
{
    const auto same = [&](const auto& entry) { return entry.key == key; };
    return std::any_of(models.begin(), models.end(), same)
        || std::any_of(rows.begin(), rows.end(),
            [&](const Row& row) { return row.key == key || std::any_of(row.cells.begin(), row.cells.end(), same); });
}

void ComparePlan::drop(const QByteArray& key)
{
    dropFrom(models, key);
    for (Row& row : rows) {
        dropFrom(row.cells, key);
        if (row.key == key)
            row.key.clear();
    }
    rows.erase(
        std::remove_if(rows.begin(), rows.end(), [](const Row& row) { return row.key.isEmpty() && row.cells.empty(); }),
        rows.end());
}

/// What the thread works with; its own.
struct CompareThread::Desk {
    ExplanationCache cache = ExplanationCache();
    std::unique_ptr<Comparison> comparison = {};
    ComparePlan plan = {};
    CancelToken cancel = {};
    std::function<void(double)> progress = {}; ///< of the cell in hand

    Result<std::shared_ptr<const Explanation>> explain(
        Inspection& model, const Image& input, const ExplainOrder& order, const CancelToken& token);
};

/// Looks into the cache first. A class that is still to be predicted has no key. Another number of threads rounds
/// differently.
Result<std::shared_ptr<const Explanation>> CompareThread::Desk::explain(
    Inspection& model, const Image& input, const ExplainOrder& order, const CancelToken& token)
{
    const bool certain = order.classIndex >= 0;
    const QByteArray key = certain
        ? ExplanationCache::key(model.facts(), contentHash(input), order) + QByteArray::number(threadsOf(plan.spec))
        : QByteArray();
    if (const auto known = certain ? cache.find(key) : nullptr)
        return known;
    Throttle throttle;
    const auto tell = [&](std::int64_t done, std::int64_t total, const HeatMap&) {
        if (progress && total > 0 && throttle.passes())
            progress(double(done) / double(total));
    };
    auto found = model.explain({ input }, order, { order.classIndex }, token, tell);
    if (!found)
        return found.error();
    auto explanation = std::make_shared<const Explanation>(std::move(found->front()));
    if (certain)
        cache.insert(key, explanation);
    return std::shared_ptr<const Explanation>(std::move(explanation));
}

CompareThread::CompareThread(QObject* receiver, Calls calls)
    : m_receiver(receiver)
    , m_calls(std::move(calls))
{
    m_thread = std::thread([this] { run(); });
}

CompareThread::~CompareThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_end = true;
        m_cancel.cancel();
    }
    m_wake.notify_one();
    m_thread.join();
}

void CompareThread::setPlan(ComparePlan plan)
{
    {
        const std::lock_guard lock(m_mutex);
        if (plan.afresh || !plan.wants(m_inHand)) {
            m_cancel.cancel();
            m_cancel = {};
        }
        plan.afresh |= m_next && m_next->afresh;
        m_next = std::move(plan);
    }
    m_wake.notify_one();
}

void CompareThread::setVisibleRows(std::size_t first, std::size_t last)
{
    const std::lock_guard lock(m_mutex);
    m_firstVisible = first;
    m_lastVisible = last;
}

/// Waits until there is something to do, and takes a new plan up; false at the end.
bool CompareThread::next(Desk& desk)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [&] { return m_end || m_next || !desk.plan.empty(); });
    if (m_end)
        return false;
    desk.cancel = m_cancel.token();
    if (!m_next)
        return true;
    desk.plan = std::move(*m_next);
    m_next.reset();
    lock.unlock();
    if (!desk.comparison || desk.plan.afresh)
        desk.comparison = std::make_unique<Comparison>(
            [&desk](Inspection& model, const Image& input, const ExplainOrder& order, const CancelToken& token) {
                return desk.explain(model, input, order, token);
            });
    desk.comparison->setSpec(desk.plan.spec);
    return true;
}

void CompareThread::run()
{
    yieldToOthers(); // the window comes first
    Desk desk;
    while (next(desk)) {
        auto& rows = desk.plan.rows;
        if (!rows.empty()) {
            const auto visible = [this](const ComparePlan::Row& row) {
                const std::lock_guard lock(m_mutex);
                return row.row >= m_firstVisible && row.row <= m_lastVisible;
            };
            auto chosen = std::find_if(rows.begin(), rows.end(), visible);
            if (chosen == rows.end())
                chosen = rows.begin();
            const ComparePlan::Row row = std::move(*chosen);
            rows.erase(chosen);
            computeRow(desk, row);
        } else if (!desk.plan.models.empty()) {
            const ComparePlan::Model model = desk.plan.models.front();
            openModel(desk, model);
        }
    }
}

/// False when something else is to be done now.
bool CompareThread::begin(const Desk& desk, const QByteArray& key)
{
    const std::lock_guard lock(m_mutex);
    if (m_next || m_end || desk.cancel.cancelled())
        return false;
    m_inHand = key;
    return true;
}

/// What waits to be taken up may have been drawn up before this was found.
void CompareThread::deliver(const QByteArray& key, std::function<void()> call)
{
    const std::lock_guard lock(m_mutex);
    m_inHand.clear();
    if (m_next && !m_next->afresh)
        m_next->drop(key);
    QMetaObject::invokeMethod(m_receiver, std::move(call), Qt::QueuedConnection);
}

void CompareThread::computeRow(Desk& desk, const ComparePlan::Row& row)
{
    if (!row.key.isEmpty()) {
        if (!begin(desk, row.key))
            return;
        auto found = std::make_shared<const ComparedRow>(desk.comparison->row(row.row, desk.cancel));
        if (desk.cancel.cancelled())
            return;
        deliver(row.key, [this, key = row.key, found] { m_calls.row(key, found); });
    }
    for (const ComparePlan::Cell& cell : row.cells) {
        if (!begin(desk, cell.key))
            return;
        computeCell(desk, row.row, cell);
    }
}

void CompareThread::computeCell(Desk& desk, std::size_t row, const ComparePlan::Cell& cell)
{
    desk.progress = [this, key = cell.key](double share) {
        QMetaObject::invokeMethod(
            m_receiver, [this, key, share] { m_calls.progress(key, share); }, Qt::QueuedConnection);
    };
    auto found = std::make_shared<const ComparedCell>(desk.comparison->cell(row, cell.column, desk.cancel));
    desk.progress = {};
    if (desk.cancel.cancelled())
        return;
    deliver(cell.key, [this, key = cell.key, found] { m_calls.cell(key, found); });
    // What it was computed with is open now.
    const ComparedColumn& column = desk.plan.spec.columns[cell.column];
    const auto models = desk.plan.models;
    for (const ComparePlan::Model& model : models)
        if (model.model == column.model && begin(desk, model.key))
            openModel(desk, model);
}

void CompareThread::openModel(Desk& desk, const ComparePlan::Model& model)
{
    const auto facts = desk.comparison->facts(model.model);
    auto found = std::make_shared<const Result<ModelFacts>>(
        facts ? Result<ModelFacts>(**facts) : Result<ModelFacts>(facts.error()));
    const QByteArray key = model.key; // the entry is about to go
    dropFrom(desk.plan.models, key);
    deliver(key, [this, key, found] { m_calls.model(key, found); });
}

} // namespace lookaway
