// SPDX-License-Identifier: MIT
#include "train/TrainingControl.h"

#include <chrono>
#include <utility>

namespace lookaway {

void TrainingControl::pause()
{
    const std::lock_guard lock(m_mutex);
    m_paused = true;
}

void TrainingControl::resume()
{
    const std::lock_guard lock(m_mutex);
    m_paused = false;
    m_changed.notify_all();
}

void TrainingControl::stopAndKeep()
{
    const std::lock_guard lock(m_mutex);
    m_stop = true;
    m_changed.notify_all();
}

void TrainingControl::change(const SettingsChange& change)
{
    const std::lock_guard lock(m_mutex);
    if (change.p)
        m_change.p = change.p;
    if (change.threshold)
        m_change.threshold = change.threshold;
    if (change.fill)
        m_change.fill = change.fill;
    if (change.where)
        m_change.where = change.where;
    if (change.learningRate)
        m_change.learningRate = change.learningRate;
}

bool TrainingControl::paused()
{
    const std::lock_guard lock(m_mutex);
    return m_paused;
}

bool TrainingControl::stopRequested()
{
    const std::lock_guard lock(m_mutex);
    return m_stop;
}

SettingsChange TrainingControl::takeChange()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_change, {});
}

void TrainingControl::waitWhilePaused(const CancelToken& token)
{
    // A CancelToken cannot wake anybody (it is set from signal handlers too), hence the short naps.
    std::unique_lock lock(m_mutex);
    while (m_paused && !m_stop && !token.cancelled())
        m_changed.wait_for(lock, std::chrono::milliseconds(50));
}

} // namespace lookaway
