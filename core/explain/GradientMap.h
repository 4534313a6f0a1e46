// SPDX-License-Identifier: MIT
#pragma once

#include "explain/Explainer.h"

namespace lookaway {

/// What one backward pass down to the pixels says, x the normalised picture, y_c the class's logit:
///   Gradient        attribution = dy_c/dx (Simonyan et al. 2013)
///   TimesInput      attribution = x dy_c/dx (Shrikumar et al. 2016)
///   GuidedBackprop  dy_c/dx where every ReLU passes g [x>0] [g>0] backward (Springenberg et al. 2015)
///   Deconvnet       dy_c/dx where every ReLU passes g [g>0] backward (Zeiler & Fergus 2014)
/// The map is the largest absolute value over the channels; for TimesInput it is their sum, with its sign.
class GradientMap : public Explainer {
public:
    enum class Kind { Gradient, TimesInput, GuidedBackprop, Deconvnet };

    explicit GradientMap(Kind kind = Kind::Gradient)
        : m_kind(kind)
    {
    }

    struct Attribution {
        at::Tensor values; ///< N x C x H x W, float32
        at::Tensor logits; ///< N x classes
    };
    /// For methods that build on it; within an EvalScope. Neither has a graph.
    Attribution attribute(Classifier& network, const at::Tensor& images, const at::Tensor& classes) const;
    /// N x H x W.
    at::Tensor mapOf(const at::Tensor& attribution) const;

protected:
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;
    std::string id() const override;

private:
    Kind m_kind;
};

} // namespace lookaway
