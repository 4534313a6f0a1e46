// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lookaway {

/// How many pictures of the size of `images` (N x C x H x W) one pass takes: `wanted` (ExplainSettings::chunk), or,
/// where that is 0, a number after which passes get no faster but only larger. At least 1.
std::int64_t picturesPerPass(int wanted, const at::Tensor& images);

/// The layout of the input with which passes without a graph are fastest on the images' device. On the CPU channels
/// last: the convolutions of MobileNetV2 take two thirds of the time then, those of ResNet-18 four fifths.
at::MemoryFormat fastestLayout(const at::Tensor& images);

} // namespace lookaway
