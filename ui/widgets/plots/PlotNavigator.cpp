// SPDX-License-Identifier: MIT
#include "widgets/plots/PlotNavigator.h"

#include "widgets/plots/PlotCanvas.h"

#include <cmath>

namespace lookaway {

namespace {

constexpr int kSmallest = 6; ///< px that a rubber band must span
constexpr double kKeyZoom = 1.25;

/// The range is one that numbers can still tell apart, and not absurdly wide.
bool isSane(const ValueRange& range, bool logarithmic)
{
    if (!std::isfinite(range.low) || !std::isfinite(range.high) || range.high <= range.low)
        return false;
    if (logarithmic)
        return range.low > 1e-200 && range.high < 1e200 && range.high / range.low > 1 + 1e-9;
    return range.size() > 1e-9 * std::max({ std::abs(range.low), std::abs(range.high), 1e-6 }) && range.size() < 1e15;
}

void show(PlotCanvas& canvas, Qt::Orientation axis, ValueRange range)
{
    const bool vertical = axis == Qt::Vertical;
    if (!isSane(range, vertical && canvas.isLogarithmic()))
        return;
    if (vertical)
        canvas.setYRange(range);
    else
        canvas.setXRange(range);
}

/// The coordinates at two pixels of an axis, in rising order.
ValueRange between(const QCPAxis& axis, double first, double second)
{
    const double a = axis.pixelToCoord(first);
    const double b = axis.pixelToCoord(second);
    return { std::min(a, b), std::max(a, b) };
}

} // namespace

bool PlotNavigator::zoomTo(const QRect& rect)
{
    const QRect area = rect.intersected(m_canvas.plotArea());
    if (area.width() < kSmallest)
        return false;
    const ValueRange xs = between(*m_canvas.xAxis, area.left(), area.right() + 1);
    const ValueRange ys = between(*m_canvas.yAxis, area.top(), area.bottom() + 1);
    show(m_canvas, Qt::Horizontal, xs);
    if (area.height() >= kSmallest)
        show(m_canvas, Qt::Vertical, ys);
    return true;
}

void PlotNavigator::zoom(Qt::Orientation axis, double factor, QPointF position)
{
    const QRectF area = m_canvas.plotArea();
    const bool vertical = axis == Qt::Vertical;
    const double at = vertical ? position.y() : position.x();
    const double first = vertical ? area.top() : area.left();
    const double second = vertical ? area.bottom() : area.right();
    const QCPAxis& scale = vertical ? *m_canvas.yAxis : *m_canvas.xAxis;
    show(m_canvas, axis, between(scale, at + (first - at) * factor, at + (second - at) * factor));
}

void PlotNavigator::pan(QPointF pixels)
{
    const QRectF area = m_canvas.plotArea();
    // Both before either is changed.
    const ValueRange xs = between(*m_canvas.xAxis, area.left() - pixels.x(), area.left() + area.width() - pixels.x());
    const ValueRange ys = between(*m_canvas.yAxis, area.top() - pixels.y(), area.top() + area.height() - pixels.y());
    if (pixels.x() != 0)
        show(m_canvas, Qt::Horizontal, xs);
    if (pixels.y() != 0)
        show(m_canvas, Qt::Vertical, ys);
}

bool PlotNavigator::key(int key)
{
    const QRectF area = m_canvas.plotArea();
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(Qt::Horizontal, 1 / kKeyZoom, area.center());
        return true;
    case Qt::Key_Minus:
        zoom(Qt::Horizontal, kKeyZoom, area.center());
        return true;
    case Qt::Key_Left:
        pan({ area.width() / 10, 0 });
        return true;
    case Qt::Key_Right:
        pan({ -area.width() / 10, 0 });
        return true;
    case Qt::Key_Up:
        pan({ 0, area.height() / 10 });
        return true;
    case Qt::Key_Down:
        pan({ 0, -area.height() / 10 });
        return true;
    case Qt::Key_Home:
        m_canvas.followData();
        return true;
    default:
        return false;
    }
}

} // namespace lookaway
