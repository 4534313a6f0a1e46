// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lookaway {

/// Heat maps at the size of the images, each normalised by itself.
struct NormalisedMaps {
    /// N x H x W, float32 in [0, 1]; every map that is not constant reaches both 0 and 1.
    at::Tensor heat;
    /// N, bool: the map has no maximum to find (constant up to fp32 rounding, or not finite) and is all zeros in
    /// `heat`.
    at::Tensor constant;
};

/// N x h x w -> N x H x W, bilinear, align_corners = false, in fp32.
at::Tensor resizeMaps(const at::Tensor& maps, std::int64_t height, std::int64_t width);

/// (w - min)/(max - min) per map. A map whose range is at most 1e-6 of its largest absolute value is constant: what is
/// left then is rounding (bilinear weights alone move a constant by an ulp), not a place. Never divides by zero.
NormalisedMaps normaliseMaps(const at::Tensor& maps);

/// Resize, then normalise (the order of the scheme; the other order gives different maps). On the maps' device, without
/// waiting for it; unaffected by the caller's autocast.
NormalisedMaps heatMaps(const at::Tensor& maps, std::int64_t height, std::int64_t width);

} // namespace lookaway
