// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <cstdint>
#include <vector>

namespace lookaway {

/// Replaces the missing pixels of a picture (channels x height x width) so that each is the weighted mean of its
/// neighbours: 1/6 for the four beside it, 1/12 for the four diagonal ones, and at the border the weights of those
/// within the picture, scaled to the sum 1 (Rong et al. 2022). `missing`: one per pixel, not 0 = missing; at least one
/// pixel must be known. Solves one sparse linear system, in double. Any thread. Torch-free.
Result<void> imputeLinearly(
    float* picture, int channels, int height, int width, const std::vector<std::uint8_t>& missing);

} // namespace lookaway
