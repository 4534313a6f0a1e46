// SPDX-License-Identifier: MIT
#include "session/inspect/ExplanationRecord.h"

#include "session/Versions.h"
#include "session/inspect/ClassNames.h"
#include "session/inspect/ModelRecord.h"

#include <nlohmann/json.hpp>

namespace lookaway {

using nlohmann::json;

namespace {

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
    const json document{ { "model", modelRecord(outcome.model) }, { "versions", versions() },
        { "settings", explainSettingsRecord(request.settings, request.methods) }, { "explanations", explained },
        { "failed", failed } };
    return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

} // namespace lookaway
