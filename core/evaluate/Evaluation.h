// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "data/Batch.h"
#include "evaluate/AttentionSpread.h"
#include "evaluate/TestResult.h"

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lookaway {

class Classifier;

/// The next mini-batch of a test set, nullopt after the last one. Decode failures end an evaluation.
using BatchSource = std::function<Result<std::optional<Batch>>()>;
/// Changes a mini-batch before the network sees it, e.g. the random-erasing test set (Robustness.h).
using BatchTransform = std::function<void(Batch&)>;

struct EvaluationSettings {
    /// Normalisation of the model's input: (pixel / 255 - mean) / deviation, per channel.
    std::array<float, 3> mean = { 0, 0, 0 };
    std::array<float, 3> deviation = { 1, 1, 1 };
    /// Run under bf16 autocast instead of fp32. Softmax and loss are fp32 either way.
    bool bf16 = false;
    /// Empty = the pictures as they are.
    BatchTransform transform = {};
};

/// Runs `model` over a test set in inference mode (no gradients; train flags and BatchNorm buffers are as before
/// afterwards, also after an error or a cancel) on the device of its parameters. `name` is the metrics' prefix;
/// `progress` (may be empty) receives the number of pictures done after every mini-batch, on the calling thread.
/// Errors: a label outside classNames, a logit that is not finite, what the source reports, Cancelled.
Result<TestResult> evaluate(Classifier& model, const BatchSource& next, const std::string& name,
    const std::vector<std::string>& classNames, const EvaluationSettings& settings, const CancelToken& cancel = {},
    const std::function<void(std::size_t)>& progress = {});

/// Attention spread of the textbook Grad-CAM maps of the true classes at `layer`, resized to the picture, over a test
/// set. Other arguments and errors as evaluate().
Result<AttentionSpreadSummary> evaluateAttention(Classifier& model, const BatchSource& next, const std::string& layer,
    const EvaluationSettings& settings, const CancelToken& cancel = {},
    const std::function<void(std::size_t)>& progress = {});

} // namespace lookaway
