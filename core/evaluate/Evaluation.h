// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "evaluate/AttentionSpread.h"
#include "evaluate/TestResult.h"
#include "train/Precision.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace lookaway {

class BatchLoader;
class Classifier;

struct EvaluationSettings {
    /// Prefix of the metrics' names: "test", "test_random_erasing", "test_cue_hidden", ...
    std::string name = "test";
    /// One per output of the network.
    std::vector<std::string> classNames = {};
    /// Of the network's forward pass; softmax and loss are fp32 in every case.
    PrecisionPolicy precision = {};
    /// Pictures done so far, after every mini-batch, on the calling thread; may be empty.
    std::function<void(std::size_t pictures)> progress = {};
};

/// Runs `model` over epoch 0 of `loader` (mode Evaluation) on the device of its parameters, normalised as its ModelInfo
/// says, in inference mode: train flags, BatchNorm buffers, gradients and random streams are as before afterwards, also
/// after an error or a cancel. Errors: no picture could be read, a label or a network that does not fit classNames,
/// logits that are not finite, what the loader reports, Cancelled. Pictures that fail to decode are left out
/// and named in the result.
Result<TestResult> evaluate(
    Classifier& model, BatchLoader& loader, const EvaluationSettings& settings, const CancelToken& cancel = {});

/// Attention spread over a test set: of the textbook Grad-CAM maps of the true classes at `layer`, fp32, resized to the
/// pictures. Otherwise as evaluate().
Result<AttentionSpreadSummary> evaluateAttention(Classifier& model, BatchLoader& loader, const std::string& layer,
    const EvaluationSettings& settings, const CancelToken& cancel = {});

} // namespace lookaway
