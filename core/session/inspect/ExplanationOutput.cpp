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

Result<void> writeOutputs(std::vector<ExplanationOutput>& outputs, const ExplainFilesRequest& request)
{
    std::vector<Result<void>> written(outputs.size());
    parallelFor(outputs.size(), usableCpus(), [&](std::size_t i) {
        auto& output = outputs[i];
        const auto& input = *output.input;
        const auto large = resizedMap(output.explanation.raw, input.width, input.height);
        const auto heat = displayHeat(large, input.width, input.height, output.explanation.isSigned);
        const auto& raw = request.ownResolution ? output.explanation.raw : large;
        output.facts.scale = scaleOf(raw, output.explanation.isSigned);
        const auto picture = output.explanation.isSigned ? overlaySigned(input, heat, request.opacity)
                                                         : overlay(input, heat, request.colors, request.opacity);
        written[i] = writePng(output.facts.overlay, picture);
        if (written[i])
            written[i] = writeNpy(output.facts.raw, raw);
    });
    for (const auto& result : written)
        if (!result)
            return result;
    return {};
}

} // namespace lookaway
