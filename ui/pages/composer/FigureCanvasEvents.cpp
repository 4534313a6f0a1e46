// SPDX-License-Identifier: MIT
// What mouse and fingers do on the canvas. See FigureCanvasKeys.cpp for keys.
#include "pages/composer/FigureCanvas.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QMouseEvent>
#include <QPinchGesture>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {

constexpr double kWheelStep = 1.15;
constexpr int kEdge = 24; ///< px at the viewport's edge where a drag scrolls

double along(const QPointF& point, FigureAxis axis)
{
    return axis == FigureAxis::Column ? point.x() : point.y();
}

} // namespace

FigureSelection FigureCanvas::hit(const QPointF& place) const
{
    const QPointF mm = onPaper(place);
    const auto* item = m_figure ? m_figure->layout.at(mm) : nullptr;
    if (item)
        return item->role == FigureLayout::Role::Scale ? FigureSelection() : FigureSelection{ item->row, item->column };
    // Beside a row's pictures and above a column's ones: where its label is, or would be.
    for (int row = 0; row < count(FigureAxis::Row); ++row)
        if (const QRectF box = boxOf(FigureAxis::Row, row);
            mm.x() >= 0 && mm.x() < box.right() && mm.y() >= box.top() && mm.y() < box.bottom())
            return { row, -1 };
    for (int column = 0; column < count(FigureAxis::Column); ++column)
        if (const QRectF box = boxOf(FigureAxis::Column, column);
            mm.y() >= 0 && mm.y() < box.bottom() && mm.x() >= box.left() && mm.x() < box.right())
            return { -1, column };
    return {};
}

const FigureLayout::Item* FigureCanvas::pictureAt(const QPointF& mm) const
{
    if (m_figure)
        for (const FigureLayout::Item& item : m_figure->layout.items)
            if (item.role == FigureLayout::Role::Picture && shownIn(item).contains(mm))
                return &item;
    return nullptr;
}

QRectF FigureCanvas::shownIn(const FigureLayout::Item& item) const
{
    const SheetCell& cell = m_figure->sheet.cells[std::size_t(item.row)][std::size_t(item.column)];
    if (cell.picture.isNull())
        return item.box;
    QRectF shown(QPointF(), QSizeF(cell.picture.size()).scaled(item.box.size(), Qt::KeepAspectRatio));
    shown.moveCenter(item.box.center());
    return shown;
}

void FigureCanvas::mousePressEvent(QMouseEvent* event)
{
    closeTitle(true);
    if (event->button() != Qt::LeftButton)
        return;
    const QPointF place = event->position();
    if (m_cropping) {
        const QPointF mm = onPaper(place);
        if (const auto* item = pictureAt(mm)) {
            m_box = Box{ mm, mm, shownIn(*item), item->row };
            select({ item->row, -1 });
        }
        return;
    }
    const FigureSelection pressed = hit(place);
    select(pressed);
    if (!pressed.empty()) {
        Drag drag;
        drag.from = drag.now = place;
        drag.grip = pressed;
        m_drag = drag;
    }
}

void FigureCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF place = event->position();
    if (m_box) {
        const QPointF mm = onPaper(place);
        const QRectF& inside = m_box->picture;
        m_box->to = { std::clamp(mm.x(), inside.left(), inside.right()),
            std::clamp(mm.y(), inside.top(), inside.bottom()) };
        viewport()->update();
    } else if (m_drag) {
        drag(place);
    } else {
        hover(place);
    }
}

