// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "models/ModelInfo.h"
#include "models/ModelSettings.h"
#include "weights/StateDict.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lookaway {

// What front ends ask about the networks of the registry. Torch-free; each call builds the networks anew.

struct CatalogueEntry {
    ModelInfo info = {};
    /// Trainable numbers, with a head for 1000 classes.
    std::int64_t parameters = 0;
};
std::vector<CatalogueEntry> modelCatalogue();

/// What a run's network is called: the architecture's name, or that of the TorchScript file.
std::string networkName(const ModelSettings& settings);

/// A network that weights belong to.
struct WeightsMatch {
    std::string model = {};
    /// Outputs of the head that the file holds.
    std::int64_t classes = 0;
};
/// The networks whose tensors (all names, all shapes, but for the number of classes) the weights have; empty = none.
std::vector<WeightsMatch> matchingModels(const StateDict& weights);

} // namespace lookaway
