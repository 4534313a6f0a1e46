// SPDX-License-Identifier: MIT
#pragma once

#include "train/TrainingSettings.h"

#include <cstdint>

namespace lookaway {

/// The factor by which the learning rate is multiplied at a training step: a pure function of the step, so that
/// resuming needs no state and a rate that changes mid-run keeps its schedule.
///
/// With e = globalStep / stepsPerEpoch (a real number), E epochs and W warm-up epochs:
///   warm-up   (globalStep + 1) / (W stepsPerEpoch) while e < W: linear, reaches 1 with the last step of the warm-up;
///   constant  1;
///   step      stepFactor ^ floor(e / stepEpochs);
///   cosine    (1 + cos(pi (e - W) / (E - W))) / 2 (Loshchilov & Hutter 2017, without restarts), never below 0.
class LearningRateSchedule {
public:
    LearningRateSchedule(const TrainingSettings& settings, std::int64_t stepsPerEpoch);

    double factor(std::int64_t globalStep) const;

private:
    ScheduleKind m_kind;
    double m_epochs;
    double m_warmupEpochs;
    int m_stepEpochs;
    double m_stepFactor;
    std::int64_t m_stepsPerEpoch;
};

} // namespace lookaway
