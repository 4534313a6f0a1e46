// SPDX-License-Identifier: MIT
#pragma once

#include "pages/composer/FigureCanvas.h"

#include <QTest>

namespace lookaway::test {

/// A mouse on a figure's canvas.
class CanvasHands {
public:
    virtual ~CanvasHands() = default;

protected:
    virtual FigureCanvas& canvas() const = 0;

    QWidget* paper() const { return canvas().viewport(); }
    /// Of a title, picture, ... on the canvas; (-1, -1) where there is none.
    QPoint middle(FigureLayout::Role role, int row, int column) const
    {
        for (const auto& item : canvas().figure()->layout.items)
            if (item.role == role && item.row == row && item.column == column)
                return canvas().onScreen(item.box).center().toPoint();
        return { -1, -1 };
    }
    QPoint title(int column) const { return middle(FigureLayout::Role::ColumnTitle, -1, column); }
    QPoint rowTitle(int row) const { return middle(FigureLayout::Role::RowTitle, row, -1); }
    QPoint picture(int row, int column) const { return middle(FigureLayout::Role::Picture, row, column); }
    void click(const QPoint& place) const { QTest::mouseClick(paper(), Qt::LeftButton, {}, place); }
    void drag(const QPoint& from, const QPoint& to) const
    {
        QTest::mousePress(paper(), Qt::LeftButton, {}, from);
        QTest::mouseMove(paper(), (from + to) / 2);
        QTest::mouseMove(paper(), to);
        QTest::mouseRelease(paper(), Qt::LeftButton, {}, to);
    }
};

} // namespace lookaway::test
