// SPDX-License-Identifier: MIT
#include "explain/LayerGradient.h"

#include "explain/FullPrecision.h"

#include <torch/torch.h>

#include <limits>

namespace lookaway {
namespace {

/// The probability of a class p = sigmoid(u), u = y_c - logsumexp_{j != c} y_j. Written with u, its gradient
/// p (1 - p) du/dA keeps its direction where p rounds to 1, as it does for pictures that the network has learnt.
struct Margin {
    at::Tensor own;    ///< y_c, N x 1
    at::Tensor others; ///< all logits with y_c replaced by -inf, N x classes

    Margin(const at::Tensor& logits, const at::Tensor& classes)
        : own(logits.gather(1, classes.unsqueeze(1)))
        , others(logits.scatter(1, classes.unsqueeze(1), -std::numeric_limits<double>::infinity()))
    {
    }
    at::Tensor value() const { return own - others.logsumexp(1, /*keepdim=*/true); }
    static at::Tensor slope(const at::Tensor& u) { return u.sigmoid() * u.neg().sigmoid(); }
};

/// N x C x 1 x 1 for the linear layer's weight (classes x C) behind the mean over so many places.
at::Tensor knownGradient(const at::Tensor& logits, const at::Tensor& weight, const at::Tensor& classes,
    std::int64_t places, ClassScore score)
{
    auto gradient = weight.index_select(0, classes);
    if (score == ClassScore::Probability) {
        const Margin margin(logits, classes);
        gradient = Margin::slope(margin.value()) * (gradient - margin.others.softmax(1).mm(weight));
    }
    return gradient.div(static_cast<double>(places)).unsqueeze(-1).unsqueeze(-1);
}

/// N x C x h x w, by differentiating the part of the network behind the activation.
at::Tensor headGradient(
    const at::Tensor& logits, const at::Tensor& activation, const at::Tensor& classes, ClassScore score)
{
    const at::AutoGradMode gradMode(true);
    const Margin margin(logits.to(at::kFloat), classes);
    auto scores = margin.own;
    if (score == ClassScore::Probability) {
        const auto u = margin.value();
        scores = Margin::slope(u.detach()) * u;
    }
    return torch::autograd::grad({ scores.sum() }, { activation })[0].to(at::kFloat);
}

Error noClosedForm(const Classifier& network, const std::string& layer)
{
    return fail("Layer \"" + layer + "\" of " + network.info().title
            + " is not followed by global average pooling and one linear layer, which CAM needs.",
        "Choose the layer in front of such a head, or Grad-CAM, which does without.");
}

} // namespace

Result<Trace> traceLayer(Classifier& network, const ExplainRequest& request, Taps::Mode mode)
{
    auto trace = network.trace(request.images, { { request.layer }, mode, /*foldBatchNorm=*/true });
    if (trace.activations.at(request.layer).dim() != 4)
        return fail("Layer \"" + request.layer + "\" gives no feature maps, so there is no heat map to make of it.",
            "Choose a convolutional layer.");
    return trace;
}

Result<LayerGradient> layerGradient(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch,
    ClassScore score, GradientSource source)
{
    std::optional<at::Tensor> headWeight;
    if (source != GradientSource::Autograd)
        headWeight = network.poolingHeadWeight(request.layer);
    if (source == GradientSource::ClosedForm && !headWeight)
        return noClosedForm(network, request.layer);
    const auto trace = traceLayer(network, request, headWeight ? Taps::Mode::Keep : Taps::Mode::Leaf);
    if (!trace)
        return trace.error();
    if (watch.cancel.cancelled())
        return cancelled();

    const FullPrecision fullPrecision;
    const auto& activation = trace->activations.at(request.layer);
    const auto classes = request.classes.defined() ? request.classes : trace->logits.detach().argmax(1);
    const auto gradient = headWeight ? knownGradient(trace->logits.to(at::kFloat), headWeight->detach().to(at::kFloat),
                              classes, activation.size(2) * activation.size(3), score)
                                     : headGradient(trace->logits, activation, classes, score);
    return LayerGradient{ activation.detach().to(at::kFloat), gradient, trace->logits.detach(), classes };
}

} // namespace lookaway
