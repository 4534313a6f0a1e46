// SPDX-License-Identifier: MIT
#include "session/inspect/FaithfulnessCurves.h"

#include "evaluate/InsertionDeletion.h"
#include "evaluate/RemoveAndDebias.h"
#include "evaluate/SanityCheck.h"
#include "models/Classifier.h"
#include "session/Failure.h"
#include "session/inspect/ModelPixels.h"
#include "session/inspect/OpenedModel.h"

#include <torch/torch.h>

#include <algorithm>

namespace lookaway {

namespace {

Result<MeasuredPictures> measured(
    const OpenedModel& model, const std::vector<Image>& inputs, const std::vector<Explanation>& explanations)
{
    if (const auto checked = checkInputs(inputs, model); !checked)
        return checked.error();
    if (inputs.empty() || inputs.size() != explanations.size())
        return fail("There are " + std::to_string(inputs.size()) + " pictures and "
            + std::to_string(explanations.size()) + " explanations to measure.");
    MeasuredPictures pictures;
    pictures.pixels = pixelsOf(inputs, model);
    for (const auto& explanation : explanations) {
        if (explanation.classIndex < 0 || explanation.classIndex >= model.facts.classCount)
            return fail("There is no class number " + std::to_string(explanation.classIndex) + ".",
                "Choose a number from 0 to " + std::to_string(model.facts.classCount - 1) + ".");
        pictures.classes.push_back(explanation.classIndex);
        pictures.maps.push_back(resizedMap(explanation.raw, model.facts.input.side, model.facts.input.side));
    }
    return pictures;
}

/// The common part of the measures that show the network changed copies.
template <class Found>
Result<std::vector<Found>> measure(Result<std::vector<Found>> (*how)(Classifier&, const MeasuredPictures&,
                                       const FaithfulnessSettings&, const ExplainWatch&),
    Inspection& model, const std::vector<Image>& inputs, const std::vector<Explanation>& explanations,
    const FaithfulnessSettings& settings, const CancelToken& cancel, const PassProgress& progress)
{
    try {
        const auto pictures = measured(model.opened(), inputs, explanations);
        if (!pictures)
            return pictures.error();
        ExplainWatch watch{ cancel };
        if (progress)
            watch.progress = [&](std::int64_t done, std::int64_t total, const at::Tensor&) { progress(done, total); };
        return how(*model.opened().network, *pictures, settings, watch);
    } catch (...) {
        return describeCurrentException().error;
    }
}

} // namespace

Result<InsertionDeletion> insertionDeletion(Inspection& model, const Image& input, const Explanation& explanation,
    const FaithfulnessSettings& settings, const CancelToken& cancel, const PassProgress& progress)
{
    auto curves = insertionDeletion(
        model, std::vector<Image>{ input }, std::vector<Explanation>{ explanation }, settings, cancel, progress);
    if (!curves)
        return curves.error();
    return std::move(curves->front());
}

Result<std::vector<InsertionDeletion>> insertionDeletion(Inspection& model, const std::vector<Image>& inputs,
    const std::vector<Explanation>& explanations, const FaithfulnessSettings& settings, const CancelToken& cancel,
    const PassProgress& progress)
{
    return measure(&measureInsertionDeletion, model, inputs, explanations, settings, cancel, progress);
}

Result<std::vector<Road>> removeAndDebias(Inspection& model, const std::vector<Image>& inputs,
    const std::vector<Explanation>& explanations, const FaithfulnessSettings& settings, const CancelToken& cancel,
    const PassProgress& progress)
{
    return measure(&measureRoad, model, inputs, explanations, settings, cancel, progress);
}

Result<SanityCheck> sanityCheck(Inspection& model, const std::vector<Image>& inputs, const ExplainOrder& order,
    const std::vector<std::int64_t>& classes, const FaithfulnessSettings& settings, const CancelToken& cancel,
    const PassProgress& progress)
{
    if (inputs.size() != classes.size() || std::any_of(classes.begin(), classes.end(), [](auto c) { return c < 0; }))
        return fail("The sanity check has to know which class to explain in every picture.");
    const MapMaker explain = [&]() -> Result<std::vector<HeatMap>> {
        auto found = model.explain(inputs, order, classes, cancel);
        if (!found)
            return found.error();
        std::vector<HeatMap> maps;
        for (auto& explanation : *found)
            maps.push_back(std::move(explanation.raw));
        return maps;
    };
    try {
        return checkSanity(*model.opened().network, explain, settings, cancel, progress);
    } catch (...) {
        return describeCurrentException().error;
    }
}

} // namespace lookaway
