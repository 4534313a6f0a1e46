// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"

#include <optional>
#include <vector>

namespace lookaway {

/// The raw values that are shown as 0 and 1.
struct MapScale {
    float low = 0;
    float high = 1;

    /// Nothing to see: all values are the same, or none is finite.
    bool constant() const { return !(high > low); }
};

/// A map's own scale: its minimum and maximum; of a signed map, whose zero is to be the middle, minus and plus its
/// largest absolute value. Values that are not finite do not count.
MapScale scaleOf(const HeatMap& raw, bool isSigned);
/// The scale that several maps share, so that equal colours are equal values: from the least low to the largest high.
MapScale sharedScale(const std::vector<MapScale>& scales);

/// Heat for display: raw resized to width x height (bilinear, half-pixel centres), then (v - low)/(high - low) clamped
/// to [0, 1]. Without a scale: that of the resized map. A constant map gives zeros (signed: 0.5). Any thread.
HeatMap displayHeat(
    const HeatMap& raw, int width, int height, bool isSigned, const std::optional<MapScale>& scale = {});
/// Resized as displayHeat() does it, values unchanged.
HeatMap resizedMap(const HeatMap& raw, int width, int height);

} // namespace lookaway
