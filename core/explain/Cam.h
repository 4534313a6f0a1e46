// SPDX-License-Identifier: MIT
#pragma once

#include "explain/CamMethod.h"

namespace lookaway {

/// Class activation mapping (Zhou et al. 2016): map = sum_k W_ck A_k, where W is the weight of the one linear layer
/// that follows global average pooling of the layer; other heads are refused. Its mean is the logit less the bias, and
/// it is Grad-CAM before the ReLU times h w.
class Cam : public CamMethod {
public:
    Cam()
        : CamMethod(ClassScore::Logit, GradientSource::ClosedForm)
    {
    }

protected:
    at::Tensor weigh(const LayerGradient& layer) const override;
    std::string id() const override { return "cam"; }
};

} // namespace lookaway
