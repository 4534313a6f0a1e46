// SPDX-License-Identifier: MIT
#pragma once

#include "explain/Explainer.h"

namespace lookaway {

/// Eigen-CAM (Muhammad & Yeasin 2020): the activations A (C x hw, not centred) projected on their first principal
/// direction, which is s_1 v_1 of A = U S V^T. The sign, which the decomposition leaves open, is that of the
/// correlation with the mean activation. Knows no class: the map is the same for all of them.
class EigenCam : public Explainer {
protected:
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;
    std::string id() const override { return "eigen-cam"; }
};

} // namespace lookaway
