// SPDX-License-Identifier: MIT
// PictureView: what is painted.
#include "widgets/pictures/PictureView.h"

#include "style/Theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {
constexpr double sharpFrom = 4;
constexpr double gridFrom = 10;
} // namespace

void PictureView::paintOver(QPainter&, const QRectF&) { }

void PictureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::AlternateBase));
    if (!m_picture.isNull()) {
        const QRectF target = pictureRect();
        painter.setRenderHint(QPainter::SmoothPixmapTransform, m_sight.scale < sharpFrom);
        painter.drawImage(target, m_picture);
        paintOver(painter, target);
        paintGrid(painter, target);
        paintPointer(painter, target);
    }
    paintTexts(painter);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(hasFocus() ? accentColor(palette()) : lineColor(palette()), hasFocus() ? 2 : 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void PictureView::paintGrid(QPainter& painter, const QRectF& target) const
{
    if (m_sight.scale < gridFrom)
        return;
    QColor line = palette().color(QPalette::Mid);
    line.setAlpha(110);
    painter.setPen(QPen(line, 0));
    const QRectF seen = target & QRectF(rect());
    const auto firstOf = [&](double from, double origin) { return std::ceil((from - origin) / m_sight.scale); };
    for (double i = firstOf(seen.left(), target.left()); target.left() + i * m_sight.scale <= seen.right(); ++i) {
        const double x = target.left() + i * m_sight.scale;
        painter.drawLine(QPointF(x, seen.top()), QPointF(x, seen.bottom()));
    }
    for (double i = firstOf(seen.top(), target.top()); target.top() + i * m_sight.scale <= seen.bottom(); ++i) {
        const double y = target.top() + i * m_sight.scale;
        painter.drawLine(QPointF(seen.left(), y), QPointF(seen.right(), y));
    }
}

/// A box around the pixel, dark in light, so that it can be seen on every colour.
void PictureView::paintPointer(QPainter& painter, const QRectF& target) const
{
    if (!m_pointer)
        return;
    const double side = std::max(m_sight.scale, 7.0);
    const QPointF middle = target.topLeft() + (QPointF(*m_pointer) + QPointF(0.5, 0.5)) * m_sight.scale;
    const QRectF box(middle - QPointF(side, side) / 2, QSizeF(side, side));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::white, 3));
    painter.drawRect(box);
    painter.setPen(QPen(Qt::black, 1));
    painter.drawRect(box);
}

void PictureView::paintTexts(QPainter& painter) const
{
    const auto tag = [&](const QString& text, Qt::Alignment corner) {
        if (text.isEmpty())
            return;
        const QFontMetrics metrics = painter.fontMetrics();
        const QString shown = metrics.elidedText(text, Qt::ElideRight, width() - 20);
        QRect box(0, 0, metrics.horizontalAdvance(shown) + 12, metrics.height() + 4);
        box.moveTopLeft({ 4, corner.testFlag(Qt::AlignBottom) ? height() - box.height() - 4 : 4 });
        QColor ground = palette().color(QPalette::Window);
        ground.setAlpha(225);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(box, Qt::AlignCenter, shown);
    };
    tag(m_caption, Qt::AlignTop);
    tag(readout(), Qt::AlignBottom);
}

} // namespace lookaway
