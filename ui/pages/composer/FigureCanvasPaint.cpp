// SPDX-License-Identifier: MIT
// What the canvas draws: the paper, and over it what is selected, dragged and cropped.
#include "pages/composer/FigureCanvas.h"

#include "style/Theme.h"

#include <QPaintEvent>
#include <QPainter>

namespace lookaway {

namespace {
constexpr double kMark = 2; ///< px, width of lines around what is meant
constexpr int kShade = 110; ///< of 255, over what a crop cuts off
constexpr int kVeil = 150;  ///< of 255, over what is on its way

/// The accent where it can be seen on white paper, whatever the theme.
QColor markColor(const QPalette& palette)
{
    return isDark(palette) ? accentColor(palette).darker(170) : accentColor(palette);
}
} // namespace

void FigureCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Window));
    if (!m_figure)
        return;
    paintPaper(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_drag && m_drag->moving)
        paintDrag(painter);
    else
        paintSelection(painter);
    if (m_box)
        paintBox(painter);
}

void FigureCanvas::paintPaper(QPainter& painter)
{
    const QRectF sheet = paper();
    painter.setPen(QPen(lineColor(palette()), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(sheet.adjusted(-1, -1, 0.5, 0.5));
    // Dot for dot where the resolution is that of the screen; stretched for a moment after zooming.
    const QSizeF size = QSizeF(m_figure->image.size()) / devicePixelRatioF();
    const bool sharp = qAbs(size.width() - sheet.width()) < 1.5 && qAbs(size.height() - sheet.height()) < 1.5;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !sharp);
    painter.drawImage(QRectF(sheet.topLeft(), sharp ? size : sheet.size()), m_figure->image);
}

void FigureCanvas::paintSelection(QPainter& painter)
{
    const QColor color = markColor(palette());
    const auto frame = [&](const QRectF& mm, double width) {
        if (mm.isEmpty())
            return;
        painter.setPen(QPen(color, width));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(onScreen(mm).adjusted(-kMark, -kMark, kMark, kMark), 3, 3);
    };
    if (m_selection.isCell()) {
        for (const FigureLayout::Item& item : m_figure->layout.items)
            if (item.role == FigureLayout::Role::Picture && item.row == m_selection.row
                && item.column == m_selection.column)
                frame(item.box, kMark);
        return;
    }
    const auto axis = m_selection.isRow() ? FigureAxis::Row : FigureAxis::Column;
    const QRectF box = boxOf(axis, m_selection.isRow() ? m_selection.row : m_selection.column);
    if (box.isEmpty())
        return;
    frame(box, kMark);
}

QRectF FigureCanvas::dropLine() const
{
    const bool columns = m_drag->axis == FigureAxis::Column;
    const int last = count(m_drag->axis) - 1;
    const QRectF before = boxOf(m_drag->axis, m_drag->target - 1);
    const QRectF after = boxOf(m_drag->axis, m_drag->target);
    const auto edge = [&](double end, double start) {
        if (m_drag->target <= 0)
            return start;
        return m_drag->target > last ? end : (end + start) / 2;
    };
    const QRectF all(QPointF(), m_figure->layout.size);
    const QPointF corner =
        columns ? QPointF(edge(before.right(), after.left()), 0) : QPointF(0, edge(before.bottom(), after.top()));
    return { corner, columns ? QSizeF(0, all.height()) : QSizeF(all.width(), 0) };
}

void FigureCanvas::paintDrag(QPainter& painter)
{
    const QRectF box = boxOf(m_drag->axis, m_drag->index);
    const QPointF by = m_drag->now - m_drag->from;
    const QPointF along = m_drag->axis == FigureAxis::Column ? QPointF(by.x(), 0) : QPointF(0, by.y());
    const double dots = m_figure->dpi / 25.4;
    const QRectF source(box.topLeft() * dots, box.size() * dots);
    const QRectF place = onScreen(box).translated(along);
    QColor veil(Qt::white); // paper's
    veil.setAlpha(kVeil);
    painter.fillRect(onScreen(box), veil);
    painter.setOpacity(0.95);
    painter.drawImage(place, m_figure->image, source);
    painter.setOpacity(1);
    painter.setPen(QPen(markColor(palette()), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(place);
    const QRectF line = onScreen(dropLine());
    painter.setPen(QPen(markColor(palette()), 2 * kMark, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(line.topLeft(), line.bottomRight());
}

void FigureCanvas::paintBox(QPainter& painter)
{
    const QRectF picture = onScreen(m_box->picture);
    const QRectF inside = onScreen(QRectF(m_box->from, m_box->to).normalized());
    QPainterPath cut;
    cut.addRect(picture);
    QPainterPath kept;
    kept.addRect(inside);
    QColor shade(Qt::black);
    shade.setAlpha(kShade);
    painter.fillPath(cut - kept, shade);
    painter.setPen(QPen(markColor(palette()), kMark));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(inside);
}

} // namespace lookaway
