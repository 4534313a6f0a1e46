// SPDX-License-Identifier: MIT
#pragma once

#include "figure/FigureSheet.h"
#include "session/runs/Event.h"

#include <string>
#include <vector>

namespace lookaway {

/// An occluded mini-batch as a figure: original, heat map over it, mask (white: hidden) and occluded picture in
/// columns, a row per picture, with loss and p(true class) before and after. Of the style, `scores` shows these numbers
/// and `scale` has no effect: every heat map reaches from 0 to 1. `classes` by index; numbers stand for missing names.
FigureSheet sheetOf(const BatchOccluded& batch, const std::vector<std::string>& classes, const FigureStyle& style);

} // namespace lookaway
