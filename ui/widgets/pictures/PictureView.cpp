// SPDX-License-Identifier: MIT
#include "widgets/pictures/PictureView.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {
constexpr double smallestScale = 0.02;
constexpr double largestScale = 64;
constexpr double zoomStep = 1.25;
constexpr double keyStep = 40; // device-independent pixels
} // namespace

PictureView::PictureView(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Wheel: zoom. Drag: move. Double click or 0: fit. 1: pixel for pixel."));
}

void PictureView::setPicture(const QImage& picture)
{
    const bool sameSize = picture.size() == m_picture.size();
    // Converted once, not at every painting.
    m_picture = picture.convertToFormat(QImage::Format_RGB32);
    if (!sameSize)
        fit();
    update();
}

void PictureView::setHeat(std::shared_ptr<const HeatMap> heat)
{
    m_heat = std::move(heat);
    update();
}

void PictureView::setCaption(const QString& caption)
{
    m_caption = caption;
    setAccessibleName(caption);
    update();
}

double PictureView::fittingScale() const
{
    if (m_picture.isNull())
        return 1;
    const double scale = std::min(width() / double(m_picture.width()), height() / double(m_picture.height()));
    return std::clamp(scale, smallestScale, largestScale);
}

void PictureView::fit()
{
    setSight({ fittingScale(), QPointF(m_picture.width(), m_picture.height()) / 2, true });
}

void PictureView::setSight(const Sight& sight)
{
    m_sight = sight;
    // Linked views may differ by a pixel in size.
    if (m_sight.fitted)
        m_sight.scale = fittingScale();
    update();
}

void PictureView::moveTo(QPointF centre, double scale)
{
    m_sight.scale = std::clamp(scale, smallestScale, largestScale);
    m_sight.centre = { std::clamp(centre.x(), 0.0, double(m_picture.width())),
        std::clamp(centre.y(), 0.0, double(m_picture.height())) };
    m_sight.fitted = false;
    update();
    Q_EMIT sightChanged(m_sight);
}

void PictureView::moveBy(QPointF pixels)
{
    moveTo(m_sight.centre + pixels / m_sight.scale, m_sight.scale);
}

void PictureView::zoomBy(double factor, QPointF around)
{
    const double scale = std::clamp(m_sight.scale * factor, smallestScale, largestScale);
    const QPointF fixed = toPicture(around);
    moveTo(fixed - (around - QPointF(width(), height()) / 2) / scale, scale);
}

QPointF PictureView::toPicture(QPointF place) const
{
    return m_sight.centre + (place - QPointF(width(), height()) / 2) / m_sight.scale;
}

QRectF PictureView::pictureRect() const
{
    const QPointF corner = QPointF(width(), height()) / 2 - m_sight.centre * m_sight.scale;
    return { corner, QSizeF(m_picture.size()) * m_sight.scale };
}

void PictureView::setPointer(std::optional<QPoint> pixel)
{
    m_pointer = pixel && m_picture.valid(*pixel) ? pixel : std::nullopt;
    update();
}

void PictureView::link(PictureView* a, PictureView* b)
{
    for (const auto& [from, to] : { std::pair(a, b), std::pair(b, a) }) {
        connect(from, &PictureView::sightChanged, to, &PictureView::setSight);
        connect(from, &PictureView::pointed, to, &PictureView::setPointer);
    }
}

QString PictureView::readout() const
{
    if (!m_pointer)
        return {};
    const QRgb color = colorAt(*m_pointer);
    QString text = tr("x %1, y %2: RGB %3 %4 %5")
                       .arg(m_pointer->x())
                       .arg(m_pointer->y())
                       .arg(qRed(color))
                       .arg(qGreen(color))
                       .arg(qBlue(color));
    if (m_heat && !m_heat->empty()) {
        const int x = m_pointer->x() * m_heat->width / m_picture.width();
        const int y = m_pointer->y() * m_heat->height / m_picture.height();
        text += QStringLiteral(", ") + heatText(m_heat->at(x, y));
    }
    return text;
}

QString PictureView::heatText(double value) const
{
    return tr("heat %1").arg(value, 0, 'f', 2);
}

QRgb PictureView::colorAt(QPoint pixel) const
{
    return m_picture.pixel(pixel);
}

void PictureView::wheelEvent(QWheelEvent* event)
{
    if (event->angleDelta().y() != 0)
        zoomBy(std::pow(2.0, event->angleDelta().y() / 360.0), event->position());
    event->accept();
}

void PictureView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton) {
        m_grip = event->position();
        setCursor(Qt::ClosedHandCursor);
    }
}

void PictureView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_grip) {
        moveBy(*m_grip - event->position());
        m_grip = event->position();
    }
    const QPointF place = toPicture(event->position());
    const QPoint pixel(int(std::floor(place.x())), int(std::floor(place.y())));
    setPointer(pixel);
    Q_EMIT pointed(m_pointer);
}

void PictureView::mouseReleaseEvent(QMouseEvent*)
{
    m_grip.reset();
    unsetCursor();
}

void PictureView::mouseDoubleClickEvent(QMouseEvent*)
{
    showWhole();
}

void PictureView::zoomIn()
{
    zoomBy(zoomStep, QPointF(width(), height()) / 2);
}

void PictureView::zoomOut()
{
    zoomBy(1 / zoomStep, QPointF(width(), height()) / 2);
}

void PictureView::showWhole()
{
    fit();
    Q_EMIT sightChanged(m_sight);
}

void PictureView::showPixels()
{
    moveTo(m_sight.centre, 1 / devicePixelRatioF());
}

void PictureView::leaveEvent(QEvent*)
{
    setPointer(std::nullopt);
    Q_EMIT pointed(std::nullopt);
}

void PictureView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return showWhole();
    case Qt::Key_1:
        return showPixels();
    case Qt::Key_Left:
        return moveBy({ -keyStep, 0 });
    case Qt::Key_Right:
        return moveBy({ keyStep, 0 });
    case Qt::Key_Up:
        return moveBy({ 0, -keyStep });
    case Qt::Key_Down:
        return moveBy({ 0, keyStep });
    default:
        QWidget::keyPressEvent(event);
    }
}

void PictureView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_sight.fitted)
        m_sight.scale = fittingScale();
}

} // namespace lookaway
