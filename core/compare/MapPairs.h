// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"

namespace lookaway {

// Two maps of the same size, pixel by pixel. Only what is above 0 counts as heat.

/// What is below 0 or not finite becomes 0.
HeatMap positivePart(HeatMap map);
/// `map` minus `reference`, each on its own scale from 0 to 1 first: [-1, 1].
HeatMap differenceOf(const HeatMap& map, const HeatMap& reference);
/// 0 neither is hot (above `level` of its maximum), 1 the reference only, 2 the map only, 3 both.
HeatMap hotRegionsOf(const HeatMap& map, const HeatMap& reference, double level);

} // namespace lookaway
