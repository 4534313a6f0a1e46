// SPDX-License-Identifier: MIT
#pragma once

#include "models/ModelInfo.h"

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lookaway {

class Tracer;

/// How ReLUs (ReLU6 too) pass gradients backward: g relu'(x); guided backpropagation g relu'(x) [g>0] (Springenberg
/// 2015); deconvnet g [g>0] (Zeiler & Fergus 2014). relu'(x) is [x>0], for ReLU6 [0<x<6].
enum class ReluRule { Standard, Guided, Deconvnet };

/// Which activations a trace keeps. Names are module paths with torchvision's spelling ("layer4", "features.18");
/// operators without a module of their own are named as torchvision's feature extraction names them ("layer4.1.add").
struct Taps {
    enum class Mode {
        /// The activation as it stands in the graph (or without one under NoGradGuard).
        Keep,
        /// The first tapped activation is handed on as a detached leaf that requires a gradient, and grad mode is
        /// switched on from there: the backbone runs without a graph, only the head gets one. The trace restores
        /// the caller's grad mode before it returns. Not under c10::InferenceMode.
        Leaf
    };
    std::vector<std::string> layers = {};
    Mode mode = Mode::Keep;
    /// Where no graph is recorded, BatchNorms in inference mode are multiplied into the convolution before them: fewer
    /// passes over memory, logits equal but for rounding (below 1e-5). Convolutions whose own output is tapped stay.
    bool foldBatchNorm = false;
};

/// What one forward pass gave. logits: N x classes; activations: N x C x h x w by layer name.
struct Trace {
    at::Tensor logits;
    std::map<std::string, at::Tensor> activations;
};

/// A network that classifies pictures. Input of trace(): N x 3 x H x W, normalised as its ModelInfo says.
/// Parameter and buffer names equal torchvision's. Not thread-safe; a trace leaves no hook behind.
class Classifier : public torch::nn::Module {
public:
    explicit Classifier(ModelInfo info);

    const ModelInfo& info() const { return m_info; }
    /// Weights that were trained with another normalisation than the architecture's usual one.
    void setNormalization(const std::array<float, 3>& mean, const std::array<float, 3>& std);

    /// Runs the network in its present mode (train/eval). Throws c10::Error for an unknown layer name (see
    /// LayerList.h to ask first). `dropoutGenerator`: the stream dropout draws from in training mode (undefined:
    /// LibTorch's default generator). Under autocast, call at::autocast::clear_cache() between a trace without and
    /// one with a graph: LibTorch caches the weights' low-precision copies, with or without their history.
    Trace trace(const at::Tensor& input, const Taps& taps = {}, ReluRule rule = ReluRule::Standard,
        std::optional<at::Generator> dropoutGenerator = std::nullopt);
    at::Tensor forward(const at::Tensor& input) { return trace(input).logits; }

    /// Weight (classes x C) of the linear layer when the network ends in global average pooling of `layer` and that
    /// one linear layer (Grad-CAM's weights are then W[y]/HW without a backward pass); nullopt otherwise.
    virtual std::optional<at::Tensor> poolingHeadWeight(const std::string& layer) const { return std::nullopt; }

    /// The classifying layer's parameters, and all others.
    std::vector<at::Tensor> headParameters() const { return parametersOf(true); }
    std::vector<at::Tensor> backboneParameters() const { return parametersOf(false); }

    /// Only the head learns: the backbone's parameters require no gradient and its BatchNorms are frozen too,
    /// so that not a bit of the backbone changes.
    void setBackboneFrozen(bool frozen);
    /// BatchNorms use their stored statistics and do not update them, whatever train() says (also later calls).
    /// Their weight and bias stay trainable.
    void setBatchNormFrozen(bool frozen);
    /// Dropout in training mode; on by default.
    void setDropoutEnabled(bool enabled) { m_dropout = enabled; }

protected:
    /// The forward pass, written against the tracer: tracer.call("conv1", *m_conv1, x), tracer.relu("relu", x).
    virtual at::Tensor run(at::Tensor x, Tracer& tracer) = 0;

private:
    friend class LayerRecorder;
    std::vector<at::Tensor> parametersOf(bool head) const;
    void applyFreezing();

    ModelInfo m_info;
    bool m_dropout = true;
    bool m_backboneFrozen = false;
    bool m_batchNormFrozen = false;
};

} // namespace lookaway
