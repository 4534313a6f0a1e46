// SPDX-License-Identifier: MIT
#include "widgets/plots/ConfusionMatrixView.h"

#include "style/Icons.h"
#include "style/Theme.h"
#include "widgets/pictures/PictureFile.h"
#include "widgets/plots/MatrixExport.h"

#include <QtWidgets>

#include <algorithm>
#include <array>
#include <cmath>

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

bool ConfusionMatrixView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPoint cell = cellAt(help->pos());
        if (cell.x() >= 0)
            QToolTip::showText(help->globalPos(), m_painter.describe(cell.y(), cell.x()), viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
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

void ConfusionMatrixView::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->button() == Qt::LeftButton ? cellAt(event->position().toPoint()) : QPoint(-1, -1);
    if (m_pressed.x() >= 0)
        setCurrentCell(m_pressed.y(), m_pressed.x());
}

void ConfusionMatrixView::mouseReleaseEvent(QMouseEvent* event)
{
    const QPoint cell = cellAt(event->position().toPoint());
    if (cell.x() >= 0 && cell == m_pressed)
        Q_EMIT cellActivated(cell.y(), cell.x());
    m_pressed = { -1, -1 };
}

void ConfusionMatrixView::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    setCellSize(int(std::lround(cellSize() * std::pow(1.2, event->angleDelta().y() / 120.0))));
    event->accept();
}

void ConfusionMatrixView::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (key == Qt::Key_Plus || key == Qt::Key_Equal)
        setCellSize(cellSize() * 5 / 4 + 1);
    else if (key == Qt::Key_Minus)
        setCellSize(cellSize() * 4 / 5);
    else if (key == Qt::Key_0)
        setCellSize(0);
    else if ((key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space) && m_truth >= 0)
        Q_EMIT cellActivated(m_truth, m_predicted);
    else if (!moveCurrent(event))
        QAbstractScrollArea::keyPressEvent(event);
}

bool ConfusionMatrixView::moveCurrent(QKeyEvent* event)
{
    const int last = classes() - 1;
    int truth = std::max(0, m_truth);
    int predicted = std::max(0, m_predicted);
    const bool corner = event->modifiers().testFlag(Qt::ControlModifier);
    switch (event->key()) {
    case Qt::Key_Left:
        --predicted;
        break;
    case Qt::Key_Right:
        ++predicted;
        break;
    case Qt::Key_Up:
        --truth;
        break;
    case Qt::Key_Down:
        ++truth;
        break;
    case Qt::Key_Home:
        predicted = 0;
        truth = corner ? 0 : truth;
        break;
    case Qt::Key_End:
        predicted = last;
        truth = corner ? last : truth;
        break;
    default:
        return false;
    }
    if (m_truth < 0)
        truth = predicted = 0; // the first key goes to the first cell
    if (last >= 0)
        setCurrentCell(std::clamp(truth, 0, last), std::clamp(predicted, 0, last));
    return true;
}

void ConfusionMatrixView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    // Who comes by keyboard sees where she is.
    const bool byKeyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (m_truth < 0 && classes() > 0 && byKeyboard)
        setCurrentCell(0, 0);
    viewport()->update();
}

void ConfusionMatrixView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

Result<void> ConfusionMatrixView::exportTo(const QString& path) const
{
    return exportMatrix(m_painter, font(), path);
}

QString ConfusionMatrixView::csv() const
{
    return matrixCsv(m_painter);
}

QMenu* ConfusionMatrixView::createMenu(QWidget* parent)
{
    auto* menu = new QMenu(parent);
    menu->addAction(icon(QStringLiteral("copy")), tr("Copy Picture"), this,
        [this] { QGuiApplication::clipboard()->setImage(matrixPicture(m_painter, font())); });
    menu->addAction(tr("Copy Counts as CSV"), this, [this] { QGuiApplication::clipboard()->setText(csv()); });
    menu->addSeparator();
    for (const char* suffix : { "pdf", "svg", "png", "csv" }) {
        const FileKind kind{ QString::fromLatin1(suffix).toUpper(), QString::fromLatin1(suffix) };
        menu->addAction(icon(QStringLiteral("save")), tr("Save as %1…").arg(kind.title), this, [this, kind] {
            askAndSave(this, QStringLiteral("confusion-matrix"), kind,
                [view = QPointer<ConfusionMatrixView>(this)](
                    const QString& path) -> Result<void> { return view ? view->exportTo(path) : Result<void>(); });
        });
    }
    menu->addSeparator();
    QAction* shares =
        menu->addAction(tr("Percent of the True Class"), this, [this] { setNormalised(!m_painter.isNormalised()); });
    shares->setCheckable(true);
    shares->setChecked(isNormalised());
    menu->addAction(icon(QStringLiteral("zoom")), tr("Fit the View"), this, [this] { setCellSize(0); });
    return menu;
}

void ConfusionMatrixView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu* menu = createMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(event->globalPos());
}

} // namespace lookaway
