// SPDX-License-Identifier: MIT
#include "session/Preparation.h"

#include "base/Random.h"
#include "models/Classifier.h"
#include "models/LayerList.h"
#include "models/WeightTransfer.h"
#include "session/Networks.h"
#include "session/ReadingProgress.h"
#include "session/Startup.h"
#include "session/Versions.h"
#include "session/settings/Settings.h"
#include "train/Device.h"
#include "train/Precision.h"
#include "weights/Sha256.h"
#include "weights/WeightsFile.h"

#include <torch/torch.h>

#include <algorithm>
#include <cstdio>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

Result<void> checkSettings(const Config& config)
{
    if (config.data.path.empty())
        return fail("No data is given (setting data.path).", "Name a folder of pictures or a .csv/.tsv manifest.");
    if (config.run.folder.empty())
        return fail("No run folder is given (setting run.folder).", "Name a folder for the results.");
    const auto wrong = validate(config);
    if (wrong.empty())
        return {};
    std::string sentences;
    for (const auto& error : wrong)
        sentences += (sentences.empty() ? "" : " ") + error.message();
    return fail(sentences);
}

/// Absolute paths, so that config.toml repeats the run from anywhere; numbers of threads as this machine has them.
Config resolved(Config config)
{
    for (std::string* path :
        { &config.data.path, &config.model.weights, &config.model.torchScript, &config.run.folder })
        if (!path->empty())
            *path = fs::absolute(*path).lexically_normal().string();
    if (config.training.threads == 0)
        config.training.threads = defaultThreads();
    if (config.data.loaderThreads == 0)
        config.data.loaderThreads = std::min(usableCpus(), 8);
    return config;
}

Result<DataParts> openPictures(const Config& config, JobContext& context)
{
    OpenOptions options;
    options.seed = config.training.seed;
    options.cancel = context.token;
    options.progress = readingProgress(context.emit);
    return openData(config.data, options);
}

Result<void> loadStartWeights(Preparation& run, bool skip)
{
    const auto& settings = run.config.model;
    const fs::path file = settings.torchScript.empty() ? settings.weights : settings.torchScript;
    if (file.empty() || skip)
        return {};
    auto hash = sha256OfFile(file);
    if (!hash)
        return hash.error();
    run.facts.startWeightsHash = *hash;
    if (!settings.torchScript.empty())
        return {}; // it has them
    const auto weights = readWeights(file);
    if (!weights)
        return weights.error();
    TransferOptions options;
    options.allowNewHead = true;
    options.headPrefixes = { run.info.head + "." };
    options.ignoredPrefixes = run.info.ignoredPrefixes;
    options.source = "'" + file.string() + "'";
    options.target = run.info.name;
    const auto report = loadInto(*run.model, weights->tensors, options);
    return report ? Result<void>() : report.error();
}

Result<void> buildModel(Preparation& run, bool skipWeights)
{
    const auto& config = run.config;
    auto model = makeNetwork(
        config.model, static_cast<int>(run.data.classes.size()), config.data.imageSize, config.training.seed);
    if (!model)
        return model.error();
    run.model = std::move(*model);
    run.layer = config.distraction.layer.empty() ? run.info.targetLayer : config.distraction.layer;
    if (const auto known = checkLayer(*run.model, run.layer); !known)
        return known.error();
    if (const auto loaded = loadStartWeights(run, skipWeights); !loaded)
        return loaded.error();
    run.model->setBackboneFrozen(config.model.freezeBackbone);
    run.model->setBatchNormFrozen(config.model.freezeBatchNorm);
    for (const auto& parameter : run.model->parameters())
        run.parameters += parameter.numel();
    return {};
}

Result<void> chooseMachine(Preparation& run)
{
    const auto device = chooseDevice(run.config.training.device);
    if (!device)
        return device.error();
    const auto policy = choosePrecision(run.config.training, *device, *run.model);
    if (!policy)
        return policy.error();
    run.device = device->str();
    run.policy = std::make_shared<PrecisionPolicy>(*policy);
    run.precision = policy->type == at::kBFloat16 ? "bf16" : policy->type == at::kHalf ? "fp16" : "fp32";
    return {};
}

void describe(Preparation& run)
{
    auto& facts = run.facts;
    facts.config = run.config;
    facts.classes = run.data.classes;
    facts.pictures = { { "train", run.data.train->size() }, { "val", run.data.validation->size() },
        { "test", run.data.test->size() } };
    for (const auto& [name, set] : run.data.extraTests)
        facts.pictures["test-" + name] = static_cast<std::int64_t>(set->size());
    facts.imageSize = run.config.data.imageSize;
    facts.threads = run.config.training.threads;
    facts.dataFingerprint = dataFingerprint(run.data, run.config.data.path);
    facts.versions = versions();
}

} // namespace

Result<Preparation> prepareRun(const Config& config, JobContext& context, bool skipWeights)
{
    if (const auto checked = checkSettings(config); !checked)
        return checked.error();
    Preparation run;
    run.config = resolved(config);
    auto info = networkInfo(config.model, config.data.imageSize);
    if (!info)
        return info.error();
    run.info = std::move(*info);
    if (run.config.data.imageSize == 0)
        run.config.data.imageSize = run.info.imageSize;
    if (run.config.data.imageSize < run.info.minimumImageSize)
        return fail("Pictures of " + std::to_string(run.config.data.imageSize) + " px are too small for "
                + run.info.title + " (setting data.image_size).",
            "Choose at least " + std::to_string(run.info.minimumImageSize) + " px, or 0 for the model's own size.");
    auto data = openPictures(run.config, context);
    if (!data)
        return data.error();
    run.data = std::move(*data);
    const auto pictures = static_cast<std::int64_t>(run.data.train->size());
    if (const auto fits = checkBatchSize(run.config.training, pictures); !fits)
        return fits.error();
    if (const auto built = buildModel(run, skipWeights); !built)
        return built.error();
    if (const auto chosen = chooseMachine(run); !chosen)
        return chosen.error();
    describe(run);
    return run;
}

std::string dataFingerprint(const DataParts& data, const fs::path& root)
{
    const fs::path base = fs::is_directory(root) ? root : root.parent_path();
    std::uint64_t hash = 0;
    const auto add = [&](const std::string& part, const Dataset& set) {
        hash = deriveSeed(hash, part, set.size());
        for (std::size_t item = 0; item < set.size(); ++item) {
            std::error_code code;
            const auto bytes = fs::file_size(set.path(item), code);
            hash = deriveSeed(hash, set.path(item).lexically_relative(base).generic_string(),
                static_cast<std::uint64_t>(set.label(item)), code ? 0 : bytes);
        }
    };
    add("train", *data.train);
    add("val", *data.validation);
    add("test", *data.test);
    for (const auto& [name, set] : data.extraTests)
        add("test-" + name, *set);
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
    return text;
}

} // namespace lookaway
