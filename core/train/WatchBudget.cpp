// SPDX-License-Identifier: MIT
#include "train/WatchBudget.h"

namespace lookaway {

static double secondsBetween(WatchBudget::Clock::time_point from, WatchBudget::Clock::time_point to)
{
    return std::chrono::duration<double>(to - from).count();
}

WatchDetail WatchBudget::next(Watching watching, Clock::time_point now)
{
    if (watching == Watching::Nobody)
        return WatchDetail::Nothing;
    if (watching == Watching::Completely || !m_known)
        return WatchDetail::Everything;
    if (m_spent + m_everything <= kShare * secondsBetween(m_begin, now))
        return WatchDetail::Everything;
    return secondsBetween(m_lastTold, now) >= 1 ? WatchDetail::Pictures : WatchDetail::Nothing;
}

void WatchBudget::spent(Watching watching, WatchDetail detail, double seconds, Clock::time_point now)
{
    if (watching != Watching::WithinBudget || detail == WatchDetail::Nothing)
        return;
    if (!m_known)
        m_begin = now; // the first one, which warms caches up, is free
    else
        m_spent += seconds;
    if (detail == WatchDetail::Everything)
        m_everything = seconds;
    m_known = true;
    m_lastTold = now;
}

} // namespace lookaway
