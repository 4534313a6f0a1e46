// SPDX-License-Identifier: MIT
#include "train/ProgressMeter.h"

#include <algorithm>

namespace lookaway {

double ProgressMeter::secondsBetween(Clock::time_point from, Clock::time_point to)
{
    return std::chrono::duration<double>(to - from).count();
}

void ProgressMeter::startEpoch()
{
    m_epochStart = Clock::now();
    m_intervalStart = m_epochStart;
}

void ProgressMeter::stopClock()
{
    m_stopped = Clock::now();
}

void ProgressMeter::resumeClock()
{
    m_intervalStart += Clock::now() - m_stopped;
}

bool ProgressMeter::due() const
{
    return secondsSince(m_intervalStart) >= 0.25;
}

StepDone ProgressMeter::report(const EpochTotals& interval, const TrainingState& state, std::int64_t stepsPerEpoch,
    int epochsToGo, double learningRate)
{
    const double seconds = std::max(1e-9, secondsSince(m_intervalStart));
    m_intervalStart = Clock::now();
    m_trainingSeconds += seconds;
    const double stepsToGo =
        static_cast<double>(epochsToGo) * static_cast<double>(stepsPerEpoch) - static_cast<double>(state.step);

    StepDone event;
    event.epoch = state.epoch;
    event.step = state.step;
    event.stepsPerEpoch = stepsPerEpoch;
    event.globalStep = state.globalStep;
    event.loss = interval.meanLoss();
    event.accuracy = interval.accuracy();
    event.learningRate = learningRate;
    event.occluded = static_cast<int>(interval.occludedBatches);
    event.occludedShare = interval.meanOccludedShare();
    event.imagesPerSecond = static_cast<double>(interval.pictures) / seconds;
    event.secondsLeft = m_trainingSeconds / static_cast<double>(std::max<std::int64_t>(1, m_steps)) * stepsToGo
        + m_validationSeconds * epochsToGo;
    return event;
}

} // namespace lookaway
