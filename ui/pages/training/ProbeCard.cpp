// SPDX-License-Identifier: MIT
#include "pages/training/ProbeCard.h"

#include "style/Icons.h"
#include "style/Theme.h"
#include "widgets/NumberText.h"
#include "widgets/pictures/HeatMapImage.h"

#include <QtWidgets>

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {

constexpr int kMargin = 8;
constexpr int kGap = 6;
constexpr int kCurve = 30; ///< px, height of the small curve

QString className(std::int64_t index, const QStringList& classes)
{
    return index >= 0 && index < classes.size() ? classes[int(index)] : QString::number(index);
}

} // namespace

ProbeCard::ProbeCard(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

int ProbeCard::frameWidth()
{
    return 2 * kMargin + kGap;
}

QSize ProbeCard::sizeHint() const
{
    const int pictures = m_comparing ? 2 * m_side + kGap : m_side;
    return { pictures + 2 * kMargin, m_side + 3 * fontMetrics().lineSpacing() + kCurve + 2 * kMargin + 3 * kGap };
}

QPixmap ProbeCard::overlayOf(const Probe& probe, const ProbeLook& look) const
{
    if (!probe.picture)
        return {};
    // At the size it is painted in: the map is stretched smoothly, and painting is a copy.
    const int side = qCeil(look.side * devicePixelRatioF());
    const QImage picture = toImage(probe.picture).scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QPixmap overlay = QPixmap::fromImage(heatOverlay(picture, probe.heat, look.colors, look.opacity));
    overlay.setDevicePixelRatio(devicePixelRatioF());
    return overlay;
}

void ProbeCard::present(
    const ProbeMoment& now, const ProbeMoment* first, const QStringList& classes, const ProbeLook& look)
{
    const Probe& probe = now.probe;
    if (m_comparing != (first != nullptr) || m_side != look.side) {
        m_comparing = first != nullptr;
        m_side = look.side;
        updateGeometry();
    }
    m_now = overlayOf(probe, look);
    m_first = first ? overlayOf(first->probe, look) : QPixmap();
    m_nowWhen = now.when;
    m_firstWhen = first ? first->when : QString();
    m_class = className(probe.label, classes);
    m_right = probe.label == probe.predicted;
    m_answer =
        m_right ? QStringLiteral("✓ ") + tr("recognised") : QStringLiteral("→ ") + className(probe.predicted, classes);
    const QString spread =
        probe.spread.empty ? tr("no heat") : tr("spread %1").arg(percent(probe.spread.shareAboveLevel, 0));
    m_figures = tr("p %1").arg(percent(probe.probability, 0)) + QStringLiteral(" · ") + spread;
    setAccessibleName(tr("%1, %2; %3, %4").arg(m_class, m_answer.mid(2), m_figures, m_nowWhen));
    setToolTip(tr("%1\np: probability of the true class. Spread: share of the picture above half of the map's maximum.")
                   .arg(QString::fromStdString(probe.path)));
    update();
}

void ProbeCard::setSpreads(std::vector<double> spreads, int current, double highest)
{
    m_spreads = std::move(spreads);
    m_current = current;
    m_highest = std::max(highest, 1e-6);
    update();
}

void ProbeCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(accentColor(palette()), 2) : QPen(lineColor(palette()), 1));
    painter.setBrush(cardColor(palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);

    QRect box(kMargin, kMargin, m_side, m_side);
    if (m_comparing) {
        paintPicture(painter, m_first, box, m_firstWhen);
        box.translate(m_side + kGap, 0);
    }
    paintPicture(painter, m_now, box, m_comparing ? m_nowWhen : QString());

    QRect line(kMargin, box.bottom() + kGap, width() - 2 * kMargin, fontMetrics().lineSpacing());
    const auto write = [&](const QString& text, const QColor& color, QFont::Weight weight = QFont::Normal) {
        QFont font = this->font();
        font.setWeight(weight);
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(
            line, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(text, Qt::ElideRight, line.width()));
        line.translate(0, line.height());
    };
    write(m_class, palette().color(QPalette::Text), QFont::DemiBold);
    write(m_answer, m_right ? successColor(palette()) : dangerColor(palette()));
    write(m_figures, faintTextColor(palette()));
    paintSpreads(painter, QRect(kMargin, line.top() + kGap, width() - 2 * kMargin, kCurve));
}

void ProbeCard::paintPicture(QPainter& painter, const QPixmap& picture, const QRect& box, const QString& caption) const
{
    if (picture.isNull()) {
        painter.fillRect(box, palette().color(QPalette::AlternateBase));
        icon(QStringLiteral("picture"))
            .paint(&painter, QRect(box.center() - QPoint(12, 12), QSize(24, 24)), Qt::AlignCenter, QIcon::Disabled);
    } else {
        QRect place(QPoint(), picture.deviceIndependentSize().toSize());
        place.moveCenter(box.center());
        painter.drawPixmap(place.topLeft(), picture);
    }
    if (caption.isEmpty())
        return;
    QRect label = fontMetrics().boundingRect(caption).adjusted(-5, -2, 5, 2);
    label.moveTopLeft(box.topLeft() + QPoint(4, 4));
    QColor ground = cardColor(palette());
    ground.setAlphaF(0.86F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(label, 3, 3);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(label, Qt::AlignCenter, caption);
}

void ProbeCard::paintSpreads(QPainter& painter, const QRect& box) const
{
    painter.setPen(QPen(lineColor(palette()), 1));
    painter.drawLine(QPointF(box.left(), box.bottom() + 0.5), QPointF(box.right(), box.bottom() + 0.5));
    const auto place = [&](std::size_t i) {
        const double step = m_spreads.size() > 1 ? double(box.width() - 8) / double(m_spreads.size() - 1) : 0;
        return QPointF(
            box.left() + 4 + step * double(i), box.bottom() - 2 - m_spreads[i] / m_highest * (box.height() - 6));
    };
    painter.setPen(QPen(seriesColor(3, palette()), 1.6));
    QPolygonF curve;
    for (std::size_t i = 0; i <= m_spreads.size(); ++i) {
        if (i < m_spreads.size() && std::isfinite(m_spreads[i])) {
            curve << place(i);
            continue;
        }
        painter.drawPolyline(curve); // a gap, or the end
        curve.clear();
    }
    if (m_current < 0 || m_current >= int(m_spreads.size()) || !std::isfinite(m_spreads[std::size_t(m_current)]))
        return;
    painter.setPen(QPen(cardColor(palette()), 1.5));
    painter.setBrush(seriesColor(3, palette()));
    painter.drawEllipse(place(std::size_t(m_current)), 4, 4);
}

void ProbeCard::mouseDoubleClickEvent(QMouseEvent*)
{
    Q_EMIT activated();
}

void ProbeCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT activated();
    else
        QWidget::keyPressEvent(event);
}

} // namespace lookaway
