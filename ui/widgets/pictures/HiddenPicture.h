// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "session/settings/Config.h"

#include <array>
#include <cstdint>

namespace lookaway {

/// With what hidden pixels are replaced in an 8-bit picture: as the scheme does (FillKind).
struct HidingFill {
    FillKind kind = FillKind::Zero;
    /// Mean: the mean colour, in [0, 1].
    std::array<float, 3> mean = {};
    std::uint64_t seed = 1; ///< Random
};

/// What every pixel of the picture would be if it were hidden. Any thread, as the rest.
Image replacement(const Image& picture, const HidingFill& fill);
/// The picture, replaced where the mask is above 0.5; all three of one size.
Image hidden(const Image& picture, const Image& replacement, const HeatMap& mask);
/// Gaussian, sigma a sixteenth of the longer side, as the scheme blurs; the border weighs only what is there.
Image blurred(const Image& picture);
/// Share of the values above 0.5.
double hiddenShare(const HeatMap& mask);

} // namespace lookaway
