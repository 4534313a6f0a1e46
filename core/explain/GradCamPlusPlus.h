// SPDX-License-Identifier: MIT
#pragma once

#include "explain/CamMethod.h"

namespace lookaway {

/// Grad-CAM++ (Chattopadhay et al. 2018): with g = dy_c/dA and a = g^2 / (2 g^2 + (sum_ij A) g^3 + 1e-6),
/// w_k = sum_ij a_kij ReLU(g_kij) and map = ReLU(sum_k w_k A_k).
class GradCamPlusPlus : public CamMethod {
protected:
    at::Tensor weigh(const LayerGradient& layer) const override;
    std::string id() const override { return "grad-cam++"; }
};

} // namespace lookaway
