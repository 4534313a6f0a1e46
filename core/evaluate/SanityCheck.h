// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Image.h"
#include "base/Result.h"
#include "evaluate/Faithfulness.h"

#include <functional>
#include <vector>

namespace lookaway {

class Classifier;

/// Explains the same pictures and classes as before with the network's present weights, one raw map per picture.
using MapMaker = std::function<Result<std::vector<HeatMap>>()>;

/// Sanity check by cascading randomisation (Adebayo et al. 2018): compares the maps that `explain` gives with the
/// trained weights with those after more and more layers, from the head downwards, got random ones. Compared after at
/// most settings.sanityStages layers: the head, all layers, and between them at equal distances. Afterwards the
/// weights are what they were, also when it fails, is cancelled or throws. `progress`: maps made of all.
Result<SanityCheck> checkSanity(Classifier& network, const MapMaker& explain, const FaithfulnessSettings& settings,
    const CancelToken& cancel = {}, const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

/// One check of several of the same network: the pictures together.
SanityCheck together(const std::vector<SanityCheck>& checks);

} // namespace lookaway
