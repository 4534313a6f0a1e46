// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"

#include <array>

namespace lookaway {

/// Hot regions by their number less one: the reference's only, the model's only, both. Of the palette of Okabe and Ito
/// (2008), which the colour-blind can tell apart; of different lightness, too.
inline constexpr std::array<Rgb, 3> regionColors{ Rgb{ 0, 114, 178 }, Rgb{ 230, 159, 0 }, Rgb{ 0, 158, 115 } };

} // namespace lookaway
