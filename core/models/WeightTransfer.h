// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "weights/StateDict.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

namespace torch::nn {
class Module;
}

namespace lookaway {

/// Whether TensorData made from a tensor has bytes of its own or looks into the tensor (CPU and contiguous ones only;
/// others are copied anyway). Shared saves the memory when the result is written to disk before the next step.
enum class TensorBytes { Copied, Shared };

/// Throws c10::Error for an element type that weights files do not hold (complex, quantised).
TensorData tensorDataOf(const at::Tensor& tensor, TensorBytes bytes = TensorBytes::Copied);
/// A CPU tensor with memory of its own.
at::Tensor tensorOf(const TensorData& data);

/// Parameters and buffers (num_batches_tracked too) under torch's names and in state_dict()'s order.
StateDict stateDictOf(const torch::nn::Module& module, TensorBytes bytes = TensorBytes::Copied);

struct TransferOptions {
    /// Tensors whose name starts with one of headPrefixes and whose shape differs only in the first dimension (the
    /// number of classes) are left at the values they have.
    bool allowNewHead = false;
    /// e.g. {"fc."} for ResNet, {"classifier.6."} for VGG.
    std::vector<std::string> headPrefixes = {};
    /// Tensors of the file with these prefixes may be superfluous, e.g. {"AuxLogits."}.
    std::vector<std::string> ignoredPrefixes = {};
    /// For the error sentence: "cars.pth", "resnet50".
    std::string source = "The weights";
    std::string target = "the model";
};

struct TransferReport {
    int loaded = 0;
    /// Tensors of the model left as they were because the file has another number of classes.
    std::vector<std::string> newHead = {};
    /// Tensors of the file that ignoredPrefixes covered.
    std::vector<std::string> ignored = {};
};

/// Copies tensors into the module's parameters and buffers by name, converting between floating-point types (half and
/// bfloat16 to float). Nothing is changed unless everything fits; otherwise the error lists which tensors are missing,
/// unexpected or differently shaped. Missing num_batches_tracked is fine (files from before PyTorch 0.4.1).
Result<TransferReport> loadInto(
    torch::nn::Module& module, const StateDict& weights, const TransferOptions& options = {});

} // namespace lookaway
