// SPDX-License-Identifier: MIT
#include "session/TestRuns.h"

#include "evaluate/Evaluation.h"
#include "models/Classifier.h"
#include "models/ModelInfo.h"

namespace lookaway {

static Evaluated summary(const TestResult& result)
{
    Evaluated event;
    event.name = result.name;
    event.pictures = static_cast<std::int64_t>(result.report.pictures);
    event.accuracy = result.report.accuracy;
    event.macroPrecision = result.report.macro.precision;
    event.macroRecall = result.report.macro.recall;
    event.macroF1 = result.report.macro.f1;
    event.top5 = result.top5;
    return event;
}

LoaderOptions testLoading(const Config& config, int imageSize)
{
    return loaderOptions(config.data, config.augmentation, LoaderOptions::Mode::Evaluation, config.training.batchSize,
        imageSize, config.training.seed);
}

std::function<void(std::size_t)> progressOf(const char* doing, const TestSet& set, const EventSink& emit)
{
    return [emit, stage = std::string(doing) + " " + set.name, total = set.pictures->size()](std::size_t pictures) {
        emit(Progress{ stage, static_cast<std::int64_t>(pictures), static_cast<std::int64_t>(total) });
    };
}

Result<TestResult> runTestSet(Classifier& model, const TestSet& set, const std::vector<std::string>& classes,
    const LoaderOptions& loading, const PrecisionPolicy& precision, const EventSink& emit, const CancelToken& token)
{
    BatchLoader loader(set.pictures, loading, token);
    EvaluationSettings settings;
    settings.name = set.name;
    settings.classNames = classes;
    settings.precision = precision;
    settings.progress = progressOf("Testing", set, emit);
    auto result = evaluate(model, loader, settings, token);
    if (!result)
        return result.error();
    for (const auto& problem : result->unreadable)
        emit(TrainingWarning{ problem.reason });
    emit(summary(*result));
    return result;
}

Result<std::vector<TestResult>> runTestSets(Classifier& model, const ModelInfo& info, const DataParts& data,
    const Config& config, const PrecisionPolicy& precision, const EventSink& emit, const CancelToken& token)
{
    std::vector<TestResult> results;
    const int imageSize = config.data.imageSize > 0 ? config.data.imageSize : info.imageSize;
    const ErasingTest erasing{ config.run.randomErasingTest };
    for (const auto& set : testSetsOf(data, erasing)) {
        auto result = runTestSet(model, set, data.classes, testLoading(config, imageSize), precision, emit, token);
        if (!result)
            return result.error();
        results.push_back(std::move(*result));
    }
    return results;
}

} // namespace lookaway
