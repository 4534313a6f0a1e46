// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "models/Normalization.h"
#include "train/TrainStep.h"

#include <cstdint>

namespace lookaway {

class BatchLoader;
class Classifier;

struct ValidationResult {
    double loss = 0;
    double accuracy = 0;
    std::int64_t pictures = 0;
};

/// Mean cross entropy (without smoothing and class weights) and accuracy over one epoch of the loader, in inference
/// mode; the network is left as it was. Polls the token once per mini-batch.
Result<ValidationResult> validateOn(Classifier& model, BatchLoader& pictures, const Normalization& normalization,
    const Computing& computing, const CancelToken& token);

} // namespace lookaway
