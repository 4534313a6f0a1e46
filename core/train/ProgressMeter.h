// SPDX-License-Identifier: MIT
#pragma once

#include "train/EpochTotals.h"
#include "train/TrainingEvents.h"
#include "train/TrainingState.h"

#include <chrono>
#include <cstdint>

namespace lookaway {

/// Says when a report is due, and how fast the training is. Times only: no result of a training depends on it.
class ProgressMeter {
public:
    /// Starts the clock of an epoch.
    void startEpoch();
    void stepDone() { ++m_steps; }
    /// What the clock shows from here until resumeClock() does not count (pause, checkpoint, validation).
    void stopClock();
    void resumeClock();
    void validationTook(double seconds) { m_validationSeconds = seconds; }

    /// A report is due four times a second.
    bool due() const;
    /// Starts the next interval; `interval`: the sums since the previous report; `state`: after the last step.
    StepDone report(const EpochTotals& interval, const TrainingState& state, std::int64_t stepsPerEpoch, int epochsToGo,
        double learningRate);
    double epochSeconds() const { return secondsSince(m_epochStart); }
    static double secondsBetween(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to);

private:
    using Clock = std::chrono::steady_clock;
    static double secondsSince(Clock::time_point time) { return secondsBetween(time, Clock::now()); }

    Clock::time_point m_epochStart = Clock::now();
    Clock::time_point m_intervalStart = Clock::now();
    Clock::time_point m_stopped = Clock::now();
    double m_trainingSeconds = 0;
    double m_validationSeconds = 0;
    std::int64_t m_steps = 0; ///< since the program started this run
};

} // namespace lookaway
