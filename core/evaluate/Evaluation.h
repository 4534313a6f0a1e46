// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "evaluate/AttentionSpread.h"
#include "evaluate/TestResult.h"

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace lookaway {

class BatchLoader;
class Classifier;

/// Torch-free.
struct EvaluationSettings {
    /// Prefix of the metrics' names: "test", "test_random_erasing", "test_cue_hidden", ...
    std::string name = "test";
    std::vector<std::string> classNames = {};
    /// Normalisation of the model's input: (pixel / 255 - mean) / deviation, per channel.
    std::array<float, 3> mean = { 0, 0, 0 };
    std::array<float, 3> deviation = { 1, 1, 1 };
    /// Run the network under bf16 autocast instead of fp32. Softmax and loss are fp32 either way.
    bool bf16 = false;
    /// Pictures done so far, after every mini-batch, on the calling thread; may be empty.
    std::function<void(std::size_t pictures)> progress = {};
};

/// Runs `model` over epoch 0 of `loader` (mode Evaluation) on the device of its parameters, in inference mode: train
/// flags, BatchNorm buffers, gradients and random streams are as before afterwards, also after an error or a cancel.
/// Errors: no picture could be read, a label or a network that does not fit classNames, logits that are not finite,
/// what the loader reports, Cancelled. Pictures that fail to decode are left out (BatchLoader::problems()).
Result<TestResult> evaluate(
    Classifier& model, BatchLoader& loader, const EvaluationSettings& settings, const CancelToken& cancel = {});

/// Attention spread over a test set: of the textbook Grad-CAM maps of the true classes at `layer`, fp32, resized to the
/// pictures. Otherwise as evaluate().
Result<AttentionSpreadSummary> evaluateAttention(Classifier& model, BatchLoader& loader, const std::string& layer,
    const EvaluationSettings& settings, const CancelToken& cancel = {});

} // namespace lookaway
