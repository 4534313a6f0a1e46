// SPDX-License-Identifier: MIT
#include "train/TrainStep.h"

#include "base/Random.h"
#include "models/Classifier.h"
#include "models/DeviceGenerator.h"

#include <torch/torch.h>

#include <numeric>

namespace lookaway {

void prepareModel(Classifier& model, const Computing& computing)
{
    model.to(computing.device);
    const at::NoGradGuard noGrad;
    for (at::Tensor& parameter : model.parameters())
        if (parameter.dim() == 4)
            parameter.set_data(parameter.contiguous(computing.precision.memoryFormat));
}

at::Tensor imagesOf(const Batch& batch, const Computing& computing)
{
    auto* bytes = const_cast<std::uint8_t*>(batch.pixels.data()); // from_blob wants it so; only read here
    const at::Tensor pixels = at::from_blob(bytes, { batch.count, batch.height, batch.width, 3 }, at::kByte);
    // Moved as bytes: a quarter of the traffic.
    return pixels.to(computing.device)
        .permute({ 0, 3, 1, 2 })
        .to(at::kFloat, false, false, computing.precision.memoryFormat)
        .div_(255);
}

at::Tensor labelsOf(const Batch& batch, const Computing& computing)
{
    return torch::tensor(batch.labels, at::kLong).to(computing.device);
}

at::Tensor classWeights(
    ClassWeighting weighting, const std::vector<std::size_t>& picturesPerClass, const c10::Device& device)
{
    if (weighting == ClassWeighting::None)
        return {};
    const double pictures = std::accumulate(picturesPerClass.begin(), picturesPerClass.end(), 0.0);
    std::vector<float> weights;
    weights.reserve(picturesPerClass.size());
    for (const std::size_t count : picturesPerClass)
        weights.push_back(count == 0 ? 0.0F
                                     : static_cast<float>(pictures / static_cast<double>(picturesPerClass.size())
                                         / static_cast<double>(count)));
    return torch::tensor(weights).to(device);
}

TrainStep::TrainStep(Classifier& model, const Distraction& distraction, Optimizer& optimizer, Options options)
    : m_model(model)
    , m_distraction(distraction)
    , m_optimizer(optimizer)
    , m_options(std::move(options))
{
}

Result<StepOutcome> TrainStep::run(const Batch& batch, std::int64_t globalStep, double learningRate,
    const Observer& observer, const CancelToken& token)
{
    const Computing& computing = m_options.computing;
    const at::Tensor images = imagesOf(batch, computing);
    const at::Tensor labels = labelsOf(batch, computing);
    StepOutcome outcome;
    outcome.pictures = batch.count;

    at::Tensor input;
    if (m_distraction.decide(globalStep)) {
        const AutocastScope precision(computing.precision, computing.device);
        const Result<OccludedBatch> occluded = m_distraction.apply(m_model, images, labels, globalStep, token);
        if (!occluded)
            return occluded.error();
        if (observer)
            observer(batch, labels, *occluded);
        input = occluded->input;
        outcome.occludedShare = occluded->occludedShare.mean();
        outcome.constantMaps = occluded->constantMaps.sum();
    } else {
        input = m_distraction.normalization().apply(images);
    }

    at::Tensor logits;
    {
        const AutocastScope precision(computing.precision, computing.device);
        logits = m_model.trace(input, {}, ReluRule::Standard, dropoutGenerator(globalStep)).logits;
    }
    logits = logits.to(at::kFloat);
    const at::Tensor minimised = loss(logits, labels);
    learn(minimised, learningRate);
    outcome.loss = minimised.detach();
    outcome.correct = logits.detach().argmax(1).eq(labels).sum();
    return outcome;
}

at::Tensor TrainStep::loss(const at::Tensor& logits, const at::Tensor& labels) const
{
    constexpr std::int64_t ignoreNothing = -100;
    return at::cross_entropy_loss(
        logits, labels, m_options.classWeights, at::Reduction::Mean, ignoreNothing, m_options.labelSmoothing);
}

void TrainStep::learn(const at::Tensor& loss, double learningRate)
{
    m_optimizer.clearGradients();
    if (!m_options.computing.precision.scalesLoss()) {
        loss.backward();
        m_optimizer.step(learningRate);
        return;
    }
    m_lossScaler.scaled(loss).backward();
    if (m_lossScaler.unscale(m_optimizer.gradients()))
        m_optimizer.step(learningRate);
}

at::Generator TrainStep::dropoutGenerator(std::int64_t globalStep) const
{
    return deviceGenerator(
        m_options.computing.device, deriveSeed(m_options.seed, "dropout", static_cast<std::uint64_t>(globalStep)));
}

} // namespace lookaway
