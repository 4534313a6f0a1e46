// SPDX-License-Identifier: MIT
#include "widgets/pictures/PictureCard.h"

#include "style/Icons.h"
#include "style/Theme.h"
#include "widgets/pictures/HeatMapImage.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace lookaway {

namespace {

constexpr int padding = 8;
constexpr int tileGap = 4;
constexpr int pinSide = 18;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(PictureCard)
};

QFont captionFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.85);
    return font;
}

QFont nameFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

struct Metrics {
    explicit Metrics(const CardStyle& style, const QFont& font)
        : caption(QFontMetrics(captionFont(font)).height() + 4)
        , line(QFontMetrics(font).height() + 2)
        , numbers(QFontMetrics(font).horizontalAdvance(QStringLiteral("loss 00.000 → 00.000 ▲")) + 6)
    {
        const int tiles = style.columns() * style.side + (style.columns() - 1) * tileGap;
        width = std::max(tiles, numbers);
        wide = width >= 2 * numbers;
        lines = wide ? 2 : 4;
    }
    int caption;
    int line;
    int numbers;
    int width = 0;
    /// Loss and probability fit beside each other.
    bool wide = false;
    int lines = 0;
};

/// The sign is coloured, the numbers are not: that a hidden picture is harder is what is wanted.
void paintChange(
    QPainter& painter, const QRect& line, const QString& text, double gain, bool right, const QPalette& palette)
{
    const QString sign = text.right(1);
    const QString numbers = text.chopped(1);
    const QFontMetrics metrics = painter.fontMetrics();
    const int numbersWidth = metrics.horizontalAdvance(numbers);
    const int x = right ? line.right() + 1 - numbersWidth - metrics.horizontalAdvance(sign) : line.x();
    painter.setPen(palette.color(QPalette::Text));
    painter.drawText(QRect(x, line.y(), line.width(), line.height()), Qt::AlignLeft | Qt::AlignVCenter, numbers);
    painter.setPen(gain > 0 ? successColor(palette) : gain < 0 ? warningColor(palette) : faintTextColor(palette));
    painter.drawText(
        QRect(x + numbersWidth, line.y(), line.width(), line.height()), Qt::AlignLeft | Qt::AlignVCenter, sign);
}

QString verdict(const PictureCard& card)
{
    return card.picture->predicted == card.picture->label
        ? QStringLiteral("✓ ") + Texts::tr("recognised")
        : QStringLiteral("✗ ") + Texts::tr("taken for %1").arg(card.predictedName);
}

QImage fitted(const QImage& image, int side)
{
    return image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

void paintFrame(QPainter& painter, const QRect& rect, const QPalette& palette, const CardState& state)
{
    const bool marked = state.selected || state.focused;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(marked ? accentColor(palette)
            : state.hovered    ? faintTextColor(palette)
                               : lineColor(palette),
        state.focused ? 2.5 : 1.0));
    painter.setBrush(cardColor(palette));
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 5, 5);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintPin(QPainter& painter, const QRect& rect, const QPalette& palette, bool pinned, bool hovered)
{
    if (!pinned && !hovered)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pinned ? accentColor(palette) : lineColor(palette));
    painter.setBrush(pinned ? accentColor(palette) : cardColor(palette));
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
    icon(QStringLiteral("pin"))
        .paint(&painter, rect.adjusted(2, 2, -2, -2), Qt::AlignCenter, pinned ? QIcon::Selected : QIcon::Normal);
}

void paintTiles(
    QPainter& painter, const QRect& rect, const CardStyle& style, const QPixmap& tiles, const QPalette& palette)
{
    struct Column {
        bool shown;
        QString caption;
    };
    const Column columns[] = { { style.original, Texts::tr("original") }, { style.overlay, Texts::tr("heat map") },
        { style.mask, Texts::tr("mask") }, { style.occluded, Texts::tr("occluded") } };
    const QFont font = painter.font();
    painter.setFont(captionFont(font));
    const QFontMetrics metrics(painter.font());
    int x = rect.x();
    for (const Column& column : columns) {
        if (!column.shown)
            continue;
        const QRect caption(x, rect.y(), style.side, metrics.height());
        painter.setPen(faintTextColor(palette));
        painter.drawText(
            caption, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(column.caption, Qt::ElideRight, style.side));
        if (tiles.isNull())
            painter.fillRect(
                x, rect.y() + metrics.height() + 4, style.side, style.side, palette.color(QPalette::AlternateBase));
        x += style.side + tileGap;
    }
    if (!tiles.isNull())
        painter.drawPixmap(rect.x(), rect.y() + metrics.height() + 4, tiles);
    painter.setFont(font);
}

