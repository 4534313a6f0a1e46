// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"

#include <string>

namespace lookaway {

// From where heat is counted: spread, overlap, hot regions and contours all ask here. Any thread.

/// Whether 0 means nothing in the maps of a method. Not so for RISE: its values lie around the probability of pictures
/// of which half is hidden, wherever one looks.
bool mapsHaveZero(const std::string& method);
/// The raw value that is no heat: 0; in maps without a zero their minimum. 0 where no value is finite.
float noHeatOf(const HeatMap& raw, const std::string& method);
/// How far every value lies above `noHeat`; 0 for what is below it or not finite.
HeatMap heatAbove(HeatMap raw, float noHeat);

} // namespace lookaway
