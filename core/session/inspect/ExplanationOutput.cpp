// SPDX-License-Identifier: MIT
#include "session/inspect/ExplanationOutput.h"

#include "data/Parallel.h"
#include "session/Startup.h"
#include "session/inspect/PictureFiles.h"

#include <set>

namespace lookaway {

std::vector<std::string> outputNames(const std::vector<std::filesystem::path>& pictures)
{
    std::set<std::string> taken;
    std::vector<std::string> names;
    for (const auto& picture : pictures) {
        const auto stem = picture.stem().string();
        std::string name = stem;
        for (int number = 2; !taken.insert(name).second; ++number)
            name = stem + "-" + std::to_string(number);
        names.push_back(std::move(name));
    }
    return names;
}

namespace {

Result<void> writeOne(ExplanationOutput& output, const ExplainFilesRequest& request)
{
    auto& facts = output.facts;
    const auto& explanation = output.explanation;
    const auto& input = *output.input;
    const auto large = resizedMap(explanation.raw, input.width, input.height);
    const auto& raw = request.ownResolution ? explanation.raw : large;
    const bool ofPixels = !explanation.attribution.empty();
    facts.scaleKind = request.scale.value_or(ofPixels ? OwnScale::WithoutOutliers : OwnScale::Whole);
    facts.range = scaleOf(raw, /*isSigned=*/false);
    facts.scale = ownScale(large, explanation.isSigned, facts.scaleKind);
    facts.hasHeat = !facts.scale.constant();
    const auto heat = displayHeat(large, input.width, input.height, explanation.isSigned, facts.scale);
    const auto picture = explanation.isSigned ? overlaySigned(input, heat, request.opacity)
                                              : overlay(input, heat, request.colors, request.opacity);
    if (const auto written = writePng(facts.overlay, picture); !written)
        return written;
    const auto written = writeNpy(facts.raw, raw);
    std::error_code ignored;
    if (!written)
        std::filesystem::remove(facts.overlay, ignored);
    return written;
}

} // namespace

Result<void> writeOutputs(
    std::vector<ExplanationOutput> outputs, const ExplainFilesRequest& request, std::vector<ExplainedFile>& written)
{
    std::vector<Result<void>> results(outputs.size());
    parallelFor(outputs.size(), usableCpus(), [&](std::size_t i) { results[i] = writeOne(outputs[i], request); });
    Result<void> all;
    for (std::size_t i = 0; i < outputs.size(); ++i)
        if (results[i])
            written.push_back(std::move(outputs[i].facts));
        else if (all)
            all = results[i];
    return all;
}

} // namespace lookaway
