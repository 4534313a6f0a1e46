// SPDX-License-Identifier: MIT
#pragma once

#include "figure/FigureSheet.h"
#include "figure/ScaleLayout.h"

#include <QRectF>
#include <QSizeF>
#include <QStringList>

#include <vector>

namespace lookaway {

/// Where everything of a figure lies, mm from its top left corner.
struct FigureLayout {
    enum class Role { ColumnTitle, RowTitle, RowClass, Picture, Notes, Letter, Scale };
    struct Item {
        Role role = Role::Picture;
        int row = -1;    ///< -1 where it has none
        int column = -1; ///< of Scale: its number in `scales`
        QRectF box = {};
        QRectF textBox = {}; ///< where its lines stand: the box, but for errors beside a letter
        /// The text as it is broken into lines; of a Picture its error.
        QStringList lines = {};
    };
    QSizeF size = {};
    std::vector<Item> items = {};
    /// Of column titles: smaller than the style's where that spares titles from having broken words, at least 7.
    double titlePt = 0;
    bool titlesTurned = false; ///< column titles are read from bottom to top; lines follow each other to the right
    bool notesTurned = false;  ///< so are notes; their ends are at their pictures
    double letterPt = 0;       ///< smaller where letters are wider than pictures, at least 7
    /// By SheetScale; empty parts where it is not shown.
    std::vector<ScaleParts> scales = {};

    /// The item at a point, mm; nullptr = none.
    const Item* at(const QPointF& point) const;
};

/// Fits pictures and texts into the style's width: equal cells, row labels as narrow as their rows' height allows
/// and at most a fifth, long texts are broken into lines, titles above and notes below narrow pictures turned. Only
/// where cells would be narrower than 3 mm the figure is wider than its style says. Every cell of rows x columns has a
/// Picture, in the same order; other items exist where there is something to show. Needs a QGuiApplication (for fonts).
/// Independent of screen and device.
FigureLayout layOut(const FigureSheet& sheet);

} // namespace lookaway
