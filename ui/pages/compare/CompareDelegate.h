// SPDX-License-Identifier: MIT
#pragma once

#include "pages/compare/CellPictures.h"
#include "pages/compare/CompareModel.h"
#include "pages/compare/CompareSight.h"

#include <QStyledItemDelegate>

namespace lookaway {

/// Paints a cell of a comparison: its picture, what is said below it, the cross at the place that the mouse points to
/// in its row.
class CompareDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// Both outlive it.
    CompareDelegate(CompareModel* model, const CompareSight* sight, QObject* parent = nullptr);

    /// Of the pictures, px.
    void setSide(int side) { m_side = side; }
    int side() const { return m_side; }
    QSize cellSize(const QFontMetrics& metrics) const;
    /// The square for the picture in a cell.
    QRect pictureBox(const QRect& cell) const;
    CellPictures::Order order(int row, int column, double pixelRatio) const;
    /// A cell's picture with its contour, in the network's resolution; null = there is none.
    QImage picture(int row, int column) const;
    CellPictures* pictures() const { return m_pictures; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintPicture(QPainter& painter, const QRect& box, const QModelIndex& index, const QPalette& palette) const;
    void paintCross(QPainter& painter, const QRectF& shown, const QModelIndex& index, const QPalette& palette) const;
    void paintWaiting(QPainter& painter, const QRect& box, const QModelIndex& index, const QPalette& palette) const;
    void paintProblem(QPainter& painter, const QRect& box, const QModelIndex& index, const QPalette& palette) const;
    void paintNotes(QPainter& painter, QRect place, const QModelIndex& index, const QPalette& palette) const;

    CompareModel* m_model;
    const CompareSight* m_sight;
    CellPictures* m_pictures;
    int m_side = 176;
};

} // namespace lookaway
