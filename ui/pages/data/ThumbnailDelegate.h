// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace lookaway {

/// Draws a picture of a PictureListModel: its thumbnail (a frame while it is being read, a sign and a word when it
/// cannot be), its file's name and its class.
class ThumbnailDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Longer side of a thumbnail, device-independent pixels.
    static constexpr int side = 116;
    static QSize tileSize(const QFont& font);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace lookaway
