// SPDX-License-Identifier: MIT
// ConfusionMatrixView: mouse, keys and the context menu.
#include "widgets/plots/ConfusionMatrixView.h"

#include "style/Icons.h"
#include "widgets/pictures/PictureFile.h"
#include "widgets/plots/MatrixExport.h"

#include <QtWidgets>

#include <algorithm>
#include <cmath>

namespace lookaway {

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
