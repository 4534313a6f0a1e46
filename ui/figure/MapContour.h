// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"

#include <QPainterPath>

namespace lookaway {

/// The lines along which a map has a value: marching squares (Lorensen and Cline 1987, in the plane) between the
/// centres of its pixels, linear in between; a saddle is split by the mean of its corners. From the outermost centres
/// to the edges the map goes on as it is, so that lines reach the edges. In shares of the map's width and height.
/// Closed lines are closed subpaths. Values that are not finite count as lowest.
QPainterPath mapContour(const HeatMap& map, double level);

} // namespace lookaway
