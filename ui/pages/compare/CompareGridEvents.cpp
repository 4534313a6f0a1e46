// SPDX-License-Identifier: MIT
// What mouse and keys do in a comparison.
#include "pages/compare/CompareDelegate.h"
#include "pages/compare/CompareGrid.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace lookaway {

namespace {
constexpr double kZoomStep = 1.25;
}

void CompareGrid::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / 120.0;
    if (!event->modifiers().testFlag(Qt::ControlModifier) || notches == 0)
        return QTableView::wheelEvent(event);
    if (!event->modifiers().testFlag(Qt::ShiftModifier)) {
        stepSide(notches > 0 ? 1 : -1);
    } else {
        const auto place = placeAt(event->position().toPoint());
        zoomBy(std::pow(kZoomStep, notches), place ? place->share : QPointF(0.5, 0.5));
    }
    event->accept();
}

void CompareGrid::mousePressEvent(QMouseEvent* event)
{
    QTableView::mousePressEvent(event);
    if (event->button() == Qt::LeftButton && m_sight.zoom > 1 && placeAt(event->position().toPoint())) {
        m_grip = event->position().toPoint();
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
}

void CompareGrid::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    if (m_grip) {
        m_sight.moveBy(QPointF(*m_grip - point) / (side() * m_sight.zoom));
        m_grip = point;
        viewport()->update();
    }
    hover(placeAt(point));
    if (event->buttons() == Qt::NoButton)
        QTableView::mouseMoveEvent(event); // otherwise it would drag the current cell along
}

void CompareGrid::mouseReleaseEvent(QMouseEvent* event)
{
    m_grip.reset();
    viewport()->unsetCursor();
    QTableView::mouseReleaseEvent(event);
}

void CompareGrid::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid())
        Q_EMIT inspectWanted(index.row(), index.column());
}

void CompareGrid::leaveEvent(QEvent* event)
{
    hover(std::nullopt);
    QTableView::leaveEvent(event);
}

/// Alt and an arrow: the row or column of the current cell goes that way.
bool CompareGrid::moveCurrent(Qt::Key key)
{
    const QModelIndex index = currentIndex();
    const int across = key == Qt::Key_Left ? -1 : key == Qt::Key_Right ? 1 : 0;
    const int down = key == Qt::Key_Up ? -1 : key == Qt::Key_Down ? 1 : 0;
    if (!index.isValid() || (across == 0 && down == 0))
        return false;
    const int column = index.column() + across;
    const int row = index.row() + down;
    if (column < 0 || row < 0 || column >= model()->columnCount() || row >= model()->rowCount())
        return true;
    m_currentRow = row;
    m_currentColumn = column;
    if (across != 0)
        Q_EMIT columnMoveWanted(index.column(), column);
    else
        Q_EMIT rowMoveWanted(index.row(), row);
    return true;
}

void CompareGrid::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex index = currentIndex();
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (event->modifiers().testFlag(Qt::AltModifier) && moveCurrent(Qt::Key(event->key())))
        return;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return control ? stepSide(1) : zoomBy(kZoomStep);
    case Qt::Key_Minus:
        return control ? stepSide(-1) : zoomBy(1 / kZoomStep);
    case Qt::Key_0:
        return fit();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (index.isValid())
            Q_EMIT inspectWanted(index.row(), index.column());
        return;
    case Qt::Key_Delete:
        if (index.isValid() && event->modifiers().testFlag(Qt::ShiftModifier))
            Q_EMIT columnRemovalWanted(index.column());
        else if (index.isValid())
            Q_EMIT rowRemovalWanted(index.row());
        return;
    case Qt::Key_Menu:
        if (index.isValid())
            Q_EMIT menuWanted(index.row(), index.column(), viewport()->mapToGlobal(visualRect(index).center()));
        return;
    default:
        QTableView::keyPressEvent(event);
    }
}

void CompareGrid::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (!current.isValid())
        return;
    m_currentRow = current.row();
    m_currentColumn = current.column();
}

void CompareGrid::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    tellVisible();
}

void CompareGrid::showEvent(QShowEvent* event)
{
    QTableView::showEvent(event);
    tellVisible();
}

void CompareGrid::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitSections();
}

void CompareGrid::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    tellVisible();
}

} // namespace lookaway
