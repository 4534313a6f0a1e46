// SPDX-License-Identifier: MIT
#include "session/inspect/OpenedModel.h"

#include "models/LayerList.h"
#include "models/Registry.h"
#include "models/ScriptedClassifier.h"
#include "models/WeightTransfer.h"
#include "session/Failure.h"
#include "session/Networks.h"
#include "session/inspect/ModelCatalogue.h"
#include "session/runs/RunReader.h"
#include "train/Device.h"
#include "train/TrainStep.h"
#include "weights/Sha256.h"
#include "weights/WeightsFile.h"

#include <torch/torch.h>

#include <algorithm>
#include <cctype>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

constexpr int usualClasses = 1000;

/// The architecture's input as its publishers test it.
InputFormat usualFormat(const ModelInfo& info, InputFormat::Fit fit)
{
    InputFormat format;
    format.side = info.imageSize;
    format.channels = info.channels;
    format.fit = fit;
    format.mean = info.mean;
    format.std = info.std;
    return format;
}

std::optional<int> epochOf(const std::string& file)
{
    // "epoch-0012.safetensors"
    const std::string prefix = "epoch-";
    if (file.rfind(prefix, 0) != 0)
        return std::nullopt;
    int epoch = 0;
    for (auto c = file.begin() + static_cast<std::ptrdiff_t>(prefix.size()); c != file.end() && std::isdigit(*c); ++c)
        epoch = epoch * 10 + (*c - '0');
    return epoch;
}

/// The run's checkpoints: those of epochs in their order, then best and last.
std::vector<CheckpointFact> checkpointsOf(const RunRecord& run)
{
    std::vector<CheckpointFact> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(run.folder, ignored))
        if (const auto name = entry.path().filename().string();
            entry.path().extension() == ".safetensors" && epochOf(name))
            found.push_back({ name, epochOf(name) });
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.epoch < b.epoch; });
    for (const auto& file : { run.best, run.last })
        if (!file.empty())
            found.push_back({ file.filename().string(), std::nullopt });
    return found;
}

Result<void> load(Classifier& network, const fs::path& file)
{
    const auto weights = readWeights(file);
    if (!weights)
        return weights.error();
    TransferOptions options;
    options.ignoredPrefixes = network.info().ignoredPrefixes;
    options.source = "'" + file.string() + "'";
    options.target = network.info().name;
    if (const auto loaded = loadInto(network, weights->tensors, options); !loaded)
        return loaded.error();
    return {};
}

Result<OpenedModel> fromRun(const ModelSource& source)
{
    const auto run = readRun(source.path);
    if (!run)
        return run.error();
    const fs::path file =
        !source.checkpoint.empty() ? source.path / source.checkpoint : (run->best.empty() ? run->last : run->best);
    if (file.empty())
        return fail(
            "The run in '" + source.path.string() + "' has no checkpoint yet.", "Let it finish an epoch first.");
    const auto& config = run->facts.config;
    auto network = networkToFill(config.model, static_cast<int>(run->facts.classes.size()), run->facts.imageSize);
    if (!network)
        return network.error();
    if (const auto loaded = load(**network, file); !loaded)
        return loaded.error();
    OpenedModel model{ *network };
    const auto& info = (*network)->info();
    model.facts.title = info.title + ", run " + source.path.filename().string();
    model.facts.input = usualFormat(info, InputFormat::Fit::Stretch);
    model.facts.input.side = run->facts.imageSize;
    model.facts.input.classes = run->facts.classes;
    model.facts.targetLayer = config.distraction.layer.empty() ? info.targetLayer : config.distraction.layer;
    model.facts.checkpoints = checkpointsOf(*run);
    model.facts.source.checkpoint = file.filename().string();
    if (auto hash = sha256OfFile(file))
        model.facts.weightsHash = *hash;
    return model;
}

/// The bare architecture.
Result<OpenedModel> withoutWeights(const ModelSource& source)
{
    auto network = makeBlankModel(source.model, usualClasses);
    if (!network)
        return network.error();
    const auto& info = (*network)->info();
    OpenedModel model{ *network };
    model.facts.title = info.title;
    model.facts.input = usualFormat(info, InputFormat::Fit::CentreCrop);
    model.facts.targetLayer = info.targetLayer;
    model.facts.source.model = source.model;
    return model;
}

