// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractItemView>
#include <QString>

namespace lookaway {

/// Shows a list model as tiles of one size, line by line; tiles become up to a quarter wider to fill the line. Where a
/// tile lies is computed, nothing is kept or asked per item, so that a list of 100,000 opens, resizes and scrolls as
/// fast as one of ten. Arrow keys, Home, End and Page move the current item; Enter or a double click activates it. The
/// delegate paints the tiles.
class TileView : public QAbstractItemView {
    Q_OBJECT

public:
    explicit TileView(QWidget* parent = nullptr);

    void setTileSize(QSize size);
    QSize tileSize() const { return m_tile; }
    int columns() const { return columns(m_tile); }
    /// Rows of the model that are in view; count 0 = none.
    struct Rows {
        int first = 0;
        int count = 0;
    };
    /// `spare` more lines above and below are counted in.
    Rows rowsInView(int spare = 0) const { return rowsInView(m_tile, rowCount(), spare); }
    /// Those that would be in view if there were `count` tiles of another size.
    Rows rowsInView(QSize tile, int count, int spare = 0) const;
    /// What tiles of this size could have each if they filled the line.
    int widthFor(QSize tile) const;
    /// Shown in the middle while the model is empty.
    void setPlaceholder(const QString& text);

    void setModel(QAbstractItemModel* model) override;
    void reset() override;
    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex&) const override { return false; }
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;

private:
    int rowCount() const;
    int columns(QSize tile) const;
    int lineHeight() const;
    int tileWidth() const;
    int lineCount() const;
    QRect tileRect(int row) const;
    QModelIndex modelIndex(int row) const;

    QSize m_tile{ 120, 120 };
    QString m_placeholder;
};

} // namespace lookaway
