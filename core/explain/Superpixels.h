// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

namespace lookaway {

/// Cuts a picture into regions: C x H x W on the CPU, float32 in [0, 1] -> H x W, int64, every label of 0, 1, ...
/// count - 1 at least once.
using Segmentation = std::function<at::Tensor(const at::Tensor& pixels)>;

/// About `wanted` superpixels that keep to the picture's edges: SLIC (Achanta et al. 2012, the version that adapts its
/// compactness) in Lab colours, parts that hang loose joined to their neighbours. A picture whose regions would be
/// narrower than four pixels is cut into squares instead, for there is nothing to follow.
Segmentation slicSuperpixels(int wanted);

/// About `wanted` rectangles of nearly equal size, at most one per pixel.
Segmentation gridSuperpixels(int wanted);

} // namespace lookaway
