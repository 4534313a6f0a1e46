// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/runs/RunReader.h"
#include "train/TrainingSettings.h"

#include <filesystem>
#include <memory>
#include <string>

namespace lookaway {

class Classifier;
struct PrecisionPolicy;

/// A run's network with the weights of a checkpoint, ready on its device.
struct SavedModel {
    std::shared_ptr<Classifier> network = {};
    std::shared_ptr<const PrecisionPolicy> precision = {};
    /// That the run's scheme explains.
    std::string layer = {};
};

/// Device, precision and memory format as `machine` says.
Result<SavedModel> loadSavedModel(
    const RunFacts& run, const std::filesystem::path& checkpoint, const TrainingSettings& machine);

} // namespace lookaway
