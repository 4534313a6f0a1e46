// SPDX-License-Identifier: MIT
// What keys do on the canvas, and the title that is typed in its place.
#include "pages/composer/FigureCanvas.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollBar>

#include <algorithm>

namespace lookaway {

namespace {

FigureAxis axisOf(Qt::Key key)
{
    return key == Qt::Key_Up || key == Qt::Key_Down ? FigureAxis::Row : FigureAxis::Column;
}

bool isArrow(int key)
{
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
}

bool isBackward(int key)
{
    return key == Qt::Key_Left || key == Qt::Key_Up;
}

} // namespace

void FigureCanvas::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (key == Qt::Key_Escape && (m_drag || m_box)) {
        m_drag.reset();
        m_box.reset();
        viewport()->setCursor(m_cropping ? Qt::CrossCursor : Qt::ArrowCursor);
        viewport()->update();
    } else if (key == Qt::Key_Escape && m_cropping) {
        setCropping(false);
    } else if (key == Qt::Key_Escape) {
        select({});
    } else if (isArrow(key) && event->modifiers() == Qt::AltModifier) {
        moveByKey(key);
    } else if (isArrow(key) && event->modifiers() == Qt::NoModifier) {
        selectByKey(key);
    } else if (key == Qt::Key_Space && event->modifiers() == Qt::ControlModifier && m_selection.column >= 0) {
        select({ -1, m_selection.column });
    } else if (key == Qt::Key_Space && event->modifiers() == Qt::ShiftModifier && m_selection.row >= 0) {
        select({ m_selection.row, -1 });
    } else if (key == Qt::Key_F2 && !m_selection.empty()) {
        const bool row = m_selection.isRow();
        Q_EMIT renameRequested(row ? FigureAxis::Row : FigureAxis::Column, row ? m_selection.row : m_selection.column);
    } else if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
        Q_EMIT removeRequested();
    } else {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    event->accept();
}

void FigureCanvas::moveByKey(int key)
{
    const FigureAxis axis = axisOf(static_cast<Qt::Key>(key));
    const int from = axis == FigureAxis::Row ? m_selection.row : m_selection.column;
    const int to = from + (isBackward(key) ? -1 : 1);
    if (from < 0 || to < 0 || to >= count(axis))
        return;
    FigureSelection next = m_selection;
    (axis == FigureAxis::Row ? next.row : next.column) = to;
    select(next);
    Q_EMIT moved(axis, from, to);
}

void FigureCanvas::selectByKey(int key)
{
    const FigureAxis axis = axisOf(static_cast<Qt::Key>(key));
    const int step = isBackward(key) ? -1 : 1;
    FigureSelection next = m_selection;
    if (next.empty())
        next = { -1, 0 }; // the first column, from which the arrows lead everywhere
    else if (axis == FigureAxis::Row)
        next.row = std::max(next.column >= 0 ? -1 : 0, next.row + step);
    else
        next.column = std::max(next.row >= 0 ? -1 : 0, next.column + step);
    next.row = std::min(next.row, count(FigureAxis::Row) - 1);
    next.column = std::min(next.column, count(FigureAxis::Column) - 1);
    select(next);
    reveal(next);
}

void FigureCanvas::reveal(const FigureSelection& selection)
{
    if (!m_figure)
        return;
    QRectF mm = selection.row >= 0 ? boxOf(FigureAxis::Row, selection.row) : QRectF(QPointF(), m_figure->layout.size);
    if (selection.column >= 0)
        mm &= boxOf(FigureAxis::Column, selection.column);
    const QRectF box = onScreen(mm);
    const auto scroll = [](QScrollBar* bar, double low, double high, double room) {
        if (high > room)
            bar->setValue(bar->value() + qRound(high - room));
        if (low < 0)
            bar->setValue(bar->value() + qRound(low));
    };
    scroll(horizontalScrollBar(), box.left(), box.right(), viewport()->width());
    scroll(verticalScrollBar(), box.top(), box.bottom(), viewport()->height());
}

QRectF FigureCanvas::titleBox(FigureAxis axis, int index) const
{
    using Role = FigureLayout::Role;
    QRectF below;
    for (const FigureLayout::Item& item : m_figure->layout.items) {
        if ((axis == FigureAxis::Row ? item.row : item.column) != index)
            continue;
        if (item.role == (axis == FigureAxis::Row ? Role::RowTitle : Role::ColumnTitle))
            return item.box;
        if (item.role == Role::RowClass)
            below = item.box;
    }
    if (!below.isEmpty())
        return below;
    const QRectF all = boxOf(axis, index);
    return axis == FigureAxis::Row ? QRectF(all.topLeft(), QSizeF(all.width() / 5, all.height())) : all;
}

void FigureCanvas::editTitle(FigureAxis axis, int index, const QString& text)
{
    closeTitle(true);
    if (!m_figure || index < 0 || index >= count(axis))
        return;
    const QRectF mm = titleBox(axis, index);
    m_titleAxis = axis;
    m_titleIndex = index;
    m_title = new QLineEdit(text, viewport());
    m_title->setObjectName(QStringLiteral("titleInPlace"));
    m_title->setAccessibleName(
        axis == FigureAxis::Row ? tr("Title of row %1").arg(index + 1) : tr("Title of column %1").arg(index + 1));
    const QRect box = onScreen(mm).toRect();
    const int height = m_title->sizeHint().height();
    const int width = std::max(box.width() + 8, 140);
    const QRect room = viewport()->rect();
    const int x = std::clamp(box.center().x() - width / 2, 0, std::max(0, room.width() - width));
    const int middle = axis == FigureAxis::Row || box.height() < 3 * height ? box.center().y() : box.top() + height / 2;
    m_title->setGeometry(x, std::clamp(middle - height / 2, 0, std::max(0, room.height() - height)), width, height);
    m_title->installEventFilter(this);
    m_title->selectAll();
    m_title->show();
    m_title->setFocus();
}

void FigureCanvas::closeTitle(bool take)
{
    if (!m_title)
        return;
    QLineEdit* edit = m_title;
    m_title.clear(); // taking the focus away closes it, too
    const bool changed = edit->isModified();
    const QString text = edit->text();
    const bool focused = edit->hasFocus();
    edit->setObjectName({});
    edit->hide();
    edit->deleteLater();
    if (focused)
        setFocus();
    if (take && changed)
        Q_EMIT titleEdited(m_titleAxis, m_titleIndex, text);
}

bool FigureCanvas::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_title.data() || !m_title)
        return QAbstractScrollArea::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        if (static_cast<QFocusEvent*>(event)->reason() == Qt::PopupFocusReason)
            return false; // its own menu
        closeTitle(true);
    } else if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape) {
            closeTitle(key != Qt::Key_Escape);
            return true;
        }
    }
    return false;
}

} // namespace lookaway
