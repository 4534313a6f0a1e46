// SPDX-License-Identifier: MIT
#include "compare/ModelStatistics.h"

#include "base/Text.h"
#include "session/Versions.h"
#include "session/inspect/MapHeat.h"

#include <nlohmann/json.hpp>

namespace lookaway {

using nlohmann::json;

namespace {

const char* nameOf(RowClass::By by)
{
    switch (by) {
    case RowClass::By::Predicted:
        return "predicted";
    case RowClass::By::True:
        return "true";
    case RowClass::By::Given:
        return "given";
    }
    return "";
}

json testJson(const PairedTest& test)
{
    return { { "pairs", test.pairs }, { "mean_difference", test.meanDifference }, { "deviation", test.deviation },
        { "low_95", test.low }, { "high_95", test.high }, { "t", test.t }, { "p_t", test.pT }, { "w", test.w },
        { "p_wilcoxon", test.pWilcoxon } };
}

/// The keys are those of statisticsWords(). What was not measured is missing.
json summaryJson(const ModelStatistics& model, bool isReference)
{
    json row{ { "model", model.title }, { "reference", isReference }, { "maps", model.spread.maps },
        { "empty_maps", model.spread.emptyMaps } };
    if (model.hasSpread())
        row.update({ { "spread", model.spread.meanShareAboveLevel }, { "entropy", model.spread.meanEntropy },
            { "regions", model.spread.meanComponents } });
    if (model.known > 0)
        row.update({ { "accuracy", model.accuracy() }, { "right", model.right }, { "known", model.known } });
    if (isReference)
        return row;
    if (model.known > 0)
        row.update({ { "gained", model.gained }, { "lost", model.lost }, { "p_accuracy", model.pAccuracy } });
    row["pairs"] = model.share.pairs;
    if (model.hasPairs())
        row.update({ { "spread_here", model.spreadHere }, { "spread_there", model.spreadThere } });
    if (model.hasTests())
        row.update({ { "spread_test", testJson(model.share) }, { "entropy_test", testJson(model.entropy) } });
    row["overlap_pairs"] = model.overlaps;
    if (model.hasOverlap())
        row.update({ { "overlap", model.meanIou }, { "kept", model.meanKept }, { "new", model.meanOwn } });
    return row;
}

json requestJson(const TestComparisonRequest& request)
{
    json said{ { "method", request.method }, { "layer", request.layer }, { "class", nameOf(request.rowClass.by) },
        { "hot_level", request.hotLevel }, { "heat_above", mapsHaveZero(request.method) ? "zero" : "minimum" },
        { "seed", request.explain.seed }, { "reference", request.models[request.reference].title } };
    if (request.rowClass.by == RowClass::By::Given)
        said["class_name"] = request.rowClass.name;
    if (request.rowClass.by == RowClass::By::Predicted)
        said["class_of_model"] = request.models[request.rowClass.model].title;
    return said;
}

json answerJson(const TestedAnswer& answer, const std::string& title)
{
    json row{ { "model", title }, { "class", answer.classIndex }, { "probability", answer.probability },
        { "predicted", answer.predicted }, { "predicted_probability", answer.predictedProbability },
        { "right", answer.right }, { "empty_map", answer.spread.empty } };
    if (!answer.spread.empty)
        row.update({ { "spread", answer.spread.shareAboveLevel }, { "entropy", answer.spread.entropy },
            { "regions", answer.spread.components } });
    if (answer.overlap)
        row.update(
            { { "overlap", answer.overlap->iou }, { "kept", answer.overlap->kept }, { "new", answer.overlap->own } });
    return row;
}

json pictureJson(const TestedPicture& picture, const TestComparisonRequest& request)
{
    json answers = json::array();
    for (std::size_t model = 0; model < picture.answers.size(); ++model)
        answers.push_back(answerJson(picture.answers[model], request.models[model].title));
    return { { "picture", picture.picture.file.string() }, { "true_class", picture.picture.className },
        { "explained_class", picture.className }, { "models", answers } };
}

} // namespace

std::string testComparisonJson(const TestComparison& outcome)
{
    json models = json::array();
    for (std::size_t i = 0; i < outcome.models.size(); ++i) {
        const auto& facts = outcome.models[i];
        models.push_back({ { "title", outcome.request.models[i].title }, { "network", facts.title },
            { "file", facts.source.path.string() }, { "checkpoint", facts.source.checkpoint },
            { "sha256", facts.weightsHash }, { "side", facts.input.side } });
    }
    json summary = json::array();
    const auto summaries = modelStatistics(outcome);
    for (std::size_t i = 0; i < summaries.size(); ++i)
        summary.push_back(summaryJson(summaries[i], i == outcome.request.reference));
    json pictures = json::array();
    for (const auto& picture : outcome.pictures)
        pictures.push_back(pictureJson(picture, outcome.request));
    json failed = json::array();
    for (const auto& file : outcome.failed)
        failed.push_back({ { "picture", file.picture.string() }, { "error", file.error.message() } });
    const json document{ { "request", requestJson(outcome.request) }, { "models", models }, { "summary", summary },
        { "pictures", pictures }, { "failed", failed },
        { "failed_count", failed.size() }, { "remarks", outcome.remarks }, { "versions", versions() },
        { "seconds", outcome.seconds } };
    return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string testComparisonCsv(const TestComparison& outcome)
{
    std::string all = "picture,true_class,explained_class,model,p_class,predicted,p_predicted,right,spread,entropy,"
                      "regions,overlap,kept,new\n";
    for (const auto& picture : outcome.pictures)
        for (std::size_t i = 0; i < picture.answers.size(); ++i) {
            const auto& answer = picture.answers[i];
            const auto measured = [&](double value) { return answer.spread.empty ? std::string() : text(value); };
            const auto overlap = [&](double HotOverlap::*part) {
                return answer.overlap ? text((*answer.overlap).*part) : std::string();
            };
            const std::string fields[] = { csvField(picture.picture.file.string()), csvField(picture.picture.className),
                csvField(picture.className), csvField(outcome.request.models[i].title), text(answer.probability),
                csvField(answer.predicted), text(answer.predictedProbability),
                picture.picture.className.empty() ? ""
                    : answer.right                ? "1"
                                                  : "0",
                measured(answer.spread.shareAboveLevel), measured(answer.spread.entropy),
                measured(answer.spread.components), overlap(&HotOverlap::iou), overlap(&HotOverlap::kept),
                overlap(&HotOverlap::own) };
            for (const auto& field : fields)
                all += (&field == fields ? "" : ",") + field;
            all += "\n";
        }
    return all;
}

} // namespace lookaway