Result<OpenedModel> fromWeights(const ModelSource& source)
{
    if (source.path.empty())
        return withoutWeights(source);
    const auto weights = readWeights(source.path);
    if (!weights)
        return weights.error();
    std::string name = source.model;
    const auto matches = matchingModels(weights->tensors);
    if (name.empty() && matches.empty())
        return fail("The weights in '" + source.path.string() + "' fit none of the networks that Lookaway knows.",
            "Name the architecture, or export the model as TorchScript (torch.jit.trace(...).save(...)), which needs "
            "none.");
    if (name.empty())
        name = matches.front().model;
    const auto info = findModel(name);
    if (!info)
        return info.error();
    const auto* head = weights->tensors.find(info->head + ".weight");
    if (!head || head->shape.empty())
        return fail("The weights in '" + source.path.string() + "' have no tensor \"" + info->head
                + ".weight\", so they are not those of " + name + ".",
            "Leave --model (the architecture) out to have it recognised.");
    auto network = makeBlankModel(name, static_cast<int>(std::min<std::int64_t>(head->shape.front(), 1 << 30)));
    if (!network)
        return network.error();
    TransferOptions options;
    options.ignoredPrefixes = info->ignoredPrefixes;
    options.source = "'" + source.path.string() + "'";
    options.target = name;
    if (const auto loaded = loadInto(**network, weights->tensors, options); !loaded)
        return loaded.error();
    OpenedModel model{ *network };
    model.facts.title = info->title + ", " + source.path.filename().string();
    model.facts.input = usualFormat(*info, InputFormat::Fit::CentreCrop);
    model.facts.targetLayer = info->targetLayer;
    model.facts.source.model = name;
    return model;
}

Result<OpenedModel> fromTorchScript(const ModelSource& source, const std::optional<InputFormat>& format)
{
    ScriptOptions options;
    if (format) {
        options.side = format->side;
        options.mean = format->mean;
        options.std = format->std;
        options.probabilities = format->probabilities;
    }
    auto network = openTorchScript(source.path, options);
    if (!network)
        return network.error();
    const auto& script = (*network)->facts();
    OpenedModel model{ *network };
    model.facts.title = "TorchScript, " + source.path.filename().string();
    model.facts.input = usualFormat((*network)->info(), InputFormat::Fit::CentreCrop);
    model.facts.targetLayer = (*network)->info().targetLayer;
    model.facts.remarks = script.remarks;
    return model;
}

Result<OpenedModel> load(const ModelSource& source, const std::optional<InputFormat>& format)
{
    switch (source.kind) {
    case ModelSource::Kind::Run:
        return fromRun(source);
    case ModelSource::Kind::Weights:
        return fromWeights(source);
    case ModelSource::Kind::TorchScript:
        break;
    }
    return fromTorchScript(source, format);
}

/// What a pass over an empty picture tells.
Result<void> addLayers(OpenedModel& model)
{
    auto& facts = model.facts;
    const auto& info = model.network->info();
    if (facts.input.side < info.minimumImageSize)
        return fail("Pictures of " + std::to_string(facts.input.side) + " px are too small for " + facts.title + ".",
            "Choose at least " + std::to_string(info.minimumImageSize) + " px.");
    facts.layers.clear();
    for (const auto& layer : layersOf(*model.network, facts.input.side)) {
        LayerFact fact{ layer.name, layer.type, layer.shape };
        fact.eligible = layer.shape.size() == 3 && layer.shape[1] * layer.shape[2] > 1;
        if (!fact.eligible)
            fact.reason = "Its output is a single value per channel: there is no place in it to look at.";
        facts.layers.push_back(std::move(fact));
    }
    return {};
}

} // namespace

Result<OpenedModel> openModel(
    const ModelSource& source, const std::optional<InputFormat>& format, const std::string& device)
{
    const auto place = chooseDevice(device);
    if (!place)
        return place.error();
    auto model = load(source, format);
    if (!model)
        return model;
    auto& facts = model->facts;
    facts.source = ModelSource{ source.kind, source.path, facts.source.model, facts.source.checkpoint };
    if (facts.weightsHash.empty() && !source.path.empty())
        if (auto hash = sha256OfFile(source.path))
            facts.weightsHash = *hash;
    if (format) {
        if (format->channels != facts.input.channels)
            return fail(facts.title + " takes pictures with " + std::to_string(facts.input.channels) + " channels, not "
                    + std::to_string(format->channels) + ".",
                "Leave the channels as they are.");
        facts.input = *format;
        model->network->setNormalization(format->mean, format->std);
    }
    facts.device = place->str();
    for (const auto& parameter : model->network->parameters())
        facts.parameters += parameter.numel();
    prepareModel(*model->network, Computing{ *place });
    model->network->eval();
    try {
        if (const auto added = addLayers(*model); !added)
            return added.error();
        const torch::NoGradGuard noGrad;
        const auto side = facts.input.side;
        facts.classCount = model->network->forward(at::zeros({ 1, facts.input.channels, side, side }, *place)).size(1);
    } catch (const c10::Error&) {
        return fail(facts.title + " cannot take pictures of " + std::to_string(facts.input.side) + " px. "
                + describeCurrentException().error.what,
            "Try the size that it was trained with.");
    }
    return model;
}

} // namespace lookaway
