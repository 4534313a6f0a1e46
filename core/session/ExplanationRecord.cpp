// SPDX-License-Identifier: MIT
#include "session/ExplanationRecord.h"

#include "session/ClassNames.h"
#include "session/Settings.h"
#include "session/Versions.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace lookaway {

using nlohmann::json;

namespace {

/// 0.485 instead of the 0.48500001430511475 that the float is.
std::array<double, 3> plain(const std::array<float, 3>& values)
{
    std::array<double, 3> decimal{};
    std::transform(values.begin(), values.end(), decimal.begin(),
        [](float value) { return std::round(double{ value } * 1e6) / 1e6; });
    return decimal;
}

json modelJson(const ModelFacts& model)
{
    const auto& input = model.input;
    return { { "title", model.title }, { "file", model.source.path.string() },
        { "checkpoint", model.source.checkpoint }, { "sha256", model.weightsHash }, { "classes", model.classCount },
        { "device", model.device },
        { "input",
            { { "side", input.side }, { "channels", input.channels },
                { "fit", input.fit == InputFormat::Fit::Stretch ? "stretch" : "centre-crop" },
                { "mean", plain(input.mean) }, { "std", plain(input.std) } } } };
}

/// Those that one of the methods reads.
json settingsJson(const ExplainFilesRequest& request)
{
    Config config;
    config.explain = request.settings;
    json used = json::object();
    for (const auto& method : explanationMethods())
        for (const auto& id : request.methods)
            if (id == method.id)
                for (const auto& key : method.settings)
                    if (const auto* setting = findSetting(key))
                        std::visit([&](const auto& value) { used[setting->name()] = value; }, setting->get(config));
    return used;
}

json explainedJson(const ExplainedFile& file, const ModelFacts& model)
{
    return { { "picture", file.picture.string() }, { "method", file.method }, { "layer", file.layer },
        { "class", file.classIndex }, { "class_name", classNameOf(model, file.classIndex) },
        { "probability", file.probability }, { "predicted", file.predicted },
        { "predicted_name", classNameOf(model, file.predicted) },
        { "predicted_probability", file.predictedProbability }, { "raw_low", file.scale.low },
        { "raw_high", file.scale.high }, { "constant", file.scale.constant() },
        { "overlay", file.overlay.filename().string() }, { "raw", file.raw.filename().string() } };
}

} // namespace

std::string explanationsJson(const ExplainFilesRequest& request, const ExplainFilesOutcome& outcome)
{
    json explained = json::array();
    for (const auto& file : outcome.explained)
        explained.push_back(explainedJson(file, outcome.model));
    json failed = json::array();
    for (const auto& file : outcome.failed)
        failed.push_back({ { "picture", file.picture.string() }, { "error", file.error.message() } });
    const json document{ { "model", modelJson(outcome.model) }, { "versions", versions() },
        { "settings", settingsJson(request) }, { "explanations", explained }, { "failed", failed } };
    return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

} // namespace lookaway
