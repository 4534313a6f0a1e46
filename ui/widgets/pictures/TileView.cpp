// SPDX-License-Identifier: MIT
#include "widgets/pictures/TileView.h"

#include "style/Theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace lookaway {

namespace {
constexpr int gap = 8; // between tiles, and around all of them
}

TileView::TileView(QWidget* parent)
    : QAbstractItemView(parent)
{
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_Hover);
}

void TileView::setTileSize(QSize size)
{
    if (size == m_tile || size.isEmpty())
        return;
    const Rows before = rowsInView();
    m_tile = size;
    updateGeometries();
    // What was on top stays on top.
    if (before.count > 0)
        verticalScrollBar()->setValue(before.first / columns() * lineHeight());
    viewport()->update();
}

void TileView::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    viewport()->update();
}

void TileView::setModel(QAbstractItemModel* newModel)
{
    if (model())
        disconnect(model(), nullptr, this, nullptr);
    QAbstractItemView::setModel(newModel);
    if (!newModel)
        return;
    const auto refresh = [this] {
        updateGeometries();
        viewport()->update();
    };
    connect(newModel, &QAbstractItemModel::rowsRemoved, this, refresh);
    connect(newModel, &QAbstractItemModel::layoutChanged, this, refresh);
}

void TileView::reset()
{
    QAbstractItemView::reset();
    updateGeometries();
}

int TileView::rowCount() const
{
    return model() ? model()->rowCount(rootIndex()) : 0;
}

int TileView::lineHeight() const
{
    return m_tile.height() + gap;
}

int TileView::columns(QSize tile) const
{
    return std::max(1, (viewport()->width() - gap) / (tile.width() + gap));
}

int TileView::widthFor(QSize tile) const
{
    return (viewport()->width() - gap) / columns(tile) - gap;
}

int TileView::tileWidth() const
{
    return std::clamp(widthFor(m_tile), m_tile.width(), m_tile.width() * 5 / 4);
}

int TileView::lineCount() const
{
    return (rowCount() + columns() - 1) / columns();
}

int TileView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QRect TileView::tileRect(int row) const
{
    const int column = row % columns();
    const int line = row / columns();
    return { gap + column * (tileWidth() + gap), gap + line * lineHeight() - verticalOffset(), tileWidth(),
        m_tile.height() };
}

QModelIndex TileView::modelIndex(int row) const
{
    return model()->index(row, 0, rootIndex());
}

QRect TileView::visualRect(const QModelIndex& index) const
{
    return index.isValid() ? tileRect(index.row()) : QRect();
}

TileView::Rows TileView::rowsInView(QSize tile, int count, int spare) const
{
    const int height = tile.height() + gap;
    const int firstLine = std::max(0, (verticalOffset() - gap) / height - spare);
    const int lastLine = (verticalOffset() + viewport()->height() - 1) / height + spare;
    const int first = std::min(firstLine * columns(tile), count);
    const int end = std::min((lastLine + 1) * columns(tile), count);
    return { first, std::max(0, end - first) };
}

QModelIndex TileView::indexAt(const QPoint& point) const
{
    const int column = (point.x() - gap) / (tileWidth() + gap);
    const int line = (point.y() + verticalOffset() - gap) / lineHeight();
    if (point.x() < gap || column >= columns() || line < 0)
        return {};
    const int row = line * columns() + column;
    return row < rowCount() && tileRect(row).contains(point) ? modelIndex(row) : QModelIndex();
}

void TileView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const QRect tile = tileRect(index.row()).adjusted(0, -gap, 0, gap);
    const int height = viewport()->height();
    QScrollBar* bar = verticalScrollBar();
    if (hint == PositionAtCenter)
        bar->setValue(bar->value() + tile.center().y() - height / 2);
    else if (hint == PositionAtTop || tile.top() < 0 || tile.height() > height)
        bar->setValue(bar->value() + tile.top());
    else if (hint == PositionAtBottom || tile.bottom() >= height)
        bar->setValue(bar->value() + tile.bottom() + 1 - height);
}

void TileView::updateGeometries()
{
    QScrollBar* bar = verticalScrollBar();
    bar->setSingleStep(std::max(16, lineHeight() / 4));
    bar->setPageStep(viewport()->height());
    bar->setRange(0, std::max(0, lineCount() * lineHeight() + gap - viewport()->height()));
    QAbstractItemView::updateGeometries();
}

void TileView::rowsInserted(const QModelIndex& parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    updateGeometries();
    viewport()->update();
}

QModelIndex TileView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (rowCount() == 0)
        return {};
    const int page = std::max(1, viewport()->height() / lineHeight()) * columns();
    const int last = rowCount() - 1;
    if (!currentIndex().isValid())
        return modelIndex(0);
    const int row = currentIndex().row();
    const auto to = [&](int target) { return modelIndex(target < 0 || target > last ? row : target); };
    switch (action) {
    case MoveLeft:
    case MovePrevious:
        return to(row - 1);
    case MoveRight:
    case MoveNext:
        return to(row + 1);
    case MoveUp:
        return to(row - columns());
    case MoveDown:
        // Into a last line that is shorter, too.
        return modelIndex(row / columns() < last / columns() ? std::min(row + columns(), last) : row);
    case MovePageUp:
        return modelIndex(std::max(row - page, row % columns()));
    case MovePageDown:
        return modelIndex(std::min(row + page, last));
    case MoveHome:
        return modelIndex(0);
    case MoveEnd:
        return modelIndex(last);
    }
    return {};
}

void TileView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command)
{
    if (!selectionModel())
        return;
    QItemSelection selection;
    const QRect wanted = rect.normalized();
    const Rows rows = rowsInView();
    for (int row = rows.first; row < rows.first + rows.count; ++row)
        if (tileRect(row).intersects(wanted))
            selection.select(modelIndex(row), modelIndex(row));
    selectionModel()->select(selection, command);
}

QRegion TileView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    const Rows rows = rowsInView();
    for (int row = rows.first; row < rows.first + rows.count; ++row)
        if (selection.contains(modelIndex(row)))
            region += tileRect(row);
    return region;
}

void TileView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    if (rowCount() == 0) {
        painter.setPen(faintTextColor(palette()));
        painter.drawText(
            viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
        return;
    }
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    const Rows rows = rowsInView();
    for (int row = rows.first; row < rows.first + rows.count; ++row) {
        QStyleOptionViewItem option;
        initViewItemOption(&option);
        option.rect = tileRect(row);
        if (!option.rect.intersects(event->rect()))
            continue;
        const QModelIndex index = modelIndex(row);
        option.state.setFlag(QStyle::State_Selected, selectionModel() && selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_HasFocus, index == currentIndex() && hasFocus());
        option.state.setFlag(QStyle::State_MouseOver, viewport()->underMouse() && option.rect.contains(mouse));
        itemDelegateForIndex(index)->paint(&painter, option, index);
    }
}

} // namespace lookaway
