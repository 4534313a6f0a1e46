// SPDX-License-Identifier: MIT
#include "evaluate/Faithfulness.h"

#include "base/Text.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lookaway {

Result<void> validate(const FaithfulnessSettings& settings)
{
    if (settings.steps < 1 || settings.steps > 10000)
        return fail(
            "Insertion and deletion cannot go in " + std::to_string(settings.steps) + " steps.", "Choose 1 to 10000.");
    if (settings.percentiles.empty())
        return fail("ROAD needs at least one percentile.", "The usual ones are 10, 20, ... 90.");
    for (const int percentile : settings.percentiles)
        if (percentile < 1 || percentile > 99)
            return fail("ROAD cannot replace " + std::to_string(percentile) + " % of the pixels.",
                "Choose percentiles from 1 to 99: something of the picture has to stay.");
    if (!(settings.roadNoise >= 0 && settings.roadNoise <= 1))
        return fail("ROAD's noise cannot be " + text(settings.roadNoise) + ".", "Choose 0 to 1; usual is 0.01.");
    if (!(settings.pointingTolerance >= 0 && std::isfinite(settings.pointingTolerance)))
        return fail("The tolerance of the pointing game cannot be " + text(settings.pointingTolerance) + " px.",
            "Choose 0 or more; usual are 15.");
    if (settings.sanityStages < 0)
        return fail("The sanity check cannot have " + std::to_string(settings.sanityStages) + " stages.",
            "Choose 1 or more, or 0 for one after every layer.");
    return {};
}

double AnswerCurve::area() const
{
    double sum = 0;
    for (std::size_t i = 1; i < share.size(); ++i)
        sum += (share[i] - share[i - 1]) * (probability[i] + probability[i - 1]) / 2;
    return share.size() < 2 ? 0 : sum / (share.back() - share.front());
}

double AnswerCurve::mean() const
{
    if (probability.empty())
        return 0;
    return std::accumulate(probability.begin(), probability.end(), 0.0) / static_cast<double>(probability.size());
}

AnswerCurve meanCurve(const std::vector<AnswerCurve>& curves)
{
    if (curves.empty())
        return {};
    AnswerCurve mean = curves.front();
    const auto points = mean.share.size();
    for (std::size_t i = 0; i < points; ++i) {
        double probability = 0;
        double predicted = 0;
        for (const auto& curve : curves) {
            probability += curve.probability[i];
            predicted += curve.predicted[i];
        }
        mean.probability[i] = probability / static_cast<double>(curves.size());
        mean.predicted[i] = predicted / static_cast<double>(curves.size());
    }
    return mean;
}

} // namespace lookaway
