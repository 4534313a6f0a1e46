// SPDX-License-Identifier: MIT
#pragma once

#include "explain/CamMethod.h"

namespace lookaway {

/// Layer-CAM (Jiang et al. 2021): every place has a weight of its own, map = ReLU(sum_k ReLU(dy_c/dA_k) A_k), which
/// keeps detail at early layers.
class LayerCam : public CamMethod {
protected:
    at::Tensor weigh(const LayerGradient& layer) const override;
    std::string id() const override { return "layer-cam"; }
};

} // namespace lookaway