void FigureCanvas::drag(const QPointF& place)
{
    const QPointF by = place - m_drag->from;
    if (!m_drag->moving) {
        if (by.manhattanLength() < QApplication::startDragDistance())
            return;
        // A cell goes with its column to the side, with its row up and down.
        const bool sideways = std::abs(by.x()) >= std::abs(by.y());
        const FigureSelection& grip = m_drag->grip;
        m_drag->axis = grip.isColumn() || (grip.isCell() && sideways) ? FigureAxis::Column : FigureAxis::Row;
        m_drag->index = m_drag->axis == FigureAxis::Column ? grip.column : grip.row;
        m_drag->moving = true;
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    m_drag->now = place;
    const double at = along(onPaper(place), m_drag->axis);
    m_drag->target = 0;
    for (int i = 0; i < count(m_drag->axis); ++i)
        if (at > along(boxOf(m_drag->axis, i).center(), m_drag->axis))
            m_drag->target = i + 1;
    auto* bar = m_drag->axis == FigureAxis::Column ? horizontalScrollBar() : verticalScrollBar();
    const double room = m_drag->axis == FigureAxis::Column ? viewport()->width() : viewport()->height();
    if (along(place, m_drag->axis) < kEdge)
        bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
    else if (along(place, m_drag->axis) > room - kEdge)
        bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    viewport()->update();
}

void FigureCanvas::drop()
{
    const Drag dropped = *m_drag;
    m_drag.reset();
    viewport()->setCursor(Qt::ArrowCursor);
    viewport()->update();
    if (!dropped.moving)
        return;
    const int to = dropped.target > dropped.index ? dropped.target - 1 : dropped.target;
    if (to == dropped.index)
        return;
    // The selection goes along.
    select(dropped.axis == FigureAxis::Column ? FigureSelection{ -1, to } : FigureSelection{ to, -1 });
    Q_EMIT moved(dropped.axis, dropped.index, to);
}

void FigureCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (m_box) {
        const Box box = *m_box;
        m_box.reset();
        viewport()->update();
        const QRectF drawn = QRectF(box.from, box.to).normalized();
        const QRectF all = box.picture;
        if (onScreen(drawn).width() < QApplication::startDragDistance()
            || onScreen(drawn).height() < QApplication::startDragDistance())
            return; // a click, not a box
        Q_EMIT cropped(box.row,
            { (drawn.x() - all.x()) / all.width(), (drawn.y() - all.y()) / all.height(), drawn.width() / all.width(),
                drawn.height() / all.height() });
    } else if (m_drag) {
        drop();
    }
}

void FigureCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_drag.reset();
    const FigureSelection clicked = hit(event->position());
    if (m_cropping || event->button() != Qt::LeftButton)
        return;
    select(clicked);
    if (clicked.isColumn())
        Q_EMIT renameRequested(FigureAxis::Column, clicked.column);
    else if (clicked.isRow())
        Q_EMIT renameRequested(FigureAxis::Row, clicked.row);
}

void FigureCanvas::hover(const QPointF& place)
{
    if (m_cropping)
        return;
    const FigureSelection over = hit(place);
    viewport()->setCursor(over.empty() ? Qt::ArrowCursor : Qt::OpenHandCursor);
    if (over.isColumn())
        Q_EMIT hinted(tr("Column %1: drag to move, double click to rename").arg(over.column + 1));
    else if (over.isRow())
        Q_EMIT hinted(tr("Row %1: drag to move, double click to rename").arg(over.row + 1));
    else if (over.isCell())
        Q_EMIT hinted(tr("Row %1, column %2: drag sideways to move the column, up or down to move the row")
                          .arg(over.row + 1)
                          .arg(over.column + 1));
    else
        Q_EMIT hinted({});
}

void FigureCanvas::wheelEvent(QWheelEvent* event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    zoomAround(m_zoom * std::pow(kWheelStep, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

bool FigureCanvas::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Gesture && pinch(static_cast<QGestureEvent*>(event)))
        return true;
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomAround(m_zoom * (1 + gesture->value()), gesture->position());
            return true;
        }
    }
    if (event->type() == QEvent::Leave && !m_cropping)
        Q_EMIT hinted({});
    return QAbstractScrollArea::viewportEvent(event);
}

bool FigureCanvas::pinch(QGestureEvent* event)
{
    const auto* gesture = static_cast<QPinchGesture*>(event->gesture(Qt::PinchGesture));
    if (!gesture)
        return false;
    if (gesture->state() == Qt::GestureStarted)
        m_pinchStart = m_zoom;
    zoomAround(m_pinchStart * gesture->totalScaleFactor(), viewport()->mapFromGlobal(gesture->hotSpot()));
    return true;
}

void FigureCanvas::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        const FigureSelection under = hit(viewport()->mapFromGlobal(event->globalPos()));
        select(under);
        Q_EMIT menuRequested(event->globalPos());
        return;
    }
    const QRectF all = m_figure ? paper() : QRectF(viewport()->rect());
    Q_EMIT menuRequested(viewport()->mapToGlobal(all.intersected(viewport()->rect()).center().toPoint()));
}

} // namespace lookaway
