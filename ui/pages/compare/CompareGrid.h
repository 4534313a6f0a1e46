// SPDX-License-Identifier: MIT
#pragma once

#include "pages/compare/CompareSight.h"

#include <QTableView>

#include <optional>

namespace lookaway {

class CompareDelegate;
class CompareHeader;
class CompareModel;

/// A comparison on the screen: pictures in rows, models in columns, their titles frozen. Ctrl and the wheel change the
/// size of the cells; with Shift, too, or with + and -, all pictures are zoomed into alike, and dragging in one moves
/// all. The place that the mouse points to is marked in the whole row, with the maps' values there. Arrow keys walk
/// from cell to cell, with Alt they move the row or column.
class CompareGrid : public QTableView {
    Q_OBJECT

public:
    explicit CompareGrid(CompareModel* model, QWidget* parent = nullptr);

    static constexpr int leastSide = 88; ///< px
    static constexpr int mostSide = 448;
    int side() const;
    void setSide(int side);
    /// As many steps larger, or smaller.
    void stepSide(int steps);
    const CompareSight& sight() const { return m_sight; }
    void zoomBy(double factor, QPointF around = { 0.5, 0.5 });
    void fit();
    /// Scrolls until this row is the first one that is seen, or the last row is seen.
    void showRow(int row);
    /// A cell as it is shown, in the network's resolution.
    QImage picture(int row, int column) const;
    /// Where the cell's picture lies in the viewport.
    QRect pictureRect(int row, int column) const;

Q_SIGNALS:
    void sideChanged(int side);
    void columnMoveWanted(int from, int to);
    void rowMoveWanted(int from, int to);
    void rowRemovalWanted(int row);
    void columnRemovalWanted(int column);
    /// Enter, or a double click.
    void inspectWanted(int row, int column);
    /// -1 = of the whole row or column.
    void menuWanted(int row, int column, QPoint globalPlace);

protected:
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    struct Place {
        int row = -1;
        int column = -1;
        QPointF share = {}; ///< of the picture, as it is shown
    };
    void makeHeaders();
    void fitSections();
    void keepCurrent();
    void tellVisible();
    std::optional<Place> placeAt(QPoint point) const;
    void hover(const std::optional<Place>& place);
    void updateRow(int row);
    bool moveCurrent(Qt::Key key);

    CompareModel* m_model;
    CompareSight m_sight;
    CompareDelegate* m_delegate;
    CompareHeader* m_columns;
    CompareHeader* m_rows;
    std::optional<QPoint> m_grip; ///< where the mouse was while it drags
    int m_currentRow = -1;
    int m_currentColumn = -1;
};

} // namespace lookaway
