// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace lookaway {

/// Paints a recent run: thumbnail, name, what it is, result, date; missing ones greyed.
class RunCardDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum Role { FolderRole = Qt::UserRole, SummaryRole, ResultRole, DateRole, ThumbnailRole, MissingRole };

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace lookaway
