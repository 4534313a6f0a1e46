// SPDX-License-Identifier: MIT
#include "compare/ModelStatistics.h"

#include <cmath>
#include <limits>

namespace lookaway {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// One number of a model's maps for every picture; NaN (left out of tests) where the map is empty.
template <class Pick> std::vector<double> column(const TestComparison& outcome, std::size_t model, const Pick& pick)
{
    std::vector<double> values;
    for (const auto& picture : outcome.pictures) {
        const auto& spread = picture.answers[model].spread;
        values.push_back(spread.empty ? nothing : pick(spread));
    }
    return values;
}

/// Both maps of these pictures can be measured: what tests pair.
void averagePairs(const std::vector<double>& there, const std::vector<double>& here, ModelStatistics& summary)
{
    for (std::size_t i = 0; i < here.size(); ++i)
        if (std::isfinite(here[i]) && std::isfinite(there[i])) {
            summary.spreadHere += here[i];
            summary.spreadThere += there[i];
        }
    if (const auto pairs = static_cast<double>(summary.share.pairs); pairs > 0) {
        summary.spreadHere /= pairs;
        summary.spreadThere /= pairs;
    }
}

void countAnswers(const TestComparison& outcome, std::size_t model, ModelStatistics& summary)
{
    for (const auto& picture : outcome.pictures) {
        if (picture.picture.className.empty())
            continue;
        const bool right = picture.answers[model].right;
        const bool before = picture.answers[outcome.request.reference].right;
        ++summary.known;
        summary.right += right ? 1 : 0;
        summary.gained += right && !before ? 1 : 0;
        summary.lost += !right && before ? 1 : 0;
    }
    summary.pAccuracy = mcNemar(summary.lost, summary.gained);
}

void averageOverlap(const TestComparison& outcome, std::size_t model, ModelStatistics& summary)
{
    double overlaps = 0;
    for (const auto& picture : outcome.pictures)
        if (const auto& overlap = picture.answers[model].overlap) {
            summary.meanIou += overlap->iou;
            summary.meanKept += overlap->kept;
            summary.meanOwn += overlap->own;
            ++overlaps;
        }
    if (overlaps == 0)
        return;
    summary.meanIou /= overlaps;
    summary.meanKept /= overlaps;
    summary.meanOwn /= overlaps;
    summary.overlaps = static_cast<std::size_t>(overlaps);
}

} // namespace

std::vector<ModelStatistics> modelStatistics(const TestComparison& outcome)
{
    const auto share = [](const AttentionSpread& spread) { return spread.shareAboveLevel; };
    const auto entropy = [](const AttentionSpread& spread) { return spread.entropy; };
    const auto reference = outcome.request.reference;
    std::vector<ModelStatistics> models;
    for (std::size_t model = 0; model < outcome.models.size(); ++model) {
        ModelStatistics summary;
        summary.title = outcome.request.models[model].title;
        std::vector<AttentionSpread> spreads;
        for (const auto& picture : outcome.pictures)
            spreads.push_back(picture.answers[model].spread);
        summary.spread = summarise(spreads);
        countAnswers(outcome, model, summary);
        if (model != reference) {
            averageOverlap(outcome, model, summary);
            const auto there = column(outcome, reference, share);
            const auto here = column(outcome, model, share);
            summary.share = pairedTest(there, here);
            averagePairs(there, here, summary);
            summary.entropy = pairedTest(column(outcome, reference, entropy), column(outcome, model, entropy));
        }
        models.push_back(std::move(summary));
    }
    return models;
}

} // namespace lookaway
