// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"
#include "session/inspect/PictureFiles.h"

namespace lookaway {

/// The colour of a signed value as overlaySigned() lays it over white: 0 is blue, 0.5 white, 1 red.
inline Rgb signedColor(float value)
{
    Image white(1, 1);
    white.pixels.assign(3, 255);
    HeatMap heat(1, 1);
    heat.values[0] = value;
    const Image shown = overlaySigned(white, heat, 0.5);
    return { shown.pixels[0], shown.pixels[1], shown.pixels[2] };
}

} // namespace lookaway
