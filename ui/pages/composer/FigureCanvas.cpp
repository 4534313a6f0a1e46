// SPDX-License-Identifier: MIT
// The paper on the screen: where it lies and how large it is. See FigureCanvasEvents.cpp for mouse and keys,
// FigureCanvasPaint.cpp for what is drawn.
#include "pages/composer/FigureCanvas.h"

#include <QAccessible>
#include <QEvent>
#include <QLineEdit>
#include <QResizeEvent>
#include <QScreen>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {

constexpr double kMmPerInch = 25.4;
constexpr double kDesk = 24; ///< px around the paper
constexpr double kLeastZoom = 0.1;
constexpr double kMostZoom = 16;

/// Dots an inch of the screen, by its measures; by its settings where it does not know them.
double screenDpi(const QWidget& widget)
{
    const QScreen* screen = widget.screen();
    const double physical = screen ? screen->physicalDotsPerInch() : 0;
    return physical > 40 && physical < 400 ? physical : widget.logicalDpiX();
}

} // namespace

FigureCanvas::FigureCanvas(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("figureCanvas"));
    setAccessibleName(tr("Figure"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->grabGesture(Qt::PinchGesture);
    viewport()->setBackgroundRole(QPalette::Window);
}

void FigureCanvas::setFigure(std::shared_ptr<const RenderedFigure> figure)
{
    m_figure = std::move(figure);
    const FigureSelection kept{ std::min(m_selection.row, count(FigureAxis::Row) - 1),
        std::min(m_selection.column, count(FigureAxis::Column) - 1) };
    select(kept);
    place();
}

int FigureCanvas::count(FigureAxis axis) const
{
    if (!m_figure)
        return 0;
    if (axis == FigureAxis::Row)
        return static_cast<int>(m_figure->sheet.rows.size());
    const auto& cells = m_figure->sheet.cells;
    const auto columns = cells.empty() ? std::size_t{ 0 } : cells.front().size();
    return std::max(static_cast<int>(columns), static_cast<int>(m_figure->sheet.columnTitles.size()));
}

double FigureCanvas::pixelsPerMm() const
{
    return m_zoom * screenDpi(*this) / kMmPerInch;
}

double FigureCanvas::dpi() const
{
    return pixelsPerMm() * kMmPerInch * devicePixelRatioF();
}

QRectF FigureCanvas::paper() const
{
    if (!m_figure)
        return {};
    const QSizeF size = m_figure->layout.size * pixelsPerMm();
    const auto at = [](double room, double length, const QScrollBar* bar) {
        return length + 2 * kDesk <= room ? std::floor((room - length) / 2) : kDesk - bar->value();
    };
    return { QPointF(at(viewport()->width(), size.width(), horizontalScrollBar()),
                 at(viewport()->height(), size.height(), verticalScrollBar())),
        size };
}

QRectF FigureCanvas::onScreen(const QRectF& mm) const
{
    const double scale = pixelsPerMm();
    return { paper().topLeft() + mm.topLeft() * scale, mm.size() * scale };
}

QPointF FigureCanvas::onPaper(const QPointF& place) const
{
    return (place - paper().topLeft()) / pixelsPerMm();
}

QRectF FigureCanvas::boxOf(FigureAxis axis, int index) const
{
    QRectF box;
    if (!m_figure || index < 0)
        return box;
    for (const FigureLayout::Item& item : m_figure->layout.items) {
        const bool scale = item.role == FigureLayout::Role::Scale; // its number is not a column's
        if (!scale && (axis == FigureAxis::Row ? item.row : item.column) == index)
            box |= item.box;
    }
    return box;
}

void FigureCanvas::place()
{
    if (m_figure && m_fit != Fit::None) {
        const QSizeF mm = m_figure->layout.size;
        const double one = screenDpi(*this) / kMmPerInch;
        const auto fitting = [&](double room, double length) {
            return (room - 2 * kDesk) / std::max(1.0, length * one);
        };
        // The scroll bar's width is left free: it would come and go otherwise.
        const double bar = verticalScrollBar()->sizeHint().width();
        const double width = maximumViewportSize().width();
        double zoom = fitting(m_fit == Fit::Width ? width - bar : width, mm.width());
        if (m_fit == Fit::Page)
            zoom = std::min(zoom, fitting(maximumViewportSize().height(), mm.height()));
        m_zoom = std::clamp(zoom, kLeastZoom, kMostZoom);
    }
    const QSizeF size = m_figure ? m_figure->layout.size * pixelsPerMm() : QSizeF();
    const auto arrange = [](QScrollBar* bar, double length, int room) {
        bar->setRange(0, std::max(0, static_cast<int>(std::ceil(length + 2 * kDesk)) - room));
        bar->setPageStep(room);
        bar->setSingleStep(20);
    };
    arrange(horizontalScrollBar(), size.width(), viewport()->width());
    arrange(verticalScrollBar(), size.height(), viewport()->height());
    viewport()->update();
    Q_EMIT zoomChanged();
}

void FigureCanvas::zoomAround(double zoom, const QPointF& place)
{
    const QPointF mm = onPaper(place);
    m_fit = Fit::None;
    m_zoom = std::clamp(zoom, kLeastZoom, kMostZoom);
    this->place();
    const QPointF off = onScreen(QRectF(mm, QSizeF())).topLeft() - place;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + qRound(off.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + qRound(off.y()));
}

void FigureCanvas::setZoom(double zoom)
{
    zoomAround(zoom, QRectF(viewport()->rect()).center());
}

void FigureCanvas::fitWidth()
{
    m_fit = Fit::Width;
    place();
}

void FigureCanvas::fitPage()
{
    m_fit = Fit::Page;
    place();
}

void FigureCanvas::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    place();
}

void FigureCanvas::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

void FigureCanvas::select(const FigureSelection& selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    QString said;
    if (selection.isCell())
        said = tr("Row %1, column %2").arg(selection.row + 1).arg(selection.column + 1);
    else if (selection.isColumn())
        said = tr("Column %1").arg(selection.column + 1);
    else if (selection.isRow())
        said = tr("Row %1").arg(selection.row + 1);
    setAccessibleDescription(said);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    viewport()->update();
    Q_EMIT selectionChanged(selection);
}

void FigureCanvas::setCropping(bool cropping)
{
    if (cropping == m_cropping)
        return;
    m_cropping = cropping;
    m_box.reset();
    m_drag.reset();
    viewport()->setCursor(cropping ? Qt::CrossCursor : Qt::ArrowCursor);
    viewport()->update();
    Q_EMIT croppingChanged(cropping);
    Q_EMIT hinted(
        cropping ? tr("Drag a box in a picture: what is inside stays of its row. Esc ends cropping.") : QString());
}

} // namespace lookaway
