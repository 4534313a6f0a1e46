// SPDX-License-Identifier: MIT
#include "session/TrainJob.h"

#include "data/BatchLoader.h"
#include "data/ImageCache.h"
#include "models/Classifier.h"
#include "models/WeightTransfer.h"
#include "session/Networks.h"
#include "session/Preparation.h"
#include "session/ProbeWatch.h"
#include "session/Report.h"
#include "session/TestRuns.h"
#include "session/runs/EventText.h"
#include "session/runs/RunLock.h"
#include "session/runs/RunStore.h"
#include "session/settings/ConfigFile.h"
#include "train/Device.h"
#include "train/Trainer.h"
#include "weights/WeightsFile.h"

#include <nlohmann/json.hpp>

#include <ctime>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

std::string utcNow()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

/// From here on the run folder hears every event before the sink does, and the log has the last word.
void connect(JobContext& context, const std::shared_ptr<RunStore>& store)
{
    context.emit = [store, sink = context.emit](const Event& event) {
        if (const auto line = logLine(event); !line.empty())
            store->log(line);
        const auto warning = store->record(event);
        sink(event);
        if (warning)
            sink(TrainingWarning{ *warning });
    };
    context.atEnd = [store](const RunFinished& finished, const std::string& trace) {
        store->log(logLine(finished));
        if (!trace.empty())
            store->log(trace);
    };
}

RunStarted started(const Preparation& run, const std::optional<ResumePoint>& point)
{
    RunStarted event;
    event.folder = run.config.run.folder;
    event.data = run.config.data.path;
    event.classes = run.data.classes;
    event.pictures = run.facts.pictures;
    for (const auto& problem : run.data.problems)
        event.unreadable.push_back(problem.reason);
    event.model = run.info.name;
    event.parameters = run.parameters;
    event.layer = run.layer;
    event.imageSize = run.config.data.imageSize;
    event.device = run.device;
    event.precision = run.precision;
    event.threads = run.config.training.threads;
    event.loaderThreads = run.config.data.loaderThreads;
    const auto& distraction = run.config.distraction;
    const bool twoRounds = distraction.schedule == DistractionSchedule::TwoRound && distraction.fill != FillKind::None;
    event.epochs = run.config.training.epochs * (twoRounds ? 2 : 1);
    event.resumed = point.has_value();
    event.fromStep = point ? point->globalStep : 0;
    return event;
}

/// What the checkpoints say about themselves. The same for a run and its resumption.
std::map<std::string, std::string> provenance(const Preparation& run)
{
    const auto list = [](const auto& values) { return nlohmann::json(values).dump(); };
    std::map<std::string, std::string> metadata{ { "model", run.info.name }, { "classes", list(run.data.classes) },
        { "mean", list(run.info.mean) }, { "std", list(run.info.std) },
        { "image_size", std::to_string(run.config.data.imageSize) }, { "layer", run.layer },
        { "seed", std::to_string(run.config.training.seed) }, { "config", toToml(run.config) },
        { "start_weights_sha256", run.facts.startWeightsHash }, { "data_fingerprint", run.facts.dataFingerprint } };
    for (const auto& [library, version] : run.facts.versions)
        metadata["version." + library] = version;
    return metadata;
}

std::shared_ptr<const Dataset> cached(std::shared_ptr<const Dataset> set, const Preparation& run)
{
    const auto both = run.data.train->size() + run.data.validation->size();
    const std::size_t budget = static_cast<std::size_t>(run.config.data.cacheMegabytes) << 20;
    if (budget == 0 || set->size() == 0)
        return set;
    const auto share = static_cast<double>(set->size()) / static_cast<double>(both);
    return std::make_shared<CachedDataset>(set, static_cast<std::size_t>(static_cast<double>(budget) * share));
}

LoaderOptions loading(const Preparation& run, LoaderOptions::Mode mode)
{
    const auto& config = run.config;
    return loaderOptions(
        config.data, config.augmentation, mode, config.training.batchSize, config.data.imageSize, config.training.seed);
}

