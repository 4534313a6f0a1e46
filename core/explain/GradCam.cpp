// SPDX-License-Identifier: MIT
#include "explain/GradCam.h"

#include <torch/torch.h>

namespace lookaway {

GradCam::GradCam(GradCamFlavour flavour, Gradient gradient)
    : CamMethod(flavour == GradCamFlavour::Textbook ? ClassScore::Logit : ClassScore::Probability,
        gradient == Gradient::Automatic ? GradientSource::Automatic : GradientSource::Autograd)
    , m_flavour(flavour)
{
}

at::Tensor GradCam::weigh(const LayerGradient& layer) const
{
    const auto& a = layer.activation;
    if (m_flavour == GradCamFlavour::Textbook)
        return (layer.gradient.mean({ 2, 3 }, /*keepdim=*/true) * a).sum(1).relu_();
    const auto gated = layer.gradient.clamp_min(0) * a.gt(0); // broadcasts to N x C x h x w
    return (gated.mean({ 2, 3 }, /*keepdim=*/true) * a).sum(1);
}

std::string GradCam::id() const
{
    return m_flavour == GradCamFlavour::Textbook ? "grad-cam" : "grad-cam-as-released";
}

} // namespace lookaway
