// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"

namespace lookaway {

// The heat of two maps of the same size (session/inspect/MapHeat.h), pixel by pixel. What is below 0 or not finite is
// none.

/// `map` minus `reference`, each on its own scale from 0 to 1 first: [-1, 1].
HeatMap differenceOf(const HeatMap& map, const HeatMap& reference);
/// 0 neither is hot (above `level` of its maximum), 1 the reference only, 2 the map only, 3 both.
HeatMap hotRegionsOf(const HeatMap& map, const HeatMap& reference, double level);

} // namespace lookaway