void paintName(QPainter& painter, const QRect& line, const PictureCard& card, const QPalette& palette, bool withVerdict)
{
    const QFont font = painter.font();
    const QString share = shareText(card.picture->share);
    const int shareWidth = painter.fontMetrics().horizontalAdvance(share);
    painter.setPen(faintTextColor(palette));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, share);
    painter.setFont(nameFont(font));
    painter.setPen(palette.color(QPalette::Text));
    const QFontMetrics metrics(painter.font());
    const int room = line.width() - shareWidth - 10;
    const QString name =
        metrics.elidedText(card.className, Qt::ElideRight, withVerdict ? std::max(room / 2, 40) : room);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
    painter.setFont(font);
    if (!withVerdict)
        return;
    const int used = metrics.horizontalAdvance(name) + 10;
    painter.setPen(card.picture->predicted == card.picture->label ? faintTextColor(palette) : warningColor(palette));
    painter.drawText(line.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(verdict(card), Qt::ElideRight, room - used));
}

} // namespace

bool CardStyle::operator==(const CardStyle& o) const
{
    return original == o.original && overlay == o.overlay && mask == o.mask && occluded == o.occluded
        && opacity == o.opacity && colors == o.colors && side == o.side;
}

QSize cardSize(const CardStyle& style, const QFont& font)
{
    const Metrics metrics(style, font);
    return { metrics.width + 2 * padding,
        2 * padding + metrics.caption + style.side + 4 + metrics.lines * metrics.line };
}

CardStyle widened(const CardStyle& style, int cardWidth)
{
    const int columns = style.columns();
    CardStyle wide = style;
    wide.side =
        std::clamp((cardWidth - 2 * padding - (columns - 1) * tileGap) / columns, style.side, style.side * 5 / 4);
    return wide;
}

QRect pinRect(const QRect& card)
{
    return { card.right() - padding - pinSide + 3, card.top() + 5, pinSide, pinSide };
}

QImage composeCard(const OccludedPicture& picture, const CardStyle& style, double devicePixelRatio)
{
    const int side = qRound(style.side * devicePixelRatio);
    const int gap = qRound(tileGap * devicePixelRatio);
    QImage tiles(std::max(1, style.columns() * (side + gap) - gap), side, QImage::Format_ARGB32_Premultiplied);
    tiles.fill(Qt::transparent);
    QPainter painter(&tiles);
    int x = 0;
    const auto add = [&](bool shown, const QImage& image) {
        if (!shown)
            return;
        painter.drawImage(x + (side - image.width()) / 2, (side - image.height()) / 2, image);
        x += side + gap;
    };
    const QImage original = style.original || style.overlay ? fitted(toImage(picture.original), side) : QImage();
    add(style.original, original);
    if (style.overlay)
        add(true, heatOverlay(original, picture.heat, style.colors, style.opacity));
    if (style.mask)
        add(true, fitted(maskImage(picture.mask), side));
    if (style.occluded)
        add(true, fitted(toImage(picture.occluded), side));
    painter.end();
    tiles.setDevicePixelRatio(devicePixelRatio);
    return tiles;
}

void paintCard(QPainter& painter, const QRect& rect, const PictureCard& card, const CardStyle& style,
    const QPixmap& tiles, const QPalette& palette, const CardState& state)
{
    painter.save();
    const Metrics metrics(style, painter.font());
    paintFrame(painter, rect, palette, state);
    const QRect inner = rect.adjusted(padding, padding, -padding, -padding);
    paintTiles(painter, inner, style, tiles, palette);
    QRect line(inner.x(), inner.y() + metrics.caption + style.side + 4, inner.width(), metrics.line);
    const OccludedPicture& picture = *card.picture;
    paintName(painter, line, card, palette, metrics.wide);
    line.translate(0, metrics.line);
    if (!metrics.wide) {
        painter.setPen(picture.predicted == picture.label ? faintTextColor(palette) : warningColor(palette));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(verdict(card), Qt::ElideRight, line.width()));
        line.translate(0, metrics.line);
    }
    paintChange(painter, line, lossText(picture), picture.lossBefore - picture.lossAfter, false, palette);
    if (!metrics.wide)
        line.translate(0, metrics.line);
    paintChange(painter, line, probabilityText(picture), picture.probabilityAfter - picture.probabilityBefore,
        metrics.wide, palette);
    paintPin(painter, pinRect(rect), palette, card.pinned, state.hovered);
    painter.restore();
}

} // namespace lookaway
