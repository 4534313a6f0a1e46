// SPDX-License-Identifier: MIT
#include "models/Tracer.h"

#include "models/Layers.h"
#include "models/NearestNames.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lookaway {
namespace {

/// ReLU (with an optional ceiling) whose backward pass follows one of the two visualisation rules.
class RuledRelu : public torch::autograd::Function<RuledRelu> {
public:
    static at::Tensor forward(
        torch::autograd::AutogradContext* context, const at::Tensor& x, double ceiling, bool guided)
    {
        auto y = at::clamp(x, 0, ceiling);
        if (guided)
            context->save_for_backward({ y });
        context->saved_data["ceiling"] = ceiling;
        context->saved_data["guided"] = guided;
        return y;
    }

    static torch::autograd::tensor_list backward(
        torch::autograd::AutogradContext* context, const torch::autograd::tensor_list& gradients)
    {
        auto g = at::clamp_min(gradients[0], 0);
        if (context->saved_data["guided"].toBool()) {
            const auto y = context->get_saved_variables()[0];
            g = g * (y.gt(0).logical_and_(y.lt(context->saved_data["ceiling"].toDouble())));
        }
        return { g, at::Tensor(), at::Tensor() };
    }
};

/// PyTorch's name for what a layer computes, for people.
std::string_view typeOf(const Layer& layer)
{
    if (dynamic_cast<const Conv*>(&layer))
        return "Conv2d";
    if (dynamic_cast<const BatchNorm*>(&layer))
        return "BatchNorm2d";
    if (dynamic_cast<const Relu*>(&layer))
        return "ReLU";
    if (dynamic_cast<const Relu6*>(&layer))
        return "ReLU6";
    if (dynamic_cast<const MaxPool*>(&layer))
        return "MaxPool2d";
    if (dynamic_cast<const Dropout*>(&layer))
        return "Dropout";
    return dynamic_cast<const Stack*>(&layer) ? "Sequential" : "block";
}

} // namespace

Tracer::Tracer(const Taps& taps, ReluRule rule, bool dropout, std::optional<at::Generator> dropoutGenerator)
    : m_taps(taps)
    , m_rule(rule)
    , m_dropout(dropout)
    , m_listening(!taps.layers.empty())
    , m_dropoutGenerator(std::move(dropoutGenerator))
{
}

Tracer::Tracer(std::vector<LayerShape>& record)
    : m_listening(true)
    , m_record(&record)
{
}

at::Tensor Tracer::call(std::string_view name, Layer& layer, const at::Tensor& x)
{
    if (!m_listening)
        return layer.run(x, *this);
    const auto outer = m_path.size();
    m_path.append(name).push_back('.');
    auto y = layer.run(x, *this);
    m_path.resize(outer);
    return offer(name, std::move(y), m_record ? typeOf(layer) : std::string_view());
}

at::Tensor Tracer::convBn(
    std::string_view convName, Conv& conv, std::string_view bnName, BatchNorm& batchNorm, const at::Tensor& x)
{
    const bool fold = m_taps.foldBatchNorm && !at::GradMode::is_enabled() && !batchNorm.is_training()
        && !wants(m_path + std::string(convName));
    if (!fold)
        return call(bnName, batchNorm, call(convName, conv, x));
    const auto [weight, bias] = batchNorm.folded(conv);
    return tap(bnName, conv.apply(x, weight, bias), "BatchNorm2d");
}

bool Tracer::wants(const std::string& layer) const
{
    return std::find(m_taps.layers.begin(), m_taps.layers.end(), layer) != m_taps.layers.end();
}

at::Tensor Tracer::offer(std::string_view name, at::Tensor x, std::string_view type)
{
    if (x.dim() != 4)
        return x;
    auto full = m_path + std::string(name);
    if (m_record) {
        m_record->push_back({ std::move(full), { x.size(1), x.size(2), x.size(3) }, std::string(type) });
        return x;
    }
    m_seen.push_back(full);
    if (!wants(full))
        return x;
    if (m_taps.mode == Taps::Mode::Leaf && m_activations.empty()) {
        x = x.detach().requires_grad_();
        at::GradMode::set_enabled(true);
    }
    m_activations.emplace(std::move(full), x);
    return x;
}

bool Tracer::mayOverwrite(const at::Tensor& x) const
{
    return std::none_of(
        m_activations.begin(), m_activations.end(), [&](const auto& kept) { return kept.second.is_alias_of(x); });
}

at::Tensor Tracer::relu(at::Tensor x)
{
    if (m_rule != ReluRule::Standard)
        return ruledRelu(x, std::numeric_limits<double>::infinity());
    return mayOverwrite(x) ? at::relu_(x) : at::relu(x);
}

at::Tensor Tracer::relu6(at::Tensor x)
{
    constexpr double ceiling = 6;
    if (m_rule != ReluRule::Standard)
        return ruledRelu(x, ceiling);
    // LibTorch 1.13 has no bf16 kernel for the backward pass of hardtanh on the CPU.
    if (x.scalar_type() == at::kBFloat16 && x.is_cpu())
        return at::clamp_max(relu(std::move(x)), ceiling);
    return mayOverwrite(x) ? at::hardtanh_(x, 0, ceiling) : at::hardtanh(x, 0, ceiling);
}

at::Tensor Tracer::foreignRelu(at::Tensor x, double ceiling, bool inPlace) const
{
    at::Tensor y;
    if (m_rule != ReluRule::Standard)
        y = ruledRelu(x, ceiling);
    else if (std::isinf(ceiling))
        return inPlace ? at::relu_(x) : at::relu(x);
    else if (x.scalar_type() == at::kBFloat16 && x.is_cpu()) // see relu6()
        y = at::clamp_max(at::relu(x), ceiling);
    else
        return inPlace ? at::hardtanh_(x, 0, ceiling) : at::hardtanh(x, 0, ceiling);
    return inPlace ? x.copy_(y) : y;
}

at::Tensor Tracer::ruledRelu(const at::Tensor& x, double ceiling) const
{
    return RuledRelu::apply(x, ceiling, m_rule == ReluRule::Guided);
}

at::Tensor Tracer::add(std::string_view name, at::Tensor x, const at::Tensor& y)
{
    const bool inPlace = mayOverwrite(x) && x.scalar_type() == y.scalar_type();
    return tap(name, inPlace ? x.add_(y) : x + y, "add");
}

at::Tensor Tracer::dropout(const at::Tensor& x, double p)
{
    if (!m_dropout || p <= 0)
        return x;
    const auto mask = at::empty_like(x).bernoulli_(1 - p, m_dropoutGenerator.value_or(at::Generator())).div_(1 - p);
    return x * mask;
}

std::map<std::string, at::Tensor> Tracer::takeActivations(const std::string& model)
{
    for (const auto& layer : m_taps.layers)
        TORCH_CHECK(m_activations.count(layer), model, " has no layer \"", layer, "\"; the nearest names are ",
            nearestNames(layer, m_seen), ". \"lookaway-cli layers\" lists all.");
    return std::move(m_activations);
}

} // namespace lookaway
