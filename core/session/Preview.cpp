// SPDX-License-Identifier: MIT
#include "session/Preview.h"

#include "base/Random.h"
#include "data/Augmentation.h"
#include "data/Batch.h"
#include "data/ImageReader.h"
#include "distract/Distraction.h"
#include "explain/EvalScope.h"
#include "models/LayerList.h"
#include "models/Registry.h"
#include "models/WeightTransfer.h"
#include "session/SavedModel.h"
#include "session/Startup.h"
#include "session/runs/RunReader.h"
#include "train/Device.h"
#include "train/Snapshot.h"
#include "weights/WeightsFile.h"

#include <torch/torch.h>

#include <algorithm>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

constexpr int maxSide = 4096;
/// Outputs of a network without weights, whose answers mean nothing anyway.
constexpr int usualClasses = 1000;

/// As the data set gives it to the network before augmentation.
Result<Image> squarePicture(const fs::path& path, int side)
{
    if (side < 1 || side > maxSide)
        return fail("A picture cannot be shown with a side of " + std::to_string(side) + " px.",
            "Choose between 1 and " + std::to_string(maxSide) + ".");
    const auto picture = readImage(path, side);
    return picture ? Result<Image>(resizeImage(*picture, side, side)) : picture;
}

/// The network that explains, on its device, and what is known about it.
struct Explaining {
    std::shared_ptr<Classifier> network;
    std::vector<std::string> classes;
    std::string layer;
    int side = 0;
};

Result<Explaining> fromRun(const fs::path& folder, const TrainingSettings& machine)
{
    const auto run = readRun(folder);
    if (!run)
        return run.error();
    const auto& checkpoint = run->best.empty() ? run->last : run->best;
    if (checkpoint.empty())
        return fail("The run in '" + folder.string() + "' has no checkpoint yet.", "Let it finish an epoch first.");
    const auto model = loadSavedModel(run->facts, checkpoint, machine);
    if (!model)
        return model.error();
    return Explaining{ model->network, run->facts.classes, model->layer, run->facts.imageSize };
}

/// The model with the weights it would start from, the head of the file included.
Result<Explaining> fromSettings(const Config& config)
{
    const auto info = findModel(config.model.name);
    if (!info)
        return info.error();
    const auto& layer = config.distraction.layer.empty() ? info->targetLayer : config.distraction.layer;
    if (config.model.weights.empty()) {
        const auto network = makeModel(config.model.name, usualClasses, config.training.seed);
        return network ? Result<Explaining>(Explaining{ *network, {}, layer, info->imageSize }) : network.error();
    }
    const auto weights = readWeights(config.model.weights);
    if (!weights)
        return weights.error();
    const auto* head = weights->tensors.find(info->head + ".weight");
    const auto classes = head && !head->shape.empty() ? head->shape[0] : usualClasses;
    const auto network = makeBlankModel(config.model.name, static_cast<int>(std::min<std::int64_t>(classes, 1 << 30)));
    if (!network)
        return network.error();
    TransferOptions options;
    options.ignoredPrefixes = info->ignoredPrefixes;
    options.source = "'" + config.model.weights + "'";
    options.target = info->name;
    if (const auto loaded = loadInto(**network, weights->tensors, options); !loaded)
        return loaded.error();
    return Explaining{ *network, {}, layer, info->imageSize };
}

Result<Explaining> explaining(const OcclusionPreviewRequest& request)
{
    auto model = request.run.empty() ? fromSettings(request.config) : fromRun(request.run, request.config.training);
    if (!model)
        return model;
    if (!request.run.empty() && !request.config.distraction.layer.empty())
        model->layer = request.config.distraction.layer;
    if (const auto known = checkLayer(*model->network, model->layer); !known)
        return known.error();
    model->side = request.side > 0 ? request.side : model->side;
    const auto& info = model->network->info();
    if (model->side < info.minimumImageSize)
        return fail("Pictures of " + std::to_string(model->side) + " px are too small for " + info.title + ".",
            "Choose at least " + std::to_string(info.minimumImageSize) + " px.");
    return model;
}

/// The class that is explained: the one asked for, or the one that is predicted.
Result<std::int64_t> chooseLabel(Explaining& model, const at::Tensor& input, std::int64_t asked)
{
    const EvalScope inference(*model.network);
    const at::Tensor logits = model.network->forward(input);
    if (asked < 0)
        return logits.argmax(1).item<std::int64_t>();
    if (asked >= logits.size(1))
        return fail("There is no class number " + std::to_string(asked) + "; the network tells "
            + std::to_string(logits.size(1)) + " classes apart.");
    return asked;
}

Result<OcclusionPreview> preview(const OcclusionPreviewRequest& request, const CancelToken& cancel)
{
    if (const auto valid = validate(request.config.distraction); !valid)
        return valid.error();
    auto model = explaining(request);
    if (!model)
        return model.error();
    const auto device = chooseDevice(request.config.training.device);
    if (!device)
        return device.error();
    const Computing computing{ *device };
    prepareModel(*model->network, computing);
    auto picture = squarePicture(request.picture, model->side);
    if (!picture)
        return picture.error();

    Batch batch;
    batch.count = 1;
    batch.width = batch.height = model->side;
    batch.pixels = picture->pixels;
    const auto& info = model->network->info();
    const Normalization normalization(info);
    const at::Tensor images = imagesOf(batch, computing);
    const auto label = chooseLabel(*model, normalization.apply(images), request.label);
    if (!label)
        return label.error();
    batch.labels = { *label };
    const at::Tensor labels = labelsOf(batch, computing);

    OcclusionPreview shown;
    shown.input = std::move(*picture);
    shown.layer = model->layer;
    shown.label = *label;
    shown.classes = model->classes;
    DistractionSettings settings = request.config.distraction;
    settings.layer = model->layer;
    for (const auto fill : { FillKind::Zero, FillKind::One, FillKind::Random, FillKind::Blur, FillKind::Mean }) {
        settings.fill = fill;
        const Distraction scheme(
            settings, { request.config.training.seed, normalization, info.targetLayer, request.config.explain });
        const auto occluded = scheme.apply(*model->network, images, labels, 0, cancel);
        if (!occluded)
            return occluded.error();
        auto seen = snapshotOf(*model->network, batch, labels, *occluded, normalization, computing, 0).pictures.at(0);
        shown.predicted = seen.predicted;
        shown.probability = seen.probabilityBefore;
        shown.heat = std::move(seen.heat);
        shown.fills.push_back(
            { fill, std::move(seen.occluded), std::move(seen.mask), seen.share, seen.probabilityAfter });
    }
    return shown;
}

} // namespace

Result<std::vector<Image>> augmentationPreview(
    const fs::path& picture, const AugmentationSettings& settings, int side, int count, std::uint64_t seed)
{
    auto plain = squarePicture(picture, side);
    if (!plain)
        return plain.error();
    std::vector<Image> versions{ std::move(*plain) };
    for (int i = 0; i < count; ++i) {
        Random random(deriveSeed(seed, "augmentation preview", static_cast<std::uint64_t>(i)));
        Image version = versions.front();
        augment(version, settings, random);
        versions.push_back(std::move(version));
    }
    return versions;
}

Job occlusionPreviewJob(OcclusionPreviewRequest request, std::function<void(OcclusionPreview)> done)
{
    return [request = std::move(request), done = std::move(done)](JobContext& context) -> Result<std::string> {
        useThreads(defaultThreads());
        auto shown = preview(request, context.token);
        if (!shown)
            return shown.error();
        done(std::move(*shown));
        return std::string();
    };
}

} // namespace lookaway
