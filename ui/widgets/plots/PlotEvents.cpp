// SPDX-License-Identifier: MIT
// Plot: mouse, keys and the context menu.
#include "widgets/plots/Plot.h"

#include "style/Icons.h"
#include "widgets/pictures/PictureFile.h"
#include "widgets/plots/PlotCanvas.h"
#include "widgets/plots/PlotOverlay.h"

#include <array>
#include <cmath>

namespace lookaway {

bool Plot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QStringList texts =
            plotArea().contains(help->pos()) ? m_canvas->marks().textsAt(help->pos()) : QStringList();
        const bool onLegend = m_canvas->legendEntryAt(help->pos());
        if (!texts.isEmpty())
            QToolTip::showText(help->globalPos(), texts.join(u'\n'), this);
        else if (onLegend)
            QToolTip::showText(help->globalPos(), tr("Click to hide or show this line"), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void Plot::mousePressEvent(QMouseEvent* event)
{
    flush(); // positions are read off what is drawn
    const bool panning = event->button() == Qt::MiddleButton
        || (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier));
    m_dragStart = event->position().toPoint();
    if (PlotSeries* entry = event->button() == Qt::LeftButton ? m_canvas->legendEntryAt(event->position()) : nullptr)
        setSeriesShown(entry->id(), !entry->isShown());
    else if (!plotArea().contains(m_dragStart))
        return;
    else if (panning)
        m_drag = Drag::Pan;
    else if (event->button() == Qt::LeftButton)
        m_drag = Drag::Zoom;
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
}

void Plot::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint position = event->position().toPoint();
    if (m_drag == Drag::Zoom) {
        m_overlay->setRubberBand(QRect(m_dragStart, position).normalized().intersected(plotArea()));
    } else if (m_drag == Drag::Pan) {
        m_navigator.pan(position - m_dragStart);
        m_dragStart = position;
        schedule();
    }
    if (m_drag == Drag::None)
        setCursor(m_canvas->legendEntryAt(position) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    showCursor(event->position());
}

void Plot::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_drag == Drag::Zoom && m_navigator.zoomTo(QRect(m_dragStart, event->position().toPoint()).normalized()))
        schedule();
    endDrag();
}

void Plot::endDrag()
{
    m_drag = Drag::None;
    m_overlay->setRubberBand({});
    unsetCursor();
}

void Plot::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (plotArea().contains(event->position().toPoint()))
        resetView();
    else
        mousePressEvent(event); // two quick clicks on the legend are two clicks
}

void Plot::wheelEvent(QWheelEvent* event)
{
    const double turns = event->angleDelta().y() / 120.0;
    if (turns == 0 || !plotArea().contains(event->position().toPoint())) {
        event->ignore();
        return;
    }
    flush();
    const bool vertical = event->modifiers().testFlag(Qt::ControlModifier);
    m_navigator.zoom(vertical ? Qt::Vertical : Qt::Horizontal, std::pow(0.85, turns), event->position());
    schedule();
    event->accept();
}

void Plot::keyPressEvent(QKeyEvent* event)
{
    flush();
    const int line = event->key() - Qt::Key_1;
    const auto& all = m_canvas->allSeries();
    if (event->key() == Qt::Key_Escape && m_drag != Drag::None) {
        endDrag();
    } else if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setImage(picture());
    } else if (line >= 0 && line < 9 && line < int(all.size())) {
        const auto& series = all[std::size_t(line)];
        setSeriesShown(series->id(), !series->isShown());
    } else if (!m_navigator.key(event->key())) {
        QWidget::keyPressEvent(event);
    }
    schedule();
}

void Plot::showCursor(QPointF position)
{
    if (plotArea().contains(position.toPoint())) {
        const double x = m_canvas->xAxis->pixelToCoord(position.x());
        m_overlay->setCursorAt(x, true);
        Q_EMIT cursorMoved(x);
    } else if (m_overlay->cursorAt()) {
        setCursorAt(std::nullopt);
        Q_EMIT cursorLeft();
    }
}

void Plot::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    setCursorAt(std::nullopt);
    Q_EMIT cursorLeft();
}

void Plot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    // Who clicks knows where; who tabs must see it.
    const auto reason = event->reason();
    m_overlay->setFocusFrame(
        reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason);
}

void Plot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    m_overlay->setFocusFrame(false);
}

void Plot::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu* menu = createMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(event->globalPos());
}

QMenu* Plot::createMenu(QWidget* parent)
{
    auto* menu = new QMenu(parent);
    addExports(*menu);
    menu->addSeparator();
    addLines(*menu);
    const auto addToggle = [&](const QString& text, bool on, auto change) {
        QAction* action = menu->addAction(text, this, change);
        action->setCheckable(true);
        action->setChecked(on);
    };
    addToggle(tr("Logarithmic Axis"), isLogarithmic(), [this] { setLogarithmic(!isLogarithmic()); });
    addToggle(tr("Ignore Outliers"), isRobust(), [this] { setRobust(!isRobust()); });
    QAction* reset =
        menu->addAction(icon(QStringLiteral("revert")), tr("Show Everything"), this, [this] { resetView(); });
    reset->setEnabled(!showsEverything());
    return menu;
}

void Plot::addExports(QMenu& menu)
{
    menu.addAction(icon(QStringLiteral("copy")), tr("Copy Picture"), this,
        [this] { QGuiApplication::clipboard()->setImage(picture()); });
    menu.addAction(tr("Copy Values as CSV"), this, [this] { QGuiApplication::clipboard()->setText(csv()); });
    menu.addSeparator();
    const std::array kinds{ FileKind{ QStringLiteral("PDF"), QStringLiteral("pdf") },
        FileKind{ QStringLiteral("SVG"), QStringLiteral("svg") },
        FileKind{ QStringLiteral("PNG"), QStringLiteral("png") },
        FileKind{ QStringLiteral("CSV"), QStringLiteral("csv") } };
    for (const FileKind& kind : kinds)
        menu.addAction(icon(QStringLiteral("save")), tr("Save as %1…").arg(kind.title), this, [this, kind] {
            const QString name = title().toLower().replace(u' ', u'-');
            askAndSave(this, name, kind, [plot = QPointer<Plot>(this)](const QString& path) -> Result<void> {
                return plot ? plot->exportTo(path) : Result<void>();
            });
        });
}

void Plot::addLines(QMenu& menu)
{
    if (m_canvas->allSeries().size() < 2)
        return;
    QMenu* lines = menu.addMenu(tr("Lines"));
    for (const auto& series : m_canvas->allSeries()) {
        const QString id = series->id();
        QAction* action =
            lines->addAction(series->title(), this, [this, id] { setSeriesShown(id, !isSeriesShown(id)); });
        action->setCheckable(true);
        action->setChecked(series->isShown());
    }
}

} // namespace lookaway
