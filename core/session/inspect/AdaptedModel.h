// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <functional>
#include <memory>
#include <string>

namespace lookaway {

/// Changes a model's usual input (or the one that is remembered beside its file) to what somebody wants this time; a
/// sentence when the model cannot have it.
using InputChange = std::function<Result<void>(const ModelFacts& model, InputFormat& format)>;

/// Opens a model and changes its input; an empty change changes nothing. `device` as TrainingSettings::device. With
/// `remember`, the input is kept beside the model's file.
Result<std::unique_ptr<Inspection>> openAdapted(
    const ModelSource& source, const std::string& device, const InputChange& change, bool remember = false);

/// A sentence for a model that seems to answer with probabilities but is taken for one that answers with logits: what
/// is computed of its answers is then a softmax of a softmax. Empty otherwise.
std::string doubtAbout(const Inspection& model);

} // namespace lookaway
