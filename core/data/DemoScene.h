// SPDX-License-Identifier: MIT
#pragma once

#include "base/Random.h"
#include "data/DemoCanvas.h"

namespace lookaway::demo {

/// Sky with clouds: size x size, 8-bit RGB. Draws the same numbers whatever the size.
cv::Mat drawSky(Random& random, int size);

/// What stands and flies behind the aircraft and tells nothing about its type: hills, airfield, hangars, trees,
/// balloons, kites, birds.
void drawSurroundings(Canvas& canvas, Random& random);

} // namespace lookaway::demo
