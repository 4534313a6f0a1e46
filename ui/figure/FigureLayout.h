// SPDX-License-Identifier: MIT
#pragma once

#include "figure/FigureSheet.h"

#include <QRectF>
#include <QSizeF>

#include <vector>

namespace lookaway {

/// Where everything of a figure lies, mm from its top left corner.
struct FigureLayout {
    enum class Role { ColumnTitle, RowTitle, Picture, Notes, Letter, Scale };
    struct Item {
        Role role = Role::Picture;
        int row = -1;    ///< -1 where it has none
        int column = -1; ///< of Scale: its number
        QRectF box = {};
    };
    QSizeF size = {};
    std::vector<Item> items = {};

    /// The item at a point, mm; nullptr = none.
    const Item* at(const QPointF& point) const;
};

/// Fits pictures and texts into the style's width: equal cells, row labels as wide as their texts need but at most a
/// fifth, long texts are broken into lines. Needs a QGuiApplication (for fonts). Independent of screen and device.
FigureLayout layOut(const FigureSheet& sheet);

} // namespace lookaway
