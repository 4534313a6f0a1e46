// SPDX-License-Identifier: MIT
#pragma once

#include "compare/FigureRecord.h"
#include "figure/FigureSheet.h"

namespace lookaway {

/// The sheet of a figure with what has been computed so far: rows and cells that are missing in `content` stay empty.
FigureSheet sheetOf(const FigureSpec& spec, const FigureContent& content);

/// One cell as it is painted: picture with map over it, cropped. `scale` is the one that its style asks for.
QImage cellPicture(const ComparedCell& cell, const ComparedColumn& column, const FigureStyle& style,
    const std::optional<MapScale>& scale, const CropBox& crop);

} // namespace lookaway
