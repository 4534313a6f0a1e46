// SPDX-License-Identifier: MIT
#include "evaluate/SanityCheck.h"

#include "evaluate/PixelOrder.h"
#include "evaluate/RandomisedWeights.h"
#include "models/Classifier.h"

#include <cmath>

namespace lookaway {

namespace {

/// After how many layers the maps are compared.
std::vector<std::size_t> stagesOf(std::size_t layers, std::size_t most)
{
    const auto count = most == 0 ? layers : std::min(most, layers);
    std::vector<std::size_t> stages;
    for (std::size_t i = 0; i < count; ++i)
        stages.push_back(count == 1
                ? layers
                : 1 + static_cast<std::size_t>(std::lround(double(i) * double(layers - 1) / double(count - 1))));
    return stages;
}

SanityStage compare(const std::vector<HeatMap>& before, const std::vector<HeatMap>& after)
{
    SanityStage stage;
    for (std::size_t i = 0; i < before.size(); ++i)
        if (const auto correlation = rankCorrelation(before[i], after[i])) {
            stage.correlation += *correlation;
            ++stage.pictures;
        }
    if (stage.pictures > 0)
        stage.correlation /= static_cast<double>(stage.pictures);
    return stage;
}

} // namespace

Result<SanityCheck> checkSanity(Classifier& network, const MapMaker& explain, const FaithfulnessSettings& settings,
    const CancelToken& cancel, const std::function<void(std::int64_t, std::int64_t)>& progress)
{
    if (const auto valid = validate(settings); !valid)
        return valid.error();
    RandomisedWeights weights(network, settings.seed);
    const auto layers = weights.layers();
    if (layers.empty())
        return fail("The network has no weights that could be randomised.");
    const auto stages = stagesOf(layers.size(), static_cast<std::size_t>(settings.sanityStages));
    const auto total = static_cast<std::int64_t>(stages.size()) + 1;
    const auto before = explain();
    if (!before)
        return before.error();
    SanityCheck check;
    for (const auto randomised : stages) {
        if (cancel.cancelled())
            return cancelled();
        if (progress)
            progress(static_cast<std::int64_t>(check.stages.size()) + 1, total);
        weights.randomise(randomised);
        const auto after = explain();
        if (!after)
            return after.error();
        auto stage = compare(*before, *after);
        stage.layer = layers[randomised - 1];
        stage.randomised = randomised;
        check.stages.push_back(std::move(stage));
    }
    if (progress)
        progress(total, total);
    return check;
}

SanityCheck together(const std::vector<SanityCheck>& checks)
{
    if (checks.empty())
        return {};
    SanityCheck all = checks.front();
    for (std::size_t i = 0; i < all.stages.size(); ++i) {
        double sum = 0;
        std::size_t pictures = 0;
        for (const auto& check : checks) {
            sum += check.stages[i].correlation * static_cast<double>(check.stages[i].pictures);
            pictures += check.stages[i].pictures;
        }
        all.stages[i].pictures = pictures;
        all.stages[i].correlation = pictures > 0 ? sum / static_cast<double>(pictures) : 0;
    }
    return all;
}

} // namespace lookaway
