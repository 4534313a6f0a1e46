// SPDX-License-Identifier: MIT
#include "explain/GradCamPlusPlus.h"

#include <torch/torch.h>

namespace lookaway {

at::Tensor GradCamPlusPlus::weigh(const LayerGradient& layer) const
{
    const auto& a = layer.activation;
    // Where g is not positive ReLU(g) is 0 and the share does not matter: leaving g out there keeps 0 * inf away.
    const auto g = layer.gradient.clamp_min(0);
    const auto share = g.square() / (2 * g.square() + a.sum({ 2, 3 }, /*keepdim=*/true) * g.pow(3) + 1e-6);
    const auto weight = (share * g).expand_as(a).sum({ 2, 3 }, /*keepdim=*/true);
    return (weight * a).sum(1).relu_();
}

} // namespace lookaway
