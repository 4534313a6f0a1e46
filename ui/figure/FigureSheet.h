// SPDX-License-Identifier: MIT
#pragma once

#include "compare/FigureSpec.h"

#include <QImage>
#include <QPainterPath>
#include <QString>
#include <QStringList>
#include <QVector>

#include <vector>

namespace lookaway {

/// A cell of a figure, ready to be painted.
struct SheetCell {
    QImage picture = {}; ///< with its map over it; null where there is none (yet)
    /// Lines around regions, in shares of the picture's width and height; drawn as a vector.
    QPainterPath contour = {};
    QStringList notes = {}; ///< lines below: scores, spread
    QString letter = {};    ///< "a"; empty = none
    QString error = {};     ///< instead of the picture
    bool framed = false;    ///< a hairline around it: pictures that may be white at their edges
};

/// A row's label, at its left.
struct SheetRow {
    QString title = {};
    QString subtitle = {}; ///< the class
};

/// What the colours mean.
struct SheetScale {
    bool shown = false;
    bool isSigned = false; ///< blue to red instead of the style's colours
    QString low = {};
    QString high = {};
    QString note = {}; ///< "each map on its own scale"
    /// Instead of a bar: patches with what they mean (regions).
    std::vector<std::pair<QColor, QString>> patches = {};
};

/// A grid of pictures with all that is written around it: what a figure's painter paints. Made of a comparison
/// (ComparisonSheet.h) or of an occluded mini-batch (BatchFigure.h). A value, shared by screen and files. Texts are
/// final.
struct FigureSheet {
    FigureStyle style = {};
    QStringList columnTitles = {};
    std::vector<SheetRow> rows = {};
    std::vector<std::vector<SheetCell>> cells = {}; ///< by row, then column
    double aspect = 1;                              ///< width/height of the cells
    std::vector<SheetScale> scales = {};
};

} // namespace lookaway
