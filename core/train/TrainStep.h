// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "data/Batch.h"
#include "distract/Distraction.h"
#include "train/LossScaler.h"
#include "train/Optimizer.h"
#include "train/Precision.h"

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace lookaway {

class Classifier;

/// How a network is computed: where, and in what precision and memory layout.
struct Computing {
    c10::Device device = c10::Device(c10::kCPU);
    PrecisionPolicy precision = {};
};

/// Moves a network to the device and its convolution weights into the policy's memory layout.
void prepareModel(Classifier& model, const Computing& computing);

/// A mini-batch as N x 3 x H x W float32 in [0, 1] on the device, in the policy's memory layout.
at::Tensor imagesOf(const Batch& batch, const Computing& computing);
/// Labels as N int64 on the device.
at::Tensor labelsOf(const Batch& batch, const Computing& computing);

/// Weights of the classes in the loss, pictures / (classes * pictures of the class), 0 for a class without pictures:
/// every class then weighs the same in an epoch. Undefined tensor for ClassWeighting::None.
at::Tensor classWeights(
    ClassWeighting weighting, const std::vector<std::size_t>& picturesPerClass, const c10::Device& device);

/// What a training step gives, as scalars on the device: reading them waits for it.
struct StepOutcome {
    at::Tensor loss;    ///< float32, what was minimised
    at::Tensor correct; ///< int64, pictures whose label had the largest logit
    std::int64_t pictures = 0;
    at::Tensor occludedShare = {}; ///< float32, mean over the pictures; undefined when the step was not occluded
    at::Tensor constantMaps = {};  ///< int64; undefined when the step was not occluded
};

/// One step of training with distraction: the batch goes to the device, is perhaps occluded where the network looks,
/// normalised, and learnt from. Does not wait for the device (fp16 does, to see whether gradients overflowed).
class TrainStep {
public:
    struct Options {
        Computing computing = {};
        std::uint64_t seed = 1;
        double labelSmoothing = 0;
        at::Tensor classWeights = {};
    };
    /// Sees an occluded mini-batch before the network learns from it.
    using Observer = std::function<void(const Batch&, const at::Tensor& labels, const OccludedBatch&)>;

    /// The network is in training mode and prepared; it, the distraction and the optimiser outlive the step.
    TrainStep(Classifier& model, const Distraction& distraction, Optimizer& optimizer, Options options);

    Result<StepOutcome> run(const Batch& batch, std::int64_t globalStep, double learningRate, const Observer& observer,
        const CancelToken& token);

    LossScaler& lossScaler() { return m_lossScaler; }

private:
    at::Generator dropoutGenerator(std::int64_t globalStep) const;
    at::Tensor loss(const at::Tensor& logits, const at::Tensor& labels) const;
    void learn(const at::Tensor& loss, double learningRate);

    Classifier& m_model;
    const Distraction& m_distraction;
    Optimizer& m_optimizer;
    Options m_options;
    LossScaler m_lossScaler;
};

} // namespace lookaway
