// SPDX-License-Identifier: MIT
#include "session/inspect/ExplanationRecord.h"

#include "base/AtomicFile.h"
#include "session/Versions.h"
#include "session/inspect/ClassNames.h"
#include "session/inspect/ModelRecord.h"

#include <nlohmann/json.hpp>

#include <set>

namespace lookaway {

using nlohmann::json;

namespace {

constexpr const char* listName = "explanations.json";

json explainedJson(const ExplainedFile& file, const ModelFacts& model)
{
    return { { "picture", file.picture.string() }, { "method", file.method }, { "layer", file.layer },
        { "class", file.classIndex }, { "class_name", classNameOf(model, file.classIndex) },
        { "probability", file.probability }, { "predicted", file.predicted },
        { "predicted_name", classNameOf(model, file.predicted) },
        { "predicted_probability", file.predictedProbability }, { "raw_low", file.range.low },
        { "raw_high", file.range.high }, { "scale", nameOf(file.scaleKind) }, { "scale_low", file.scale.low },
        { "scale_high", file.scale.high }, { "constant", !file.hasHeat },
        { "overlay", file.overlay.filename().string() }, { "raw", file.raw.filename().string() } };
}

json documentOf(const ExplainFilesRequest& request, const ExplainFilesOutcome& outcome)
{
    json explained = json::array();
    for (const auto& file : outcome.explained)
        explained.push_back(explainedJson(file, outcome.model));
    json failed = json::array();
    for (const auto& file : outcome.failed)
        failed.push_back({ { "picture", file.picture.string() }, { "error", file.error.message() } });
    json document{ { "model", modelRecord(outcome.model) }, { "versions", versions() },
        { "settings", explainSettingsRecord(request.settings, request.methods) }, { "explanations", explained },
        { "failed", failed }, { "failed_count", failed.size() }, { "complete", !outcome.stopped } };
    if (outcome.stopped)
        document["stopped"] = { { "outcome", outcome.stopped->cancelled() ? "cancelled" : "failed" },
            { "what", outcome.stopped->what }, { "wanted", outcome.wanted } };
    return document;
}

std::string textOf(const json& document)
{
    return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

/// What a document lists that is still there and was not written anew.
json stillThere(json document, const std::set<std::string>& anew, const std::filesystem::path& folder)
{
    json kept = json::array();
    std::error_code none;
    for (auto& one : document["explanations"]) {
        const auto overlay = one.at("overlay").get<std::string>();
        if (anew.count(overlay) == 0 && std::filesystem::exists(folder / overlay, none))
            kept.push_back(std::move(one));
    }
    document["explanations"] = std::move(kept);
    document.erase("earlier");
    return document;
}

/// What lies in the folder from earlier runs, newest first, each with its model and settings.
json earlierIn(const std::filesystem::path& folder, const ExplainFilesOutcome& outcome)
{
    constexpr std::size_t largest = 256 << 20; // bytes
    json earlier = json::array();
    std::set<std::string> anew;
    for (const auto& file : outcome.explained)
        anew.insert(file.overlay.filename().string());
    const auto text = readFile(folder / listName, largest);
    if (!text)
        return earlier;
    try {
        const auto last = json::parse(*text);
        auto runs = last.value("earlier", json::array());
        runs.insert(runs.begin(), last);
        for (auto& run : runs)
            if (auto kept = stillThere(std::move(run), anew, folder); !kept["explanations"].empty())
                earlier.push_back(std::move(kept));
    } catch (const json::exception&) {
        // Somebody else's file of that name tells nothing about what lies here.
    }
    return earlier;
}

} // namespace

std::string explanationsJson(const ExplainFilesRequest& request, const ExplainFilesOutcome& outcome)
{
    return textOf(documentOf(request, outcome));
}

Result<void> writeExplanations(const ExplainFilesRequest& request, const ExplainFilesOutcome& outcome)
{
    auto document = documentOf(request, outcome);
    if (auto earlier = earlierIn(request.out, outcome); !earlier.empty())
        document["earlier"] = std::move(earlier);
    return writeFileAtomically(request.out / listName, textOf(document));
}

} // namespace lookaway
