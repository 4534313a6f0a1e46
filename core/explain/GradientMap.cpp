// SPDX-License-Identifier: MIT
#include "explain/GradientMap.h"

#include "explain/FullPrecision.h"
#include "models/Classifier.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

ReluRule ruleOf(GradientMap::Kind kind)
{
    switch (kind) {
    case GradientMap::Kind::GuidedBackprop:
        return ReluRule::Guided;
    case GradientMap::Kind::Deconvnet:
        return ReluRule::Deconvnet;
    default:
        return ReluRule::Standard;
    }
}

} // namespace

GradientMap::Attribution GradientMap::attribute(
    Classifier& network, const at::Tensor& images, const at::Tensor& classes) const
{
    const at::AutoGradMode graph(true);
    const auto x = images.detach().requires_grad_();
    const auto logits = network.trace(x, {}, ruleOf(m_kind)).logits;
    const FullPrecision fullPrecision;
    // In inference mode the pictures do not influence each other: the gradient of the sum holds each one's own.
    const auto score = logits.to(at::kFloat).gather(1, classes.unsqueeze(1)).sum();
    const auto gradient = torch::autograd::grad({ score }, { x })[0].to(at::kFloat);
    const auto input = x.detach().to(at::kFloat);
    return { m_kind == Kind::TimesInput ? gradient * input : gradient, logits.detach() };
}

at::Tensor GradientMap::mapOf(const at::Tensor& attribution) const
{
    return m_kind == Kind::TimesInput ? attribution.sum(1) : attribution.abs().amax(1);
}

Result<Maps> GradientMap::compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    auto attribution = attribute(network, request.images, request.classes);
    if (watch.cancel.cancelled())
        return cancelled();
    Maps found;
    found.maps = mapOf(attribution.values);
    found.attribution = std::move(attribution.values);
    found.logits = std::move(attribution.logits);
    return found;
}

std::string GradientMap::id() const
{
    switch (m_kind) {
    case Kind::TimesInput:
        return "gradient-x-input";
    case Kind::GuidedBackprop:
        return "guided-backprop";
    case Kind::Deconvnet:
        return "deconvnet";
    default:
        return "gradient";
    }
}

} // namespace lookaway
