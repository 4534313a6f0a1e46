// SPDX-License-Identifier: MIT
#include "session/inspect/FaithfulnessRecord.h"

#include "base/AtomicFile.h"
#include "base/Text.h"
#include "session/Versions.h"
#include "session/inspect/ClassNames.h"

#include <nlohmann/json.hpp>

namespace lookaway {

using nlohmann::json;

namespace {

json curveJson(const AnswerCurve& curve)
{
    return { { "share", curve.share }, { "probability", curve.probability }, { "predicted", curve.predicted } };
}

json sanityJson(const SanityCheck& check)
{
    json stages = json::array();
    for (const auto& stage : check.stages)
        stages.push_back({ { "layer", stage.layer }, { "randomised_layers", stage.randomised },
            { "spearman", stage.correlation }, { "pictures", stage.pictures } });
    return { { "passed", check.passed() }, { "spearman", check.correlation() }, { "limit", SanityCheck::limit },
        { "stages", stages } };
}

json methodJson(const MeasuredMethod& method, const FaithfulnessMeasures& measures)
{
    json row{ { "method", method.method }, { "control", method.control }, { "pictures", method.explanations.size() } };
    if (measures.curves) {
        const auto insertion = method.insertion();
        const auto deletion = method.deletion();
        row["insertion"] = insertion.area();
        row["deletion"] = deletion.area();
        row["insertion_curve"] = curveJson(insertion);
        row["deletion_curve"] = curveJson(deletion);
    }
    if (measures.road) {
        const Road road{ method.morf(), method.lerf() };
        row["road_morf"] = road.morf.mean();
        row["road_lerf"] = road.lerf.mean();
        row["road_gap"] = road.gap();
        row["road_morf_curve"] = curveJson(road.morf);
        row["road_lerf_curve"] = curveJson(road.lerf);
    }
    if (measures.spread) {
        const auto spread = method.spread();
        row["attention_share"] = spread.meanShareAboveLevel;
        row["attention_entropy"] = spread.meanEntropy;
        row["attention_components"] = spread.meanComponents;
        row["attention_empty_maps"] = spread.emptyMaps;
    }
    if (const auto game = method.pointing(); game.pictures() > 0) {
        row["pointing"] = game.accuracy();
        row["pointing_regions"] = game.pictures();
    }
    if (method.sanity)
        row["sanity"] = sanityJson(*method.sanity);
    return row;
}

json settingsJson(const FaithfulnessRequest& request)
{
    const auto& settings = request.settings;
    return { { "steps", settings.steps }, { "percentiles", settings.percentiles }, { "road_noise", settings.roadNoise },
        { "pointing_tolerance_px", settings.pointingTolerance }, { "sanity_stages", settings.sanityStages },
        { "seed", settings.seed }, { "explain_seed", request.explain.settings.seed },
        { "layer", request.explain.layer } };
}

} // namespace

std::string faithfulnessJson(const FaithfulnessRequest& request, const FaithfulnessOutcome& outcome)
{
    const auto& model = outcome.model;
    json methods = json::array();
    for (const auto& method : outcome.methods)
        methods.push_back(methodJson(method, request.measures));
    json failed = json::array();
    for (const auto& file : outcome.failed)
        failed.push_back({ { "picture", file.picture.string() }, { "error", file.error.message() } });
    const json document{ { "model",
                             { { "title", model.title }, { "file", model.source.path.string() },
                                 { "checkpoint", model.source.checkpoint }, { "sha256", model.weightsHash } } },
        { "versions", versions() }, { "settings", settingsJson(request) }, { "methods", methods }, { "failed", failed },
        { "failed_count", failed.size() }, { "seconds", outcome.seconds } };
    return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string curvesCsv(const FaithfulnessOutcome& outcome)
{
    std::string all = "method,measure,share,probability,predicted\n";
    for (const auto& method : outcome.methods) {
        const std::pair<const char*, AnswerCurve> curves[] = { { "insertion", method.insertion() },
            { "deletion", method.deletion() }, { "road_morf", method.morf() }, { "road_lerf", method.lerf() } };
        for (const auto& [measure, curve] : curves)
            for (std::size_t i = 0; i < curve.share.size(); ++i)
                all += method.method + "," + measure + "," + text(curve.share[i]) + "," + text(curve.probability[i])
                    + "," + text(curve.predicted[i]) + "\n";
    }
    return all;
}

std::string picturesCsv(const FaithfulnessOutcome& outcome)
{
    std::string all = "picture,method,class,class_name,insertion,deletion,road_morf,road_lerf,attention_share,"
                      "attention_entropy,attention_components,pointing_hits,pointing_regions\n";
    for (const auto& method : outcome.methods)
        for (const auto& one : method.explanations) {
            std::vector<std::string> fields{ csvField(one.picture.string()), method.method,
                std::to_string(one.classIndex), csvField(classNameOf(outcome.model, one.classIndex)) };
            const auto add = [&](bool known, double value) { fields.push_back(known ? text(value) : ""); };
            add(one.curves.has_value(), one.curves ? one.curves->insertion.area() : 0);
            add(one.curves.has_value(), one.curves ? one.curves->deletion.area() : 0);
            add(one.road.has_value(), one.road ? one.road->morf.mean() : 0);
            add(one.road.has_value(), one.road ? one.road->lerf.mean() : 0);
            const bool measured = one.spread && !one.spread->empty;
            add(measured, measured ? one.spread->shareAboveLevel : 0);
            add(measured, measured ? one.spread->entropy : 0);
            add(measured, measured ? one.spread->components : 0);
            std::size_t hits = 0;
            for (const auto& [classIndex, hit] : one.points)
                hits += hit ? 1 : 0;
            fields.push_back(std::to_string(hits));
            fields.push_back(std::to_string(one.points.size()));
            for (std::size_t i = 0; i < fields.size(); ++i)
                all += (i == 0 ? "" : ",") + fields[i];
            all += "\n";
        }
    return all;
}

Result<void> writeFaithfulness(const FaithfulnessRequest& request, const FaithfulnessOutcome& outcome)
{
    const auto& out = request.explain.out;
    std::error_code problem;
    std::filesystem::create_directories(out, problem);
    if (problem)
        return fail("The folder '" + out.string() + "' cannot be made: " + problem.message() + ".",
            "Choose another one with --out.");
    const std::pair<const char*, std::string> files[] = { { "curves.csv", curvesCsv(outcome) },
        { "pictures.csv", picturesCsv(outcome) }, { "faithfulness.json", faithfulnessJson(request, outcome) } };
    for (const auto& [name, content] : files)
        if (const auto written = writeFileAtomically(out / name, content); !written)
            return written;
    return {};
}

} // namespace lookaway
