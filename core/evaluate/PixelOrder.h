// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace lookaway {

// What of a heat map does not depend on its scale. Torch-free.

/// Place of every pixel when the hottest comes first (0 = hottest). Equal ones by their index, row by row; values that
/// are no numbers come last.
std::vector<std::int32_t> pixelRanks(const HeatMap& map);

/// Whether the map has no order worth the name: it is empty, has values that are not finite, or its range is at most
/// 1e-6 of its largest absolute value (the rounding of a constant).
bool isConstant(const HeatMap& map);

/// Spearman's rank correlation, equal values sharing the mean of their ranks; nullopt where one of the maps is constant
/// or they differ in size.
std::optional<double> rankCorrelation(const HeatMap& a, const HeatMap& b);

} // namespace lookaway
