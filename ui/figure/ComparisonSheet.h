// SPDX-License-Identifier: MIT
#pragma once

#include "compare/FigureRecord.h"
#include "figure/FigureSheet.h"

namespace lookaway {

// What is written in a figure is English whatever the program's language is: it belongs to the paper, and the command
// line and the window have to give the same pixels.

/// The sheet of a figure with what has been computed so far: rows and cells that are missing in `content` stay empty.
FigureSheet sheetOf(const FigureSpec& spec, const FigureContent& content);

/// One cell as it is painted: picture with map over it, cropped. `scale` is the one that its style asks for; without
/// one the map has its own. Null where the cell has no picture. Any thread.
QImage cellPicture(const ComparedCell& cell, const ComparedColumn& column, const FigureStyle& style,
    const std::optional<MapScale>& scale, const CropBox& crop);
/// The line that the style asks for, in shares of cellPicture(); empty where it asks for none, and but for maps. Any
/// thread.
QPainterPath cellContour(
    const ComparedCell& cell, const ComparedColumn& column, const FigureStyle& style, const CropBox& crop);

} // namespace lookaway
