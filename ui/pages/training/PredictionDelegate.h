// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace lookaway {

class ThumbnailSource;

/// A row of HardestModel as a tile: the picture, below it the true class and what it was taken for, and the figures.
class PredictionDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kPictureSide = 116; ///< px, of the square that the picture is fitted into

    /// `thumbnails` outlives the delegate.
    explicit PredictionDelegate(ThumbnailSource& thumbnails, QObject* parent = nullptr);

    QSize tileSize(const QFontMetrics& metrics) const;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintPicture(QPainter& painter, const QRect& box, const QModelIndex& index, const QPalette& palette) const;

    ThumbnailSource& m_thumbnails;
};

} // namespace lookaway
