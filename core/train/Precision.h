// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "train/TrainingSettings.h"

#include <c10/core/Device.h>
#include <c10/core/MemoryFormat.h>
#include <c10/core/ScalarType.h>

#include <string>

namespace torch::nn {
class Module;
}

namespace lookaway {

/// In what precision and memory layout a network is computed. Parameters, BatchNorm statistics, softmax, loss and
/// optimiser stay in fp32 in every case.
struct PrecisionPolicy {
    /// kFloat = no autocast; kBFloat16; kHalf.
    c10::ScalarType type = c10::kFloat;
    c10::MemoryFormat memoryFormat = c10::MemoryFormat::Contiguous;
    /// Why, for the log: a sentence.
    std::string reason = {};

    bool autocasts() const { return type != c10::kFloat; }
    /// fp16 gradients underflow without it.
    bool scalesLoss() const { return type == c10::kHalf; }
};

/// Resolves the automatic choices. Auto precision: bf16 on CPUs that multiply bf16 in hardware (AVX512-BF16, AMX),
/// except for networks with depthwise convolutions (MobileNet), which gain nothing there; fp32 everywhere else. Auto
/// memory format: channels last together with reduced precision, contiguous otherwise. fp16 is refused with a sentence
/// anywhere but on CUDA, where it needs the hardware's half precision; so is bf16 on MPS.
Result<PrecisionPolicy> choosePrecision(
    const TrainingSettings& settings, const c10::Device& device, const torch::nn::Module& model);

/// Whether this CPU has bf16 multiply-accumulate instructions.
bool cpuHasBf16();

/// Runs operators in the policy's precision while it lives, on the calling thread (nothing for fp32). Weights that
/// were cast are remembered until the outermost scope ends, so use separate scopes around a pass without gradients and
/// a pass with them: a weight remembered without a graph would get no gradient.
class AutocastScope {
public:
    AutocastScope(const PrecisionPolicy& policy, const c10::Device& device);
    ~AutocastScope();
    AutocastScope(const AutocastScope&) = delete;
    AutocastScope& operator=(const AutocastScope&) = delete;

private:
    bool m_active;
    c10::DeviceType m_device;
    bool m_enabledBefore = false;
    c10::ScalarType m_typeBefore = c10::kFloat;
};

} // namespace lookaway
