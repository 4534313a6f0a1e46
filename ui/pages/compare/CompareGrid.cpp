// SPDX-License-Identifier: MIT
#include "pages/compare/CompareGrid.h"

#include "pages/compare/CompareDelegate.h"
#include "pages/compare/CompareHeader.h"

#include <QAbstractButton>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {
constexpr double kSideStep = 1.15;
} // namespace

CompareGrid::CompareGrid(CompareModel* model, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new CompareDelegate(model, &m_sight, this))
    , m_columns(new CompareHeader(Qt::Horizontal, model, this))
    , m_rows(new CompareHeader(Qt::Vertical, model, this))
{
    setModel(model);
    setItemDelegate(m_delegate);
    setAccessibleName(tr("Compared heat maps"));
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setTabKeyNavigation(false);
    viewport()->setBackgroundRole(QPalette::Window);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    makeHeaders();
    connect(this, &QWidget::customContextMenuRequested, this, [this](QPoint point) {
        const QModelIndex index = indexAt(point);
        if (index.isValid())
            Q_EMIT menuWanted(index.row(), index.column(), viewport()->mapToGlobal(point));
    });
    connect(m_delegate->pictures(), &CellPictures::ready, this, [this](int row, int column) {
        if (row < m_model->rowCount() && column < m_model->columnCount())
            viewport()->update(visualRect(m_model->index(row, column)));
    });
    connect(model, &QAbstractItemModel::modelReset, this, &CompareGrid::keepCurrent);
    fitSections();
}

void CompareGrid::makeHeaders()
{
    setHorizontalHeader(m_columns);
    setVerticalHeader(m_rows);
    m_columns->setAccessibleName(tr("Columns"));
    m_rows->setAccessibleName(tr("Pictures"));
    const QString how = tr("Drag to another place; right click for more");
    m_columns->setStatusTip(how);
    m_rows->setStatusTip(how);
    connect(m_columns, &CompareHeader::dragged, this, &CompareGrid::columnMoveWanted);
    connect(m_rows, &CompareHeader::dragged, this, &CompareGrid::rowMoveWanted);
    connect(m_columns, &QWidget::customContextMenuRequested, this, [this](QPoint point) {
        if (const int column = m_columns->logicalIndexAt(point); column >= 0)
            Q_EMIT menuWanted(-1, column, m_columns->viewport()->mapToGlobal(point));
    });
    connect(m_rows, &QWidget::customContextMenuRequested, this, [this](QPoint point) {
        if (const int row = m_rows->logicalIndexAt(point); row >= 0)
            Q_EMIT menuWanted(row, -1, m_rows->viewport()->mapToGlobal(point));
    });
}

/// The corner's button, which selects all, has nothing to select here; the table shows it ever again.
void CompareGrid::updateGeometries()
{
    QTableView::updateGeometries();
    if (auto* corner = findChild<QAbstractButton*>(QString(), Qt::FindDirectChildrenOnly))
        corner->hide();
}

int CompareGrid::side() const
{
    return m_delegate->side();
}

void CompareGrid::setSide(int side)
{
    side = std::clamp(side, leastSide, mostSide);
    if (side == m_delegate->side())
        return;
    // What is at the top stays there.
    const double top = double(verticalScrollBar()->value()) / std::max(1, m_rows->defaultSectionSize());
    const double left = double(horizontalScrollBar()->value()) / std::max(1, m_columns->defaultSectionSize());
    m_delegate->setSide(side);
    fitSections();
    verticalScrollBar()->setValue(qRound(top * m_rows->defaultSectionSize()));
    horizontalScrollBar()->setValue(qRound(left * m_columns->defaultSectionSize()));
    viewport()->update();
    tellVisible();
    Q_EMIT sideChanged(side);
}

void CompareGrid::stepSide(int steps)
{
    setSide(qRound(side() * std::pow(kSideStep, steps)));
}

void CompareGrid::fitSections()
{
    const QSize cell = m_delegate->cellSize(fontMetrics());
    m_columns->setMinimumSectionSize(16);
    m_columns->setDefaultSectionSize(cell.width());
    m_rows->setMinimumSectionSize(16);
    m_rows->setDefaultSectionSize(cell.height());
    m_rows->setFixedWidth(m_rows->sizeHint().width());
    verticalScrollBar()->setSingleStep(cell.height() / 4);
    horizontalScrollBar()->setSingleStep(cell.width() / 4);
}

void CompareGrid::zoomBy(double factor, QPointF around)
{
    m_sight.zoomBy(factor, around);
    viewport()->update();
}

void CompareGrid::fit()
{
    const int row = m_sight.hoveredRow;
    m_sight = {};
    m_sight.hoveredRow = row;
    viewport()->update();
}

void CompareGrid::showRow(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    executeDelayedItemsLayout(); // rows that have just come are not laid out yet
    verticalScrollBar()->setValue(m_rows->sectionPosition(row));
}

QImage CompareGrid::picture(int row, int column) const
{
    return m_delegate->picture(row, column);
}

QRect CompareGrid::pictureRect(int row, int column) const
{
    return m_delegate->pictureBox(visualRect(m_model->index(row, column)));
}

/// After a reset, which forgets it.
void CompareGrid::keepCurrent()
{
    const int row = std::min(m_currentRow, m_model->rowCount() - 1);
    const int column = std::min(m_currentColumn, m_model->columnCount() - 1);
    if (row >= 0 && column >= 0)
        selectionModel()->setCurrentIndex(m_model->index(row, column), QItemSelectionModel::NoUpdate);
    m_sight.hoveredRow = -1;
    m_delegate->pictures()->forgetRequests();
    QMetaObject::invokeMethod(this, &CompareGrid::tellVisible, Qt::QueuedConnection); // sections are laid out later
}

void CompareGrid::tellVisible()
{
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    m_model->comparer().setVisibleRows(std::max(0, first), last < 0 ? m_model->rowCount() : last);
}

std::optional<CompareGrid::Place> CompareGrid::placeAt(QPoint point) const
{
    const QModelIndex index = indexAt(point);
    if (!index.isValid())
        return std::nullopt;
    const CellPictures::Order order = m_delegate->order(index.row(), index.column(), 1);
    if (!order.cell || !order.cell->picture)
        return std::nullopt;
    const QSizeF size(order.cell->picture->width * order.crop.width, order.cell->picture->height * order.crop.height);
    const QRectF shown = fittedInto(pictureRect(index.row(), index.column()), size);
    if (!shown.contains(point))
        return std::nullopt;
    const QRectF part = m_sight.part();
    const QPointF share((point.x() - shown.x()) / shown.width(), (point.y() - shown.y()) / shown.height());
    return Place{ index.row(), index.column(),
        { part.x() + share.x() * part.width(), part.y() + share.y() * part.height() } };
}

void CompareGrid::updateRow(int row)
{
    if (row >= 0 && row < m_model->rowCount())
        viewport()->update(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
}

void CompareGrid::hover(const std::optional<Place>& place)
{
    const int before = m_sight.hoveredRow;
    m_sight.hoveredRow = place ? place->row : -1;
    if (place)
        m_sight.hovered = place->share;
    updateRow(before);
    if (m_sight.hoveredRow != before || place)
        updateRow(m_sight.hoveredRow);
}

} // namespace lookaway
