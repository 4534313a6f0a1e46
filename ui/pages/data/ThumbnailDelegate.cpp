// SPDX-License-Identifier: MIT
#include "pages/data/ThumbnailDelegate.h"

#include "bridge/PictureListModel.h"
#include "style/Icons.h"
#include "style/Theme.h"

#include <QPainter>
#include <QPixmap>

namespace lookaway {

namespace {

constexpr int padding = 6;

void paintPicture(QPainter& painter, const QRect& square, const QModelIndex& index, const QPalette& palette)
{
    const QPixmap picture = index.data(Qt::DecorationRole).value<QPixmap>();
    if (!picture.isNull()) {
        QSize size = picture.size();
        size.scale(square.size(), Qt::KeepAspectRatio);
        QRect target(QPoint(), size);
        target.moveCenter(square.center());
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawPixmap(target, picture);
        return;
    }
    painter.fillRect(square, palette.color(QPalette::AlternateBase));
    if (index.data(PictureListModel::ProblemRole).toString().isEmpty())
        return;
    const QRect sign(square.center() - QPoint(12, 20), QSize(24, 24));
    icon(QStringLiteral("warning")).paint(&painter, sign);
    painter.setPen(dangerColor(palette));
    painter.drawText(square.adjusted(2, square.height() / 2 + 6, -2, 0), Qt::AlignHCenter | Qt::AlignTop,
        PictureListModel::tr("cannot be read"));
}

} // namespace

QSize ThumbnailDelegate::tileSize(const QFont& font)
{
    return { side + 2 * padding, side + 2 * QFontMetrics(font).height() + 2 * padding + 4 };
}

void ThumbnailDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setFont(option.font);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    if (selected || hovered) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(selected ? accentColor(option.palette) : lineColor(option.palette), selected ? 2 : 1));
        painter->setBrush(cardColor(option.palette));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4);
        painter->setRenderHint(QPainter::Antialiasing, false);
    }
    const QRect inner = option.rect.adjusted(padding, padding, -padding, -padding);
    paintPicture(*painter, QRect(inner.x() + (inner.width() - side) / 2, inner.y(), side, side), index, option.palette);
    const QFontMetrics metrics(option.font);
    QRect line(inner.x(), inner.y() + side + 3, inner.width(), metrics.height());
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(
        line, Qt::AlignCenter, metrics.elidedText(index.data().toString(), Qt::ElideMiddle, line.width()));
    line.translate(0, metrics.height());
    painter->setPen(faintTextColor(option.palette));
    painter->drawText(line, Qt::AlignCenter,
        metrics.elidedText(index.data(PictureListModel::ClassRole).toString(), Qt::ElideRight, line.width()));
    painter->restore();
}

QSize ThumbnailDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return tileSize(option.font);
}

} // namespace lookaway
