// SPDX-License-Identifier: MIT
#include "explain/LayerCam.h"

#include <torch/torch.h>

namespace lookaway {

at::Tensor LayerCam::weigh(const LayerGradient& layer) const
{
    return (layer.gradient.clamp_min(0) * layer.activation).sum(1).relu_();
}

} // namespace lookaway
