// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "models/ModelInfo.h"
#include "models/ModelSettings.h"

#include <cstdint>
#include <memory>

namespace lookaway {

class Classifier;

// The network that settings name: an architecture of the registry, or a TorchScript file.

/// What is known about it before there is data. `side` of the pictures, px; 0 = its own default. A sentence for a
/// TorchScript file that cannot be trained here: one for grey pictures, or for one picture at a time.
Result<ModelInfo> networkInfo(const ModelSettings& settings, int side);

/// With fresh weights drawn from the seed; a TorchScript file brings its own, and its number of classes, which must be
/// this one. On the CPU, in training mode.
Result<std::shared_ptr<Classifier>> makeNetwork(
    const ModelSettings& settings, int classes, int side, std::uint64_t seed);

/// The same, to load a checkpoint into: whatever weights it has are not worth anything.
Result<std::shared_ptr<Classifier>> networkToFill(const ModelSettings& settings, int classes, int side);

} // namespace lookaway
