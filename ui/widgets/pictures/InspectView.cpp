// SPDX-License-Identifier: MIT
#include "widgets/pictures/InspectView.h"

#include "style/Theme.h"
#include "widgets/pictures/ColorScale.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {
constexpr double kGrip = 6;       // px on both sides of the divider
constexpr double kKeyStep = 0.02; // of the width
} // namespace

InspectView::InspectView(QWidget* parent)
    : PictureView(parent)
{
}

void InspectView::setBefore(const QImage& before)
{
    m_before = before;
    update();
}

void InspectView::setDivider(std::optional<double> share)
{
    m_divider = share;
    update();
}

void InspectView::setBrush(std::optional<double> diameter)
{
    m_brush = diameter;
    update();
    if (m_brush)
        setCursor(Qt::CrossCursor);
    else
        unsetCursor();
}

QString InspectView::heatText(double value) const
{
    return tr("value %1").arg(ColorScale::numberText(value));
}

QRgb InspectView::colorAt(QPoint pixel) const
{
    return m_before.size() == picture().size() ? m_before.pixel(pixel) : PictureView::colorAt(pixel);
}

double InspectView::dividerPlace() const
{
    const QRectF target = pictureRect();
    return target.left() + m_divider.value_or(0) * target.width();
}

void InspectView::paintOver(QPainter& painter, const QRectF& target)
{
    if (m_divider)
        paintDivider(painter, target);
    if (m_brush && m_hover)
        paintBrush(painter);
}

/// As large as what it hides; dark in light, to be seen on every colour.
void InspectView::paintBrush(QPainter& painter) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const double radius = *m_brush / 2 * sight().scale;
    for (const auto& pen : { QPen(Qt::white, 3), QPen(Qt::black, 1) }) {
        painter.setPen(pen);
        painter.drawEllipse(*m_hover, radius, radius);
    }
    painter.restore();
}

void InspectView::paintDivider(QPainter& painter, const QRectF& target) const
{
    const double place = dividerPlace();
    if (!m_before.isNull()) {
        painter.save();
        painter.setClipRect(QRectF(target.left(), target.top(), place - target.left(), target.height()));
        painter.drawImage(target, m_before);
        painter.restore();
    }
    const QRectF line(place - 1.5, target.top(), 3, target.height());
    painter.fillRect(line, palette().color(QPalette::Window));
    painter.fillRect(line.adjusted(1, 0, -1, 0), palette().color(QPalette::WindowText));
    painter.setBrush(palette().color(QPalette::Window));
    painter.setPen(QPen(accentColor(palette()), 2));
    painter.drawEllipse(QPointF(place, target.center().y()), kGrip, kGrip);
}

void InspectView::moveDivider(double share)
{
    setDivider(std::clamp(share, 0.0, 1.0));
    Q_EMIT dividerMoved(*m_divider);
}

void InspectView::brush(const QMouseEvent& event)
{
    const bool erase = event.buttons().testFlag(Qt::RightButton) || event.modifiers().testFlag(Qt::ShiftModifier);
    Q_EMIT brushed(toPicture(event.position()), erase);
}

void InspectView::mousePressEvent(QMouseEvent* event)
{
    const bool left = event->button() == Qt::LeftButton;
    if (m_divider && left && std::abs(event->position().x() - dividerPlace()) <= kGrip) {
        m_dividing = true;
    } else if (m_brush && (left || event->button() == Qt::RightButton)) {
        m_brushing = true;
        brush(*event);
    } else {
        PictureView::mousePressEvent(event);
    }
}

void InspectView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dividing) {
        const QRectF target = pictureRect();
        return moveDivider((event->position().x() - target.left()) / target.width());
    }
    m_hover = event->position();
    if (m_brushing)
        brush(*event);
    if (m_divider && event->buttons() == Qt::NoButton)
        setCursor(std::abs(event->position().x() - dividerPlace()) <= kGrip ? Qt::SplitHCursor
                : m_brush                                                   ? Qt::CrossCursor
                                                                            : Qt::ArrowCursor);
    PictureView::mouseMoveEvent(event);
}

void InspectView::mouseReleaseEvent(QMouseEvent* event)
{
    if (std::exchange(m_brushing, false))
        Q_EMIT strokeEnded();
    else if (!std::exchange(m_dividing, false))
        PictureView::mouseReleaseEvent(event);
    if (m_brush)
        setCursor(Qt::CrossCursor);
}

void InspectView::leaveEvent(QEvent* event)
{
    m_hover.reset();
    PictureView::leaveEvent(event);
}

void InspectView::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (m_divider && step != 0 && event->modifiers().testFlag(Qt::ControlModifier))
        moveDivider(*m_divider + step * kKeyStep);
    else
        PictureView::keyPressEvent(event);
}

} // namespace lookaway
