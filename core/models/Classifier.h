// SPDX-License-Identifier: MIT
#pragma once

#include <torch/nn/module.h>
#include <ATen/core/Tensor.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lookaway {

class Tracer;

/// How ReLUs (ReLU6 too) pass gradients backward: g[x>0]; guided backpropagation g[x>0][g>0] (Springenberg 2015);
/// deconvnet g[g>0] (Zeiler & Fergus 2014).
enum class ReluRule { Standard, Guided, Deconvnet };

/// Which activations a trace keeps. Names are module paths with torchvision's spelling ("layer4", "features.18").
struct Taps {
    enum class Mode {
        /// The activation as it stands in the graph (or without one under NoGradGuard).
        Keep,
        /// The first tapped activation is handed on as a detached leaf that requires a gradient, and grad mode is
        /// switched on from there: the backbone runs without a graph, only the head gets one. The trace restores
        /// the caller's grad mode before it returns.
        Leaf
    };
    std::vector<std::string> layers = {};
    Mode mode = Mode::Keep;
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
    /// Runs the network in its present mode (train/eval). Throws c10::Error for an unknown layer name.
    /// `dropoutGenerator`: the stream dropout draws from in training mode (undefined: LibTorch's default generator).
    Trace trace(const at::Tensor& input, const Taps& taps = {}, ReluRule rule = ReluRule::Standard,
        std::optional<at::Generator> dropoutGenerator = std::nullopt);
    at::Tensor forward(const at::Tensor& input) { return trace(input).logits; }

    /// Weight (classes x C) of the linear layer when the network ends in global average pooling of `layer` and that
    /// one linear layer (Grad-CAM's weights are then W[y]/HW without a backward pass); nullopt otherwise.
    virtual std::optional<at::Tensor> poolingHeadWeight(const std::string& layer) const { return std::nullopt; }

protected:
    /// The forward pass, written against the tracer: tracer.tap(name, x), tracer.relu(x), tracer.dropout(x, p).
    virtual at::Tensor run(at::Tensor x, Tracer& tracer) = 0;
};

} // namespace lookaway
