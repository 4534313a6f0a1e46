// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <Qt>

namespace lookaway {

enum class PlotSymbol { None, Circle, Square, Triangle, Diamond };

/// How a line looks. Lines of one chart differ in dash or symbol too, so that colour is not the only cue.
struct PlotStyle {
    /// Index of seriesColor().
    int color = 0;
    Qt::PenStyle dash = Qt::SolidLine;
    PlotSymbol symbol = PlotSymbol::None;
    /// Takes part in smoothing: then the raw values are drawn faintly behind. Off for lines with a point per epoch.
    bool smoothed = true;
    /// -1 = the run itself; n = the n-th run laid over it: the same colour, paler, with a dash pattern of its own.
    int overlay = -1;
};

/// Something that happened at x: a vertical dashed line with a flag; the text is its tool tip.
struct PlotMarker {
    double x = 0;
    QString text = {};
};

} // namespace lookaway
