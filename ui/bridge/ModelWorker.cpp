// SPDX-License-Identifier: MIT
#include "bridge/ModelWorker.h"

#include <algorithm>
#include <chrono>

namespace lookaway {

ModelWorker::ModelWorker(QObject* parent)
    : QObject(parent)
{
    m_thread = std::thread([this] { run(); });
}

ModelWorker::~ModelWorker()
{
    cancelAll();
    {
        const std::lock_guard lock(m_mutex);
        m_end = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void ModelWorker::ask(QObject* view, Pace pace, Work work)
{
    if (m_latest.contains(view))
        cancel(view);
    else
        connect(view, &QObject::destroyed, this, [this, view] {
            cancel(view);
            m_latest.remove(view);
        });
    const CancelSource source;
    m_latest[view] = source;
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back({ view, source, pace, std::move(work) });
    }
    m_wake.notify_one();
}

void ModelWorker::cancel(const QObject* view)
{
    const auto latest = m_latest.find(view);
    if (latest == m_latest.end())
        return;
    latest->cancel();
    const std::lock_guard lock(m_mutex);
    const auto dropped =
        std::remove_if(m_waiting.begin(), m_waiting.end(), [](const Order& order) { return order.cancel.cancelled(); });
    m_waiting.erase(dropped, m_waiting.end());
}

void ModelWorker::cancelAll()
{
    for (CancelSource& source : m_latest)
        source.cancel();
    const std::lock_guard lock(m_mutex);
    m_waiting.clear();
}

/// The first of those that wait, by pace; only under the lock.
std::deque<ModelWorker::Order>::iterator ModelWorker::mostUrgent()
{
    return std::min_element(
        m_waiting.begin(), m_waiting.end(), [](const Order& a, const Order& b) { return a.pace < b.pace; });
}

/// Waits for the next order; false at the end.
bool ModelWorker::next(Order& order)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_end || !m_waiting.empty(); });
    if (m_end)
        return false;
    const auto chosen = mostUrgent();
    order = std::move(*chosen);
    m_waiting.erase(chosen);
    return true;
}

/// A quick order that waits, and no change before it; false when there is none.
bool ModelWorker::nextQuick(Order& order)
{
    const std::lock_guard lock(m_mutex);
    const auto chosen = mostUrgent();
    if (m_end || chosen == m_waiting.end() || chosen->pace != Pace::Quick)
        return false;
    order = std::move(*chosen);
    m_waiting.erase(chosen);
    return true;
}

void ModelWorker::run()
{
    Model model;
    for (Order order; next(order); order = {})
        perform(order, model);
}

void ModelWorker::perform(const Order& order, Model& model)
{
    if (order.cancel.cancelled())
        return;
    const CancelToken token = order.cancel.token();
    // The worker outlives its thread; the guard is looked at on the GUI thread only.
    const auto post = [this, token, view = order.view](std::function<void()> action) {
        QMetaObject::invokeMethod(
            this,
            [token, view, action = std::move(action)] {
                if (view && !token.cancelled())
                    action();
            },
            Qt::QueuedConnection);
    };
    const auto giveWay = [this, &model, slow = order.pace == Pace::Slow] {
        for (Order quick; slow && nextQuick(quick); quick = {})
            perform(quick, model);
    };
    order.work(model, { token, post, giveWay });
}

bool Throttle::passes()
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_last < std::chrono::milliseconds(100))
        return false;
    m_last = now;
    return true;
}

} // namespace lookaway
