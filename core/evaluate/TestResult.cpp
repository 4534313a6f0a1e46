// SPDX-License-Identifier: MIT
#include "evaluate/TestResult.h"

#include <nlohmann/json.hpp>

namespace lookaway {

TestResult summarise(std::string name, std::vector<Prediction> predictions, const std::vector<std::string>& classNames)
{
    TestResult result;
    result.name = std::move(name);
    result.confusion = ConfusionMatrix(classNames.size());
    for (const auto& prediction : predictions) {
        result.confusion.add(prediction.truth, prediction.predicted);
        result.meanLoss += prediction.loss;
        result.top5 += prediction.inTop5 ? 1 : 0;
    }
    if (!predictions.empty()) {
        result.meanLoss /= static_cast<double>(predictions.size());
        result.top5 /= static_cast<double>(predictions.size());
    }
    result.report = classReport(result.confusion, classNames);
    result.predictions = std::move(predictions);
    return result;
}

static nlohmann::json perClassJson(const ClassReport& report)
{
    auto rows = nlohmann::json::array();
    for (const auto& scores : report.perClass)
        rows.push_back({ { "class", scores.name }, { "precision", scores.precision }, { "recall", scores.recall },
            { "true_positive_rate", scores.recall }, { "f1", scores.f1 }, { "support", scores.support },
            { "predictions", scores.predictions } });
    return rows;
}

static nlohmann::json confusionJson(const ConfusionMatrix& confusion)
{
    auto rows = nlohmann::json::array();
    for (std::size_t truth = 0; truth < confusion.classes(); ++truth) {
        auto row = nlohmann::json::array();
        for (std::size_t predicted = 0; predicted < confusion.classes(); ++predicted)
            row.push_back(confusion.count(truth, predicted));
        rows.push_back(std::move(row));
    }
    return rows;
}

nlohmann::json metricsJson(const TestResult& result)
{
    const auto& report = result.report;
    nlohmann::json json = nlohmann::json::object();
    const auto put = [&](const char* metric, nlohmann::json value) {
        json[result.name + "." + metric] = std::move(value);
    };
    put("accuracy", report.accuracy);
    put("loss", result.meanLoss);
    put("top5", result.top5);
    put("pictures", report.pictures);
    put("macro_precision", report.macro.precision);
    put("macro_recall", report.macro.recall);
    put("macro_f1", report.macro.f1);
    put("weighted_precision", report.weighted.precision);
    put("weighted_recall", report.weighted.recall);
    put("weighted_f1", report.weighted.f1);
    put("per_class", perClassJson(report));
    put("confusion", confusionJson(result.confusion));
    put("never_predicted", report.neverPredicted);
    put("without_pictures", report.withoutPictures);
    return json;
}

} // namespace lookaway
