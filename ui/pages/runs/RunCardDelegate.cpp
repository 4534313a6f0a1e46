// SPDX-License-Identifier: MIT
#include "pages/runs/RunCardDelegate.h"

#include "style/Icons.h"
#include "style/Theme.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

namespace lookaway {

constexpr int kPadding = 10;
constexpr int kThumbnailWidth = 104;

static void paintThumbnail(QPainter* painter, const QRect& area, const QImage& image, const QPalette& palette)
{
    QPainterPath outline;
    outline.addRoundedRect(area, 4, 4);
    painter->save();
    painter->setClipPath(outline);
    painter->fillRect(area, palette.color(QPalette::AlternateBase));
    if (image.isNull()) {
        icon(QStringLiteral("train")).paint(painter, area.adjusted(30, 14, -30, -14));
    } else {
        const QSize size = image.size().scaled(area.size(), Qt::KeepAspectRatioByExpanding);
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->drawImage(QRect(area.topLeft(), size), image);
    }
    painter->restore();
    painter->setPen(lineColor(palette));
    painter->setBrush(Qt::NoBrush);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->drawPath(outline);
}

void RunCardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QPalette& palette = option.palette;
    const bool missing = index.data(MissingRole).toBool();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect card = option.rect.adjusted(1, 1, -1, -1);
    const bool current = option.state & (QStyle::State_HasFocus | QStyle::State_MouseOver);
    painter->setPen(QPen(current ? accentColor(palette) : lineColor(palette), current ? 2 : 1));
    painter->setBrush(cardColor(palette));
    painter->drawRoundedRect(card, 6, 6);

    const QRect inner = card.adjusted(kPadding, kPadding, -kPadding, -kPadding);
    const QRect thumbnail(inner.topLeft(), QSize(kThumbnailWidth, inner.height()));
    painter->setOpacity(missing ? 0.5 : 1.0);
    paintThumbnail(painter, thumbnail, index.data(ThumbnailRole).value<QImage>(), palette);
    painter->setOpacity(1);

    const int lineHeight = option.fontMetrics.height() + 3;
    QRect line(thumbnail.right() + 12, inner.top(), inner.right() - thumbnail.right() - 12, lineHeight);
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    const auto write = [&](const QString& text, const QColor& color, const QFont& font) {
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(
            line, Qt::AlignVCenter | Qt::AlignLeft, QFontMetrics(font).elidedText(text, Qt::ElideRight, line.width()));
        line.translate(0, lineHeight);
    };
    const QColor faint = faintTextColor(palette);
    const QColor text = missing ? faint : palette.color(QPalette::Text);
    write(index.data(Qt::DisplayRole).toString(), text, bold);
    write(index.data(SummaryRole).toString(), text, option.font);
    if (!missing) {
        write(index.data(ResultRole).toString(), text, option.font);
        write(index.data(DateRole).toString(), faint, option.font);
    }
    painter->restore();
}

QSize RunCardDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return { 260, 4 * (option.fontMetrics.height() + 3) + 2 * kPadding + 4 };
}

} // namespace lookaway
