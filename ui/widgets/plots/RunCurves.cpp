// SPDX-License-Identifier: MIT
#include "widgets/plots/RunCurves.h"

#include <algorithm>
#include <cmath>

namespace lookaway {

double stepsPerEpochOf(const RunCurves& curves)
{
    if (curves.stepsPerEpoch >= 1)
        return curves.stepsPerEpoch;
    for (const StepDone& step : curves.steps)
        if (step.stepsPerEpoch >= 1)
            return double(step.stepsPerEpoch);
    if (!curves.epochs.empty() && curves.epochs.back().globalStep > 0)
        return double(curves.epochs.back().globalStep) / (curves.epochs.back().epoch + 1);
    double fewest = 1;
    for (const StepDone& step : curves.steps)
        fewest = std::max(fewest, std::ceil(double(step.globalStep) / (step.epoch + 1)));
    return fewest;
}

} // namespace lookaway
