// SPDX-License-Identifier: MIT
#pragma once

#include "models/ModelInfo.h"

#include <ATen/core/Tensor.h>

#include <array>

namespace lookaway {

/// Mean and standard deviation per channel that turn images in [0, 1] into what a network expects.
class Normalization {
public:
    Normalization(const std::array<float, 3>& mean, const std::array<float, 3>& std, int channels = 3);
    explicit Normalization(const ModelInfo& info)
        : Normalization(info.mean, info.std, info.channels)
    {
    }

    /// (images - mean)/std, N x C x H x W, float32; keeps the memory format.
    at::Tensor apply(const at::Tensor& images) const;
    /// Back to [0, 1] (not clamped: random values written after the normalisation lie outside).
    at::Tensor undo(const at::Tensor& input) const;
    /// 1 x C x 1 x 1 on the given device.
    at::Tensor mean(const at::Device& device) const { return m_mean.to(device); }

private:
    at::Tensor m_mean;
    at::Tensor m_std;
};

} // namespace lookaway
