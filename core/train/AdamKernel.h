// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace lookaway {

/// The numbers of one Adam or AdamW step; see Optimizer.h for the formulas.
struct AdamStep {
    float decay = 1; ///< AdamW: 1 - lr wd; Adam: 1
    float l2 = 0;    ///< Adam: wd; AdamW: 0
    float beta1 = 0.9F;
    float beta2 = 0.999F;
    float stepSize = 0;              ///< lr/(1 - b1^t)
    float inverseRootCorrection = 1; ///< 1/sqrt(1 - b2^t)
    float epsilon = 0;
};

/// Whether adamOnCpu() takes these tensors: dense float32 on the CPU.
bool fitsAdamOnCpu(const at::Tensor& parameter, const at::Tensor& gradient);

/// Updates a parameter and its two moments in one pass over memory, on LibTorch's intra-op threads.
void adamOnCpu(const AdamStep& step, const at::Tensor& parameter, const at::Tensor& gradient,
    const at::Tensor& firstMoment, const at::Tensor& secondMoment);

/// The same for lists of tensors on any device, operation by operation.
void adamForeach(const AdamStep& step, std::vector<at::Tensor>& parameters, std::vector<at::Tensor>& gradients,
    std::vector<at::Tensor>& firstMoments, std::vector<at::Tensor>& secondMoments);

} // namespace lookaway
