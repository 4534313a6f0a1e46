// SPDX-License-Identifier: MIT
#include "explain/GradCam.h"

#include "explain/FullPrecision.h"
#include "models/Classifier.h"

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

/// d score / d A for global average pooling and one linear layer with the given weight (classes x C): N x C x 1 x 1,
/// the same at each of the `places`. The score is the class's logit (textbook) or probability (as released).
at::Tensor knownGradient(const at::Tensor& logits, const at::Tensor& weight, const at::Tensor& classes,
    std::int64_t places, GradCamFlavour flavour)
{
    auto gradient = weight.index_select(0, classes);
    if (flavour == GradCamFlavour::AsReleased) {
        const Margin margin(logits, classes);
        gradient = Margin::slope(margin.value()) * (gradient - margin.others.softmax(1).mm(weight));
    }
    return gradient.div(static_cast<double>(places)).unsqueeze(-1).unsqueeze(-1);
}

/// The same by differentiating the part of the network behind the activation: N x C x h x w.
at::Tensor headGradient(
    const at::Tensor& logits, const at::Tensor& activation, const at::Tensor& classes, GradCamFlavour flavour)
{
    const at::AutoGradMode gradMode(true);
    const Margin margin(logits.to(at::kFloat), classes);
    auto score = margin.own;
    if (flavour == GradCamFlavour::AsReleased) {
        const auto u = margin.value();
        score = Margin::slope(u.detach()) * u;
    }
    // The images do not influence each other in inference mode: the gradient of the sum holds each one's own.
    return torch::autograd::grad({ score.sum() }, { activation })[0];
}

/// Weighted sum of the channels; `gradient` is N x C x h x w or, where it does not depend on the place, N x C x 1 x 1.
at::Tensor combine(const at::Tensor& activation, const at::Tensor& gradient, GradCamFlavour flavour)
{
    const auto a = activation.detach().to(at::kFloat);
    const auto g = gradient.to(at::kFloat);
    if (flavour == GradCamFlavour::Textbook)
        return (g.mean({ 2, 3 }, /*keepdim=*/true) * a).sum(1).relu_();
    const auto gated = g.clamp_min(0) * a.gt(0); // broadcasts to N x C x h x w
    return (gated.mean({ 2, 3 }, /*keepdim=*/true) * a).sum(1);
}

} // namespace

Result<Maps> GradCam::compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    std::optional<at::Tensor> headWeight;
    if (m_gradient == Gradient::Automatic)
        headWeight = network.poolingHeadWeight(request.layer);
    const Taps taps{ { request.layer }, headWeight ? Taps::Mode::Keep : Taps::Mode::Leaf, /*foldBatchNorm=*/true };
    const auto trace = network.trace(request.images, taps);
    const auto& activation = trace.activations.at(request.layer);
    if (activation.dim() != 4)
        return fail("Layer \"" + request.layer + "\" gives no feature maps, so Grad-CAM cannot explain it.",
            "Choose a convolutional layer.");
    if (watch.cancel.cancelled())
        return cancelled();

    const FullPrecision fullPrecision;
    const auto gradient = headWeight ? knownGradient(trace.logits.to(at::kFloat), headWeight->detach().to(at::kFloat),
                              request.classes, activation.size(2) * activation.size(3), m_flavour)
                                     : headGradient(trace.logits, activation, request.classes, m_flavour);
    Maps found;
    found.maps = combine(activation, gradient, m_flavour);
    found.logits = trace.logits.detach();
    return found;
}

std::string GradCam::id() const
{
    return m_flavour == GradCamFlavour::Textbook ? "grad-cam" : "grad-cam-as-released";
}

} // namespace lookaway