Result<TrainingOutcome> train(Preparation& run, JobContext& context, RunStore& store, bool resume)
{
    BatchLoader training(cached(run.data.train, run), loading(run, LoaderOptions::Mode::Training), context.token);
    std::optional<BatchLoader> validation;
    if (run.data.validation->size() > 0)
        validation.emplace(
            cached(run.data.validation, run), loading(run, LoaderOptions::Mode::Evaluation), context.token);
    TrainingTask task{ *run.model, training, validation ? &*validation : nullptr };
    task.settings = run.config.training;
    task.distraction = run.config.distraction;
    task.explain = run.config.explain;
    task.makeCopy = [&run] {
        return networkToFill(run.config.model, static_cast<int>(run.data.classes.size()), run.config.data.imageSize);
    };
    task.classCounts = picturesPerClass(*run.data.train, run.data.classes.size());
    task.folder = run.config.run.folder;
    task.metadata = provenance(run);

    ProbeWatch probes(run, context);
    if (!resume)
        probes.explain(-1, 0);
    TrainerHooks hooks;
    hooks.emit = [&](const TrainingEvent& event) {
        std::visit([&](const auto& value) { context.emit(value); }, event);
        if (const auto* epoch = std::get_if<EpochDone>(&event))
            probes.explain(epoch->epoch, epoch->globalStep);
    };
    hooks.watched = [&](std::int64_t) {
        if (store.wantsSnapshot())
            return Watching::Completely;
        return context.watched && context.watched() ? Watching::WithinBudget : Watching::Nobody;
    };
    auto outcome = Trainer(std::move(task), std::move(hooks)).run(context.control, context.token, resume);
    for (const auto& problem : training.problems())
        context.emit(TrainingWarning{ problem.reason });
    addProblems(run.data.problems, training.problems());
    if (validation)
        addProblems(run.data.problems, validation->problems());
    return outcome;
}

Result<void> loadBest(Preparation& run, const fs::path& file)
{
    const auto weights = readWeights(file);
    if (!weights)
        return weights.error();
    TransferOptions options;
    options.source = "'" + file.string() + "'";
    options.target = run.info.name;
    const auto loaded = loadInto(*run.model, weights->tensors, options);
    return loaded ? Result<void>() : loaded.error();
}

/// From a prepared run and its folder to the report.
Result<std::string> perform(
    Preparation& run, JobContext& context, RunStore& store, const std::optional<ResumePoint>& point)
{
    useThreads(run.config.training.threads);
    context.emit(started(run, point));
    for (const auto& warning : run.data.warnings)
        context.emit(TrainingWarning{ warning });
    const auto outcome = train(run, context, store, point.has_value());
    if (!outcome)
        return outcome.error();
    if (const auto loaded = loadBest(run, outcome->best); !loaded)
        return loaded.error();
    const auto tests =
        runTestSets(*run.model, run.info, run.data, run.config, *run.policy, context.emit, context.token);
    if (!tests)
        return tests.error();
    for (const auto& test : *tests)
        addProblems(run.data.problems, test.unreadable);
    const auto report = reportJson(run, *outcome, *tests);
    if (!report)
        return report.error();
    if (const auto written = store.writeReport(*report); !written)
        return written.error();
    return (fs::path(run.config.run.folder) / runfile::report).string();
}

Result<std::string> runAnew(const Config& config, JobContext& context)
{
    // RunStore::create() asks again under its lock; here it saves looking through the data in vain.
    if (isRun(config.run.folder))
        return fail("'" + config.run.folder + "' holds a run already.",
            "Choose another folder, or resume that run.");
    auto run = prepareRun(config, context);
    if (!run)
        return run.error();
    run->facts.started = utcNow();
    auto made = RunStore::create(run->facts);
    if (!made)
        return made.error();
    const std::shared_ptr<RunStore> store = std::move(*made);
    connect(context, store);
    return perform(*run, context, *store, std::nullopt);
}

Result<void> checkUnchanged(const RunFacts& now, const RunFacts& then, bool weightsNeeded)
{
    if (now.dataFingerprint != then.dataFingerprint || now.classes != then.classes)
        return fail("The pictures in '" + then.config.data.path + "' are not those that the run in '"
                + then.config.run.folder + "' was started with.",
            "Put the data back as it was, or start a new run in another folder.");
    if (weightsNeeded && now.startWeightsHash != then.startWeightsHash)
        return fail("The weights '" + then.config.model.weights + "' are not those that the run in '"
                + then.config.run.folder + "' was started with.",
            "Put the file back as it was, or start a new run in another folder.");
    return {};
}

Result<std::string> goOn(const fs::path& folder, JobContext& context)
{
    auto facts = readRunFacts(folder);
    if (!facts)
        return facts.error();
    facts->config.run.folder = fs::absolute(folder).lexically_normal().string();
    auto lock = RunLock::take(folder);
    if (!lock)
        return lock.error();
    const auto point = readResumePoint(folder);
    if (!point)
        return point.error();
    const bool begun = point->has_value();
    auto run = prepareRun(facts->config, context, begun);
    if (!run)
        return run.error();
    if (const auto same = checkUnchanged(run->facts, *facts, !begun); !same)
        return same.error();
    run->facts = *facts;
    auto opened = RunStore::reopen(std::move(*lock), *facts, *point);
    if (!opened)
        return opened.error();
    const std::shared_ptr<RunStore> store = std::move(*opened);
    connect(context, store);
    return perform(*run, context, *store, *point);
}

} // namespace

Job trainJob(Config config)
{
    return [config = std::move(config)](JobContext& context) { return runAnew(config, context); };
}

Job resumeJob(fs::path folder)
{
    return [folder = std::move(folder)](JobContext& context) { return goOn(folder, context); };
}

} // namespace lookaway
