// SPDX-License-Identifier: MIT
#include "bridge/Comparer.h"

#include "bridge/CompareKeys.h"

#include <QSet>

#include <algorithm>

namespace lookaway {

namespace {

constexpr int kRowItself = -1;
/// The window shows what has changed before all cores compute, ms.
constexpr int kBreath = 30;

template <class Known> void keepOnly(QHash<QByteArray, Known>& known, const QSet<QByteArray>& wanted)
{
    known.removeIf([&](typename QHash<QByteArray, Known>::iterator entry) { return !wanted.contains(entry.key()); });
}

QByteArray whatItExplains(const ComparedRow& row)
{
    return QByteArray::fromStdString(row.error ? "!" + row.error->what : row.className);
}

} // namespace

Comparer::Comparer(QObject* parent)
    : QObject(parent)
    , m_thread(this,
          { [this](const QByteArray& key, auto row) { takeRow(key, std::move(row)); },
              [this](const QByteArray& key, auto cell) { takeCell(key, std::move(cell)); },
              [this](const QByteArray& key, auto model) { takeModel(key, std::move(model)); },
              [this](const QByteArray& key, double share) {
                  for (const Place& place : placesOf(key))
                      Q_EMIT cellProgress(place.row, place.column, share);
              } })
{
    m_breath.setSingleShot(true);
    m_breath.setInterval(kBreath);
    connect(&m_breath, &QTimer::timeout, this, [this] { m_thread.setPlan(std::move(m_plan)); });
}

void Comparer::setSpec(const ComparisonSpec& spec)
{
    m_spec = spec;
    m_stopped = false;
    makeKeys();
    forgetOthers();
    count();
    Q_EMIT specChanged();
    goOn();
}

void Comparer::goOn()
{
    plan();
    Q_EMIT progress(m_done, total());
    if (total() > 0 && m_done == total())
        Q_EMIT finished();
}

void Comparer::setVisibleRows(int first, int last)
{
    m_thread.setVisibleRows(std::size_t(std::max(0, first)), std::size_t(std::max(0, last)));
}

void Comparer::stop()
{
    if (!working())
        return;
    m_stopped = true;
    m_breath.stop();
    m_thread.setPlan({ m_spec, {}, {}, false });
    Q_EMIT stopped();
}

void Comparer::resume()
{
    m_stopped = false;
    goOn();
}

void Comparer::startAfresh()
{
    m_stopped = false;
    m_rows.clear();
    m_cells.clear();
    m_models.clear();
    m_classes.clear();
    m_checkpoints.clear();
    count();
    Q_EMIT specChanged();
    plan(true);
    Q_EMIT progress(m_done, total());
}

void Comparer::makeKeys()
{
    const std::size_t rows = m_spec.pictures.size();
    const std::size_t columns = m_spec.columns.size();
    const std::vector<QByteArray> ofColumns = columnKeys(m_spec);
    m_modelKeys.clear();
    for (const ComparedModel& model : m_spec.models)
        m_modelKeys.push_back(modelKey(model.source));
    m_rowKeys.clear();
    m_cellKeys.clear();
    m_places.clear();
    for (std::size_t row = 0; row < rows; ++row) {
        m_rowKeys.push_back(rowKey(m_spec, row));
        m_places.insert(m_rowKeys.back(), { int(row), kRowItself });
        const QByteArray explained = classKey(m_spec, row);
        std::vector<QByteArray> keys;
        for (std::size_t column = 0; column < columns; ++column) {
            keys.push_back(explained + '\n' + ofColumns[column]);
            m_places.insert(keys.back(), { int(row), int(column) });
        }
        m_cellKeys.push_back(std::move(keys));
    }
}

void Comparer::forgetOthers()
{
    const QList<QByteArray> keys = m_places.keys();
    const QSet<QByteArray> wanted(keys.begin(), keys.end());
    keepOnly(m_rows, wanted);
    keepOnly(m_cells, wanted);
    keepOnly(m_models, QSet<QByteArray>(m_modelKeys.begin(), m_modelKeys.end()));
}

/// Whatever is missing, each thing once.
void Comparer::plan(bool afresh)
{
    ComparePlan plan{ m_spec, {}, {}, afresh || (m_breath.isActive() && m_plan.afresh) };
    QSet<QByteArray> listed;
    const auto missing = [&](const QByteArray& key, const auto& known) {
        if (known.contains(key) || listed.contains(key))
            return false;
        listed.insert(key);
        return true;
    };
    for (std::size_t row = 0; row < m_rowKeys.size() && !m_spec.models.empty(); ++row) {
        ComparePlan::Row work{ row, {}, {} };
        if (missing(m_rowKeys[row], m_rows))
            work.key = m_rowKeys[row];
        for (std::size_t column = 0; column < m_cellKeys[row].size(); ++column)
            if (const QByteArray& key = m_cellKeys[row][column]; missing(key, m_cells))
                work.cells.push_back({ column, key });
        if (!work.key.isEmpty() || !work.cells.empty())
            plan.rows.push_back(std::move(work));
    }
    for (std::size_t model = 0; model < m_modelKeys.size(); ++model)
        if (missing(m_modelKeys[model], m_models))
            plan.models.push_back({ model, m_modelKeys[model] });
    m_plan = std::move(plan);
    if (!m_breath.isActive())
        m_breath.start();
}

std::vector<Comparer::Place> Comparer::placesOf(const QByteArray& key) const
{
    std::vector<Place> places;
    for (const auto& [row, column] : m_places.values(key))
        places.push_back({ row, column });
    return places;
}

void Comparer::count()
{
    m_done = 0;
    for (const auto& keys : m_cellKeys)
        m_done += int(
            std::count_if(keys.begin(), keys.end(), [this](const QByteArray& key) { return m_cells.contains(key); }));
}

void Comparer::takeRow(const QByteArray& key, std::shared_ptr<const ComparedRow> row)
{
    const auto places = placesOf(key);
    if (places.empty())
        return;
    m_rows[key] = row;
    bool refuted = false;
    for (const Place& place : places)
        refuted |= refuteCells(place.row, *row);
    for (const Place& place : places)
        Q_EMIT rowReady(place.row);
    if (refuted) {
        count();
        goOn();
    }
}

/// A row may come to explain another class when there are other models, which know its name or do not: what was found
/// for the former one is wrong then.
bool Comparer::refuteCells(int row, const ComparedRow& known)
{
    const QByteArray key = classKey(m_spec, std::size_t(row));
    const QByteArray now = whatItExplains(known);
    const bool changed = m_classes.contains(key) && m_classes.value(key) != now;
    m_classes[key] = now;
    bool refuted = false;
    for (const QByteArray& cell : m_cellKeys[std::size_t(row)])
        refuted |= changed && m_cells.remove(cell);
    return refuted;
}

void Comparer::takeCell(const QByteArray& key, std::shared_ptr<const ComparedCell> cell)
{
    const auto places = placesOf(key);
    if (places.empty())
        return;
    const bool another = !m_cells.contains(key);
    m_cells[key] = std::move(cell);
    m_done += another ? int(places.size()) : 0;
    for (const Place& place : places)
        Q_EMIT cellReady(place.row, place.column);
    Q_EMIT progress(m_done, total());
    if (another && m_done == total())
        Q_EMIT finished();
}

void Comparer::takeModel(const QByteArray& key, std::shared_ptr<const Result<ModelFacts>> model)
{
    if (std::find(m_modelKeys.begin(), m_modelKeys.end(), key) == m_modelKeys.end())
        return;
    m_models[key] = model;
    if (model->ok() && !(*model)->checkpoints.empty())
        m_checkpoints[QByteArray::fromStdString((*model)->source.path.string())] = (*model)->checkpoints;
    for (std::size_t i = 0; i < m_modelKeys.size(); ++i)
        if (m_modelKeys[i] == key)
            Q_EMIT modelOpened(int(i));
}

std::shared_ptr<const ComparedRow> Comparer::row(int row) const
{
    return m_rows.value(m_rowKeys[std::size_t(row)]);
}

std::shared_ptr<const ComparedCell> Comparer::cell(int row, int column) const
{
    return m_cells.value(m_cellKeys[std::size_t(row)][std::size_t(column)]);
}

std::shared_ptr<const Result<ModelFacts>> Comparer::model(std::size_t model) const
{
    return m_models.value(m_modelKeys[model]);
}

std::vector<CheckpointFact> Comparer::checkpoints(const ModelSource& run) const
{
    return m_checkpoints.value(QByteArray::fromStdString(run.path.string()));
}

FigureContent Comparer::content() const
{
    FigureContent content;
    for (int row = 0; row < rows(); ++row) {
        const auto known = this->row(row);
        content.rows.push_back(known ? *known : ComparedRow());
        std::vector<ComparedCell> cells;
        for (int column = 0; column < columns(); ++column) {
            const auto found = cell(row, column);
            cells.push_back(found ? *found : ComparedCell());
        }
        content.cells.push_back(std::move(cells));
    }
    for (std::size_t i = 0; i < m_spec.models.size(); ++i) {
        const auto facts = model(i);
        content.models.push_back(
            facts ? *facts : Result<ModelFacts>(fail(tr("The model has not been opened yet.").toStdString())));
    }
    return content;
}

} // namespace lookaway
