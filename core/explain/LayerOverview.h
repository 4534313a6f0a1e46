// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "explain/Explainer.h"

#include <string>
#include <vector>

namespace lookaway {

/// Textbook Grad-CAM of every one of `layers` from one forward and one backward pass, to choose a layer by eye:
/// one Maps per layer, in their order. A layer that the class does not depend on gives a map of zeros. Memory holds all
/// their activations at once: meant for one picture. Otherwise as Explainer::explain().
Result<std::vector<Maps>> gradCamOfLayers(Classifier& network, const ExplainRequest& request,
    const std::vector<std::string>& layers, const CancelToken& cancel = {});

} // namespace lookaway
