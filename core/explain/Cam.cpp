// SPDX-License-Identifier: MIT
#include "explain/Cam.h"

#include <torch/torch.h>

namespace lookaway {

at::Tensor Cam::weigh(const LayerGradient& layer) const
{
    const auto places = static_cast<double>(layer.activation.size(2) * layer.activation.size(3));
    const auto weight = layer.gradient * places; // dy_c/dA_k = W_ck/(hw)
    return (weight * layer.activation).sum(1);
}

} // namespace lookaway
