// SPDX-License-Identifier: MIT
#pragma once

#include "models/Classifier.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lookaway {

class BatchNorm;
class Conv;
class Layer;

/// Name and output shape (C x h x w) of a layer that can be tapped, and what computes it ("Conv2d", "add") where that
/// is known.
struct LayerShape {
    std::string name;
    std::vector<std::int64_t> shape;
    std::string type = {};
};

/// Accompanies one forward pass: hands activations through, keeps the tapped ones, applies the ReLU rule and draws
/// dropout's masks. Works in place only on tensors that nobody keeps. Without taps it builds no names.
class Tracer {
public:
    Tracer(const Taps& taps, ReluRule rule, bool dropout, std::optional<at::Generator> dropoutGenerator);
    /// Keeps no activation but lists every layer that can be tapped, in order of execution.
    explicit Tracer(std::vector<LayerShape>& record);

    /// Runs a layer; inside it names are below `name`.
    at::Tensor call(std::string_view name, Layer& layer, const at::Tensor& x);
    /// A convolution and its BatchNorm, folded into one where Taps asks for it and nobody can tell.
    at::Tensor convBn(
        std::string_view convName, Conv& conv, std::string_view bnName, BatchNorm& batchNorm, const at::Tensor& x);
    /// Offers an activation (N x C x h x w; others pass unseen) under a name within the present layer.
    /// `type`: what computed it, for the list of layers.
    at::Tensor tap(std::string_view name, at::Tensor x, std::string_view type = {})
    {
        return m_listening ? offer(name, std::move(x), type) : x;
    }
    /// False when taps are neither kept nor listed.
    bool listening() const { return m_listening; }
    /// Whether the activation of that full name is kept.
    bool wants(const std::string& layer) const;

    at::Tensor relu(std::string_view name, at::Tensor x) { return tap(name, relu(std::move(x)), "relu"); }
    at::Tensor relu(at::Tensor x);
    at::Tensor relu6(at::Tensor x);
    /// max(0, min(x, ceiling)) for code that is not ours: writes over x exactly if told to, whoever else keeps it.
    at::Tensor foreignRelu(at::Tensor x, double ceiling, bool inPlace) const;
    /// x + y; may reuse x's memory.
    at::Tensor add(std::string_view name, at::Tensor x, const at::Tensor& y);
    /// Inverted dropout: zero with probability p, otherwise scaled by 1/(1-p). Identity in inference mode.
    at::Tensor dropout(const at::Tensor& x, double p);

    /// The tapped activations; throws c10::Error when a requested layer never came by.
    std::map<std::string, at::Tensor> takeActivations(const std::string& model);

private:
    at::Tensor offer(std::string_view name, at::Tensor x, std::string_view type);
    /// True when x's memory is nobody else's: not tapped, and the rule needs no copy of the input.
    bool mayOverwrite(const at::Tensor& x) const;
    at::Tensor ruledRelu(const at::Tensor& x, double ceiling) const;

    const Taps m_taps;
    const ReluRule m_rule = ReluRule::Standard;
    const bool m_dropout = false;
    const bool m_listening = false;
    std::optional<at::Generator> m_dropoutGenerator;
    std::vector<LayerShape>* m_record = nullptr;
    std::string m_path; ///< of the present layer, with a dot at its end unless empty
    std::vector<std::string> m_seen;
    std::map<std::string, at::Tensor> m_activations;
};

} // namespace lookaway
