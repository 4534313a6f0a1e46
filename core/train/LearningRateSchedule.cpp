// SPDX-License-Identifier: MIT
#include "train/LearningRateSchedule.h"

#include <algorithm>
#include <cmath>

namespace lookaway {

LearningRateSchedule::LearningRateSchedule(const TrainingSettings& settings, std::int64_t stepsPerEpoch)
    : m_kind(settings.schedule)
    , m_epochs(settings.epochs)
    , m_warmupEpochs(settings.warmupEpochs)
    , m_stepEpochs(settings.stepEpochs)
    , m_stepFactor(settings.stepFactor)
    , m_stepsPerEpoch(std::max<std::int64_t>(1, stepsPerEpoch))
{
}

double LearningRateSchedule::factor(std::int64_t globalStep) const
{
    const double steps = static_cast<double>(m_stepsPerEpoch);
    const double epoch = static_cast<double>(globalStep) / steps;
    if (epoch < m_warmupEpochs)
        return std::min(1.0, static_cast<double>(globalStep + 1) / (m_warmupEpochs * steps));
    switch (m_kind) {
    case ScheduleKind::Constant:
        return 1.0;
    case ScheduleKind::Step: {
        const std::int64_t stepsDown = globalStep / (m_stepsPerEpoch * m_stepEpochs);
        return std::pow(m_stepFactor, static_cast<double>(stepsDown));
    }
    case ScheduleKind::Cosine: {
        const double progress = std::min(1.0, (epoch - m_warmupEpochs) / (m_epochs - m_warmupEpochs));
        return 0.5 * (1.0 + std::cos(3.14159265358979323846 * progress));
    }
    }
    return 1.0;
}

} // namespace lookaway
