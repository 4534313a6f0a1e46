// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace lookaway {

/// Left upper corner of a window, px.
struct Corner {
    std::int64_t y, x;
};

/// What a window of a picture might hold, given the patch around it: the conditional Gaussian of Zintgraf et al. 2017.
///
/// The paper takes mean and covariance from a data set; here is one picture, so they are the picture's own (ours): the
/// mean of every channel, and between two pixels the covariance of all pairs of pixels that lie as far apart in the
/// same direction (the biased estimate, a positive semi-definite one), plus the variance of rounding to 8 bits. That is
/// few numbers for many pixels, so that a window is not predicted from itself. Channels are modelled together.
///
/// The patch is centred on the window, and shifted inwards at the picture's border. Not thread-safe.
class PatchGaussian {
public:
    /// pixels: C x H x W, values in [0, 1]; window <= patch <= H, W.
    PatchGaussian(const at::Tensor& pixels, std::int64_t window, std::int64_t patch);

    /// noise: n x S x (C window^2), standard normal -> n x S x C x window x window, clipped to [0, 1]; one window per
    /// corner, each inside the picture. float32, on the pixels' device.
    at::Tensor draw(const std::vector<Corner>& corners, const at::Tensor& noise);

private:
    /// For a place of the window within the patch: content = mean + (around - mean) regression + noise factor.
    struct Conditional {
        at::Tensor inside, around;     ///< indices of the patch's values
        at::Tensor regression, factor; ///< transposed: around x inside, inside x inside
    };
    using Place = std::pair<std::int64_t, std::int64_t>; ///< of the window within the patch: y, x

    const Conditional& conditional(const Place& place);
    at::Tensor drawAt(const Place& place, const std::vector<Corner>& patches, const at::Tensor& noise);

    at::Tensor m_pixels; ///< float32
    std::int64_t m_window, m_patch;
    at::Tensor m_mean;       ///< of the patch's values, C patch^2
    at::Tensor m_covariance; ///< float64, on the CPU
    std::map<Place, Conditional> m_conditionals;
};

} // namespace lookaway
