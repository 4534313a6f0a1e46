// SPDX-License-Identifier: MIT
#include "train/Snapshot.h"

#include "explain/EvalScope.h"
#include "models/Classifier.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lookaway {

/// H x W x 3 bytes of one picture, in host memory.
static Image imageOf(const std::uint8_t* pixels, int width, int height)
{
    Image image(width, height);
    std::copy_n(pixels, image.pixels.size(), image.pixels.begin());
    return image;
}

static HeatMap heatMapOf(const float* values, int width, int height)
{
    HeatMap map(width, height);
    std::copy_n(values, map.values.size(), map.values.begin());
    return map;
}

static at::Tensor toHost(const at::Tensor& tensor, at::ScalarType type)
{
    return tensor.to(at::kCPU).to(type).contiguous();
}

/// log softmax of the network's logits, N x classes float32.
static at::Tensor logProbabilities(Classifier& model, const at::Tensor& input, const Computing& computing)
{
    const AutocastScope precision(computing.precision, computing.device);
    return at::log_softmax(model.forward(input).to(at::kFloat), 1);
}

BatchOccluded snapshotOf(Classifier& model, const Batch& batch, const at::Tensor& labels, const OccludedBatch& occluded,
    const Normalization& normalization, const Computing& computing, std::int64_t globalStep, WatchDetail detail)
{
    const EvalScope inference(model);
    const at::Tensor before = occluded.logits.defined()
        ? at::log_softmax(occluded.logits.to(at::kFloat), 1)
        : logProbabilities(model, normalization.apply(imagesOf(batch, computing)), computing);
    const at::Tensor after = detail == WatchDetail::Everything
        ? logProbabilities(model, occluded.input, computing)
        : at::full_like(before, std::numeric_limits<double>::quiet_NaN());
    const at::Tensor trueClass = labels.unsqueeze(1);
    const at::Tensor logBefore = toHost(before.gather(1, trueClass), at::kDouble);
    const at::Tensor logAfter = toHost(after.gather(1, trueClass), at::kDouble);
    const at::Tensor predicted = toHost(before.argmax(1), at::kLong);
    const at::Tensor share = toHost(occluded.occludedShare, at::kDouble);
    const at::Tensor heat = toHost(occluded.heat, at::kFloat);
    const at::Tensor mask = toHost(occluded.mask, at::kFloat);
    const at::Tensor pictures =
        toHost(normalization.undo(occluded.input).clamp(0, 1).mul(255).round().permute({ 0, 2, 3, 1 }), at::kByte);

    BatchOccluded event{ batch.epoch, batch.index, globalStep };
    const std::int64_t pixels = std::int64_t{ batch.width } * batch.height;
    for (std::int64_t i = 0; i < batch.count; ++i) {
        OccludedPicture picture;
        picture.original = imageOf(batch.pixels.data() + i * pixels * 3, batch.width, batch.height);
        picture.heat = heatMapOf(heat.data_ptr<float>() + i * pixels, batch.width, batch.height);
        picture.mask = heatMapOf(mask.data_ptr<float>() + i * pixels, batch.width, batch.height);
        picture.occluded = imageOf(pictures.data_ptr<std::uint8_t>() + i * pixels * 3, batch.width, batch.height);
        picture.label = batch.labels[static_cast<std::size_t>(i)];
        picture.predicted = predicted.data_ptr<std::int64_t>()[i];
        picture.share = share.data_ptr<double>()[i];
        picture.lossBefore = -logBefore.data_ptr<double>()[i];
        picture.lossAfter = -logAfter.data_ptr<double>()[i];
        picture.probabilityBefore = std::exp(-picture.lossBefore);
        picture.probabilityAfter = std::exp(-picture.lossAfter);
        event.pictures.push_back(std::move(picture));
    }
    return event;
}

} // namespace lookaway
