// SPDX-License-Identifier: MIT
#pragma once

#include "distract/DistractionSettings.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lookaway {

/// Which pixels are hidden, N x H x W bool (true = hidden), given normalised heat maps N x H x W in [0, 1]:
///   Salient       w > threshold, strictly; a constant (all-zero) map hides nothing.
///   RandomPlace   the salient mask, shifted cyclically by an offset drawn uniformly per image: exactly as many pixels,
///                 in the same shape up to wrapping around the border.
///   LeastSalient  the pixels with the smallest w, exactly as many as are salient; equal w by row-major pixel index.
/// `seed` is that of the offsets (used by RandomPlace only). On the maps' device, without waiting for it.
at::Tensor occlusionMask(const at::Tensor& heat, Where where, double threshold, std::uint64_t seed);

} // namespace lookaway
