// SPDX-License-Identifier: MIT
#pragma once

#include "explain/Explainer.h"
#include "explain/GradCamFlavour.h"

namespace lookaway {

/// Grad-CAM (Selvaraju et al. 2017), batched, each image for its own class. With A the activations of the layer
/// (C x h x w), y the logits, c the class:
///   textbook     w_k = mean_ij g_kij, g = dy_c/dA;                                  map = ReLU(sum_k w_k A_k)
///   as released  w_k = mean_ij g_kij [A_kij > 0][g_kij > 0], g = d softmax(y)_c/dA;  map = sum_k w_k A_k
///
/// Where the network ends in global average pooling of the layer and one linear layer with weights W, the gradients
/// are known and no backward pass runs: dy_c/dA_k = W_ck/(hw), dp_c/dA_k = p_c (W_ck - sum_j p_j W_jk)/(hw).
/// Elsewhere the backbone runs without a graph and only the part behind the layer is differentiated.
class GradCam : public Explainer {
public:
    /// How the gradient is found. Automatic takes the closed form where it holds; Autograd never does (for comparison).
    enum class Gradient { Automatic, Autograd };

    explicit GradCam(GradCamFlavour flavour = GradCamFlavour::Textbook, Gradient gradient = Gradient::Automatic)
        : m_flavour(flavour)
        , m_gradient(gradient)
    {
    }

protected:
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;
    std::string id() const override;

private:
    GradCamFlavour m_flavour;
    Gradient m_gradient;
};

} // namespace lookaway
