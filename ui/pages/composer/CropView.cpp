// SPDX-License-Identifier: MIT
#include "pages/composer/CropView.h"

#include "style/Theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace lookaway {

namespace {
constexpr double kLeast = 0.05; ///< share of the picture below which a drag is a click
}

CropView::CropView(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Crop"));
    setToolTip(tr("Drag a box: what is inside is shown of this row. Double click: the whole picture."));
    setCursor(Qt::CrossCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CropView::setPicture(const QImage& picture)
{
    m_picture = picture;
    setEnabled(!picture.isNull());
    update();
}

void CropView::setCrop(const QRectF& crop)
{
    m_crop = crop;
    update();
}

QRectF CropView::pictureRect() const
{
    const QSizeF size = QSizeF(m_picture.size()).scaled(QSizeF(this->size()), Qt::KeepAspectRatio);
    return { (width() - size.width()) / 2, (height() - size.height()) / 2, size.width(), size.height() };
}

QPointF CropView::share(const QPointF& place) const
{
    const QRectF all = pictureRect();
    return { std::clamp((place.x() - all.x()) / std::max(1.0, all.width()), 0.0, 1.0),
        std::clamp((place.y() - all.y()) / std::max(1.0, all.height()), 0.0, 1.0) };
}

void CropView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_picture.isNull()) {
        painter.setPen(faintTextColor(palette()));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("The picture is not there yet."));
        return;
    }
    const QRectF all = pictureRect();
    painter.setRenderHints(QPainter::SmoothPixmapTransform | QPainter::Antialiasing);
    painter.drawImage(all, m_picture);
    const QRectF kept(all.x() + m_crop.x() * all.width(), all.y() + m_crop.y() * all.height(),
        m_crop.width() * all.width(), m_crop.height() * all.height());
    QPainterPath cut;
    cut.addRect(all);
    QPainterPath inside;
    inside.addRect(kept);
    QColor shade(Qt::black);
    shade.setAlpha(130);
    painter.fillPath(cut - inside, shade);
    painter.setPen(QPen(accentColor(palette()), 2));
    painter.drawRect(kept.adjusted(1, 1, -1, -1));
}

void CropView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_picture.isNull())
        return;
    const QPointF from = share(event->position());
    const bool whole = m_crop.width() > 0.999 && m_crop.height() > 0.999;
    m_grip = Grip{ from, m_crop, !whole && m_crop.contains(from) };
}

void CropView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_grip)
        return;
    const QPointF at = share(event->position());
    QRectF box = QRectF(m_grip->from, at).normalized();
    if (m_grip->moves) {
        const QPointF by = at - m_grip->from;
        box = m_grip->box;
        box.moveTo(
            std::clamp(box.x() + by.x(), 0.0, 1 - box.width()), std::clamp(box.y() + by.y(), 0.0, 1 - box.height()));
    } else if (box.width() < kLeast || box.height() < kLeast) {
        return;
    }
    setCrop(box);
    Q_EMIT edited(box);
}

void CropView::mouseReleaseEvent(QMouseEvent*)
{
    if (!m_grip)
        return;
    m_grip.reset();
    Q_EMIT released();
}

void CropView::mouseDoubleClickEvent(QMouseEvent*)
{
    m_grip.reset();
    setCrop({ 0, 0, 1, 1 });
    Q_EMIT edited(m_crop);
    Q_EMIT released();
}

} // namespace lookaway
