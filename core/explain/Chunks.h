// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lookaway {

/// How many pictures of the size of `images` (N x C x H x W) one pass takes: `wanted` (ExplainSettings::chunk), or,
/// where that is 0, a number after which passes get no faster but only larger. At least 1.
std::int64_t picturesPerPass(int wanted, const at::Tensor& images);

} // namespace lookaway
