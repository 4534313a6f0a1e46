// SPDX-License-Identifier: MIT
#include "widgets/plots/ConfusionMatrixView.h"

#include "style/Theme.h"
#include "widgets/plots/MatrixExport.h"

#include <QtWidgets>

#include <algorithm>

namespace lookaway {

namespace {

constexpr int kSmallestCell = 8; ///< px; smaller ones cannot be hit
constexpr int kLargestFit = 72;  ///< few classes do not fill a large window with huge cells
constexpr int kLargestCell = 160;

} // namespace

ConfusionMatrixView::ConfusionMatrixView(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_painter(ConfusionMatrix(0), {})
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Confusion matrix"));
    m_painter.setTheme(palette(), font());
}

void ConfusionMatrixView::setMatrix(const ConfusionMatrix& matrix, const QStringList& names)
{
    const bool normalised = m_painter.isNormalised();
    m_painter = MatrixPainter(matrix, names);
    m_painter.setNormalised(normalised);
    m_painter.setTheme(palette(), font());
    m_cell = 0;
    setCurrentCell(-1, -1);
    updateBars();
    viewport()->update();
}

void ConfusionMatrixView::setNormalised(bool on)
{
    if (on == m_painter.isNormalised())
        return;
    m_painter.setNormalised(on);
    viewport()->update();
    Q_EMIT normalisedChanged(on);
}

void ConfusionMatrixView::setCurrentCell(int truth, int predicted)
{
    m_truth = truth;
    m_predicted = predicted;
    const bool valid = truth >= 0 && predicted >= 0;
    setAccessibleDescription(valid ? m_painter.describe(truth, predicted) : QString());
    if (valid)
        showCell();
    viewport()->update();
}

void ConfusionMatrixView::setCellSize(int pixels)
{
    m_cell = pixels <= 0 ? 0 : std::clamp(pixels, kSmallestCell, kLargestCell);
    updateBars();
    viewport()->update();
}

int ConfusionMatrixView::cellSize() const
{
    return m_cell > 0 ? m_cell : fittingCell();
}

int ConfusionMatrixView::fittingCell() const
{
    const int count = std::max(1, classes());
    int cell = kLargestFit;
    // The room that names need depends on whether they lie flat, and that on the cell: go down until it fits.
    for (; cell > kSmallestCell; --cell) {
        const QMargins room = m_painter.margins(cell);
        if (cell * count + room.left() + room.right() < viewport()->width()
            && cell * count + room.top() + room.bottom() < viewport()->height())
            break;
    }
    return cell;
}

MatrixGeometry ConfusionMatrixView::matrixGeometry() const
{
    MatrixGeometry geometry;
    geometry.cell = cellSize();
    geometry.area = viewport()->rect().marginsRemoved(m_painter.margins(geometry.cell));
    geometry.origin = geometry.area.topLeft() - QPoint(horizontalScrollBar()->value(), verticalScrollBar()->value());
    return geometry;
}

void ConfusionMatrixView::updateBars()
{
    const int cell = cellSize();
    const QSize area = viewport()->rect().marginsRemoved(m_painter.margins(cell)).size();
    const int extent = cell * classes() + 1;
    horizontalScrollBar()->setRange(0, std::max(0, extent - area.width()));
    verticalScrollBar()->setRange(0, std::max(0, extent - area.height()));
    horizontalScrollBar()->setPageStep(area.width());
    verticalScrollBar()->setPageStep(area.height());
    horizontalScrollBar()->setSingleStep(cell);
    verticalScrollBar()->setSingleStep(cell);
}

void ConfusionMatrixView::showCell()
{
    const MatrixGeometry now = matrixGeometry();
    const QRect cell = now.cellRect(m_truth, m_predicted);
    const auto shift = [](QScrollBar& bar, int low, int high, int first, int last) {
        if (first < low)
            bar.setValue(bar.value() - (low - first));
        else if (last > high)
            bar.setValue(bar.value() + (last - high));
    };
    shift(*horizontalScrollBar(), now.area.left(), now.area.right(), cell.left(), cell.right());
    shift(*verticalScrollBar(), now.area.top(), now.area.bottom(), cell.top(), cell.bottom());
}

QPoint ConfusionMatrixView::cellAt(const QPoint& position) const
{
    const MatrixGeometry now = matrixGeometry();
    const QPoint inside = position - now.origin;
    const int extent = now.cell * classes();
    if (!now.area.contains(position) || inside.x() < 0 || inside.y() < 0 || inside.x() >= extent
        || inside.y() >= extent)
        return { -1, -1 };
    return { inside.x() / now.cell, inside.y() / now.cell };
}

void ConfusionMatrixView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    if (classes() == 0) {
        painter.setPen(faintTextColor(palette()));
        painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("No pictures were tested."));
        return;
    }
    const MatrixGeometry now = matrixGeometry();
    m_painter.paint(painter, now);
    if (m_truth < 0)
        return;
    painter.setClipRect(now.area.adjusted(-2, -2, 2, 2));
    // Two tones: seen on light cells and on dark ones.
    const QRect cell = now.cellRect(m_truth, m_predicted);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::Base), hasFocus() ? 5 : 3));
    painter.drawRect(cell);
    painter.setPen(QPen(palette().color(QPalette::Text), hasFocus() ? 3 : 1));
    painter.drawRect(cell);
}

void ConfusionMatrixView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void ConfusionMatrixView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_painter.setTheme(palette(), font());
        updateBars();
    }
}

Result<void> ConfusionMatrixView::exportTo(const QString& path) const
{
    return exportMatrix(m_painter, font(), path);
}

QString ConfusionMatrixView::csv() const
{
    return matrixCsv(m_painter);
}

} // namespace lookaway
