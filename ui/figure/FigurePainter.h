// SPDX-License-Identifier: MIT
#pragma once

#include "figure/FigureLayout.h"
#include "figure/FigureSheet.h"

#include <QImage>

class QPainter;

namespace lookaway {

/// Paints a figure on white paper, dark text, for any device. The painter's unit must be a millimetre. `vectorText`:
/// text stays text (PDF, SVG); otherwise it is filled as outlines, so that pixels do not depend on the screen's font
/// settings.
void paintFigure(QPainter& painter, const FigureSheet& sheet, const FigureLayout& layout, bool vectorText);

/// The figure as pixels, `dpi` dots an inch: what PNG and TIFF hold and what the composer shows. Null where these are
/// more than 400 million, or more than there is memory for.
QImage renderFigure(const FigureSheet& sheet, double dpi);

} // namespace lookaway
