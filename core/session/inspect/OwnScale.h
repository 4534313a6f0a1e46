// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/MapScale.h"

namespace lookaway {

/// What of a map its own scale spans: everything, or all but the hottest and the coldest hundredth. Single pixels of
/// gradient maps are far hotter than all others, and leave nothing of these to be seen.
enum class OwnScale { Whole, WithoutOutliers };

/// "own", "own-no-outliers"
const char* nameOf(OwnScale kind);

/// A map's own scale. One that is 0 nearly everywhere keeps the whole scale: its few pixels are no outliers.
MapScale ownScale(const HeatMap& raw, bool isSigned, OwnScale kind);

} // namespace lookaway
