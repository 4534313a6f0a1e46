// SPDX-License-Identifier: MIT
#include "train/Precision.h"

#include <ATen/autocast_mode.h>
#include <torch/torch.h>
#include <torch/version.h>

namespace lookaway {

// LibTorch 2.4 gave autocast one interface for all devices; before, CPU and CUDA had functions of their own.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)

static bool autocastEnabled(c10::DeviceType device)
{
    return at::autocast::is_autocast_enabled(device);
}
static c10::ScalarType autocastType(c10::DeviceType device)
{
    return at::autocast::get_autocast_dtype(device);
}
static void setAutocast(c10::DeviceType device, bool enabled, c10::ScalarType type)
{
    at::autocast::set_autocast_enabled(device, enabled);
    at::autocast::set_autocast_dtype(device, type);
}

#else

static bool autocastEnabled(c10::DeviceType device)
{
    return device == c10::kCPU ? at::autocast::is_cpu_enabled() : at::autocast::is_enabled();
}
static c10::ScalarType autocastType(c10::DeviceType device)
{
    return device == c10::kCPU ? at::autocast::get_autocast_cpu_dtype() : at::autocast::get_autocast_gpu_dtype();
}
static void setAutocast(c10::DeviceType device, bool enabled, c10::ScalarType type)
{
    if (device == c10::kCPU) {
        at::autocast::set_cpu_enabled(enabled);
        at::autocast::set_autocast_cpu_dtype(type);
    } else {
        at::autocast::set_enabled(enabled);
        at::autocast::set_autocast_gpu_dtype(type);
    }
}

#endif

bool cpuHasBf16()
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16") != 0; // CPUs with AMX have it too
#else
    return false;
#endif
}

/// A convolution whose kernels look at one channel each has weights C x 1 x k x k (C > 1).
static bool hasDepthwiseConvolutions(const torch::nn::Module& model)
{
    for (const at::Tensor& parameter : model.parameters())
        if (parameter.dim() == 4 && parameter.size(1) == 1 && parameter.size(0) > 1)
            return true;
    return false;
}

static PrecisionPolicy automaticPrecision(const c10::Device& device, const torch::nn::Module& model)
{
    PrecisionPolicy policy;
    if (!device.is_cpu())
        policy.reason = "fp32: reduced precision is used on GPUs only when asked for.";
    else if (!cpuHasBf16())
        policy.reason = "fp32: this CPU has no bf16 instructions.";
    else if (hasDepthwiseConvolutions(model))
        policy.reason = "fp32: networks with depthwise convolutions gain nothing from bf16 on a CPU.";
    else {
        policy.type = c10::kBFloat16;
        policy.reason = "bf16: this CPU has instructions for it.";
    }
    return policy;
}

Result<PrecisionPolicy> choosePrecision(
    const TrainingSettings& settings, const c10::Device& device, const torch::nn::Module& model)
{
    PrecisionPolicy policy;
    switch (settings.precision) {
    case Precision::Auto:
        policy = automaticPrecision(device, model);
        break;
    case Precision::Fp32:
        policy.reason = "fp32, as asked for.";
        break;
    case Precision::Bf16:
        if (!device.is_cpu() && !device.is_cuda())
            return fail("The precision bf16 is not available on '" + device.str() + "'.", "Choose auto or fp32.");
        policy = { c10::kBFloat16, policy.memoryFormat, "bf16, as asked for." };
        break;
    case Precision::Fp16:
        if (!device.is_cuda())
            return fail("The precision fp16 works on CUDA devices only, not on '" + device.str() + "'.",
                "Choose auto, bf16 or fp32.");
        policy = { c10::kHalf, policy.memoryFormat, "fp16 with loss scaling, as asked for." };
        break;
    }
    const bool channelsLast = settings.memoryFormat == MemoryFormat::ChannelsLast
        || (settings.memoryFormat == MemoryFormat::Auto && policy.autocasts());
    policy.memoryFormat = channelsLast ? c10::MemoryFormat::ChannelsLast : c10::MemoryFormat::Contiguous;
    return policy;
}

AutocastScope::AutocastScope(const PrecisionPolicy& policy, const c10::Device& device)
    : m_active(policy.autocasts())
    , m_device(device.type())
{
    if (!m_active)
        return;
    m_enabledBefore = autocastEnabled(m_device);
    m_typeBefore = autocastType(m_device);
    setAutocast(m_device, true, policy.type);
    at::autocast::increment_nesting();
}

AutocastScope::~AutocastScope()
{
    if (!m_active)
        return;
    if (at::autocast::decrement_nesting() == 0)
        at::autocast::clear_cache();
    setAutocast(m_device, m_enabledBefore, m_typeBefore);
}

} // namespace lookaway
