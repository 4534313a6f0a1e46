// SPDX-License-Identifier: MIT
#pragma once

#include "explain/CamMethod.h"
#include "explain/GradCamFlavour.h"

namespace lookaway {

/// Grad-CAM (Selvaraju et al. 2017), batched, each image for its own class. With A the activations of the layer
/// (C x h x w), y the logits, c the class:
///   textbook     w_k = mean_ij g_kij, g = dy_c/dA;                                  map = ReLU(sum_k w_k A_k)
///   as released  w_k = mean_ij g_kij [A_kij > 0][g_kij > 0], g = d softmax(y)_c/dA;  map = sum_k w_k A_k
/// How g is found, and when no backward pass is needed: LayerGradient.h.
class GradCam : public CamMethod {
public:
    /// Autograd never takes the closed form (for comparison).
    enum class Gradient { Automatic, Autograd };

    explicit GradCam(GradCamFlavour flavour = GradCamFlavour::Textbook, Gradient gradient = Gradient::Automatic);

protected:
    at::Tensor weigh(const LayerGradient& layer) const override;
    std::string id() const override;

private:
    GradCamFlavour m_flavour;
};

} // namespace lookaway
