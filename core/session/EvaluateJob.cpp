// SPDX-License-Identifier: MIT
#include "session/EvaluateJob.h"

#include "data/BatchLoader.h"
#include "evaluate/Evaluation.h"
#include "models/Classifier.h"
#include "session/ReadingProgress.h"
#include "session/SavedModel.h"
#include "session/Startup.h"
#include "session/TestRuns.h"
#include "session/runs/RunReader.h"
#include "train/Device.h"
#include "train/Precision.h"

#include <torch/torch.h>

namespace lookaway {

namespace {

namespace fs = std::filesystem;

Result<fs::path> checkpointOf(const RunRecord& run, EvaluationRequest::Checkpoint which)
{
    const auto& path = which == EvaluationRequest::Checkpoint::Best ? run.best : run.last;
    if (path.empty())
        return fail("The run in '" + run.folder.string() + "' has no checkpoint yet.",
            "Let it finish an epoch: lookaway-cli train --out " + run.folder.string() + " --resume");
    return path;
}

Result<SavedModel> loadModel(const RunRecord& run, const EvaluationRequest& request, const fs::path& checkpoint)
{
    TrainingSettings machine = run.facts.config.training;
    machine.device = request.device.value_or(machine.device);
    machine.precision = request.precision.value_or(machine.precision);
    return loadSavedModel(run.facts, checkpoint, machine);
}

bool samePlace(const std::string& a, const std::string& b)
{
    std::error_code ignored;
    return a == b || fs::equivalent(a, b, ignored);
}

Result<DataParts> openPictures(const RunRecord& run, const EvaluationRequest& request, JobContext& context)
{
    DataSettings data = run.facts.config.data;
    OpenOptions options;
    options.seed = run.facts.config.training.seed;
    options.classes = run.facts.classes;
    options.cancel = context.token;
    options.progress = readingProgress(context.emit);
    if (!request.data.empty() && !samePlace(request.data, data.path)) {
        data.path = request.data;
        options.wholeAsTest = true;
    }
    return openData(data, options);
}

Result<void> testOn(const TestSet& set, SavedModel& model, const LoaderOptions& loading, bool attention,
    JobContext& context, EvaluationOutcome& outcome)
{
    auto result =
        runTestSet(*model.network, set, outcome.classes, loading, *model.precision, context.emit, context.token);
    if (!result)
        return result.error();
    addProblems(outcome.unreadable, result->unreadable);
    auto& pictures = outcome.pictures.emplace_back();
    for (const auto& prediction : result->predictions)
        pictures.push_back(set.pictures->path(prediction.item).string());
    outcome.tests.push_back(std::move(*result));
    if (!attention)
        return {};
    BatchLoader loader(set.pictures, loading, context.token);
    EvaluationSettings settings;
    settings.name = set.name;
    settings.classNames = outcome.classes;
    settings.progress = progressOf("Explaining", set, context.emit);
    const auto spread = evaluateAttention(*model.network, loader, model.layer, settings, context.token);
    if (!spread)
        return spread.error();
    outcome.attention[set.name] = *spread;
    return {};
}

Result<std::string> run(
    const EvaluationRequest& request, const std::function<void(EvaluationOutcome)>& done, JobContext& context)
{
    const auto record = readRun(request.run);
    if (!record)
        return record.error();
    EvaluationOutcome outcome;
    outcome.classes = record->facts.classes;
    const auto checkpoint = checkpointOf(*record, request.checkpoint);
    if (!checkpoint)
        return checkpoint.error();
    outcome.checkpoint = *checkpoint;
    useThreads(defaultThreads());
    auto model = loadModel(*record, request, *checkpoint);
    if (!model)
        return model.error();
    auto parts = openPictures(*record, request, context);
    if (!parts)
        return parts.error();
    for (const auto& warning : parts->warnings)
        context.emit(TrainingWarning{ warning });
    outcome.unreadable = parts->problems;
    const auto sets = testSetsOf(*parts, request.erasing);
    if (sets.empty())
        return fail("There is nothing to test on: the data has no test pictures.",
            "Name pictures with --data DIR, or train with a test part (--test-share).");
    Config config = record->facts.config;
    config.training.batchSize = request.batchSize.value_or(config.training.batchSize);
    const auto loading = testLoading(config, record->facts.imageSize);
    for (const auto& set : sets)
        if (auto tested = testOn(set, *model, loading, request.attention, context, outcome); !tested)
            return tested.error();
    done(std::move(outcome));
    return std::string();
}

} // namespace

Job evaluateJob(EvaluationRequest request, std::function<void(EvaluationOutcome)> done)
{
    return [request = std::move(request), done = std::move(done)](
               JobContext& context) { return run(request, done, context); };
}

} // namespace lookaway
