// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace lookaway {

/// Who looks at an occluded mini-batch: nobody, a window (as long as that costs next to nothing), or somebody who keeps
/// it and wants all of it.
enum class Watching { Nobody, WithinBudget, Completely };

/// How much of an occluded mini-batch is told: nothing, pictures with what is known anyway, or also what the network
/// answers for the occluded pictures, which is a forward pass.
enum class WatchDetail { Nothing, Pictures, Everything };

/// Keeps what a window's watching costs below 1 % of the training time: everything is told as often as that allows,
/// and when nothing was told for a second the pictures alone are. Used by one thread.
class WatchBudget {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr double kShare = 0.01;

    WatchDetail next(Watching watching, Clock::time_point now);
    /// What was told at `now` took so many seconds.
    void spent(Watching watching, WatchDetail detail, double seconds, Clock::time_point now);

private:
    Clock::time_point m_begin = {};
    Clock::time_point m_lastTold = {};
    double m_spent = 0;
    double m_everything = 0; ///< what it took last time
    bool m_known = false;
};

} // namespace lookaway
