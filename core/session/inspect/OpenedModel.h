// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/inspect/Inspection.h"

#include <memory>
#include <string>

namespace lookaway {

class Classifier;

/// A network with its weights, on its device and in inference mode, and what is known about it.
struct OpenedModel {
    std::shared_ptr<Classifier> network = {};
    ModelFacts facts = {};
};

/// Loads what `source` names with the given input format, or the model's usual one without. `device` as
/// TrainingSettings::device. fp32. Torch-free header.
Result<OpenedModel> openModel(
    const ModelSource& source, const std::optional<InputFormat>& format, const std::string& device);

} // namespace lookaway
