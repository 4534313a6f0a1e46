// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"

#include <QImage>

#include <vector>

namespace lookaway {

// An attribution, one signed value per channel of every pixel, as a colour picture, as papers print guided
// backpropagation. Any thread.

/// Whether these are the red, green and blue of one picture.
bool isColourAttribution(const std::vector<HeatMap>& channels);

/// The largest magnitude in all channels; `robust`: without the hundredth of the values that are larger still, as
/// single pixels of gradients are. Values that are not finite do not count.
float attributionReach(const std::vector<HeatMap>& channels, bool robust);

/// Zero is middle grey, +reach is full and -reach no red, green or blue, what is beyond is cut off. RGB32; null where
/// the channels are no colours.
QImage attributionImage(const std::vector<HeatMap>& channels, float reach);

} // namespace lookaway
