// SPDX-License-Identifier: MIT
#pragma once

#include "distract/DistractionSettings.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lookaway {

/// What hidden pixels become.
struct Fill {
    FillKind kind = FillKind::Zero;
    /// Random: one value per image instead of one per pixel and channel.
    bool randomPerImage = false;
    /// Mean: what is written, 1 x 3 x 1 x 1 in the space of the images.
    at::Tensor mean = {};
};

/// The images (N x 3 x H x W, any space) with the pixels under `mask` (N x H x W bool) replaced in all channels:
///   Zero, One  that number
///   Random     U[0, 1), independent per pixel and channel or one per image, from a generator of its own seeded by
///   `seed` Blur       gaussianBlur(images) Mean       fill.mean
/// None returns the images. LibTorch's default generators are not touched. Same device, dtype and memory format.
at::Tensor fillMasked(const at::Tensor& images, const at::Tensor& mask, const Fill& fill, std::uint64_t seed);

/// Gaussian with sigma = (longer side)/16 (14 pixels at 224: cues of that size disappear, colours stay), over the whole
/// image without truncation; at the border the kernel's weights inside the image are scaled up to sum to one.
at::Tensor gaussianBlur(const at::Tensor& images);

} // namespace lookaway
