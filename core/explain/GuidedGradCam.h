// SPDX-License-Identifier: MIT
#pragma once

#include "explain/Explainer.h"

namespace lookaway {

/// Guided Grad-CAM (Selvaraju et al. 2017): guided backpropagation times Grad-CAM (textbook, resized to the picture),
/// so the pixels that matter within the places that matter for the class. Fills the fields of both: `attribution` is
/// the product, `maps` its largest absolute value over the channels, companion "grad-cam" the map at the layer's
/// resolution.
class GuidedGradCam : public Explainer {
protected:
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;
    std::string id() const override { return "guided-grad-cam"; }
};

} // namespace lookaway
