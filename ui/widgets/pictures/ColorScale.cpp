// SPDX-License-Identifier: MIT
#include "widgets/pictures/ColorScale.h"

#include "style/Theme.h"

#include <QPainter>

#include <cmath>

namespace lookaway {

namespace {
constexpr int kBarHeight = 10; // px
constexpr int kGap = 8;
} // namespace

ColorScale::ColorScale(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ColorScale::setLegend(const Legend& legend)
{
    m_legend = legend;
    m_word.clear();
    m_empty = false;
    setAccessibleName(tr("Colour scale from %1 to %2").arg(lowText(), highText()));
    setToolTip(legend.isSigned
            ? tr("Blue speaks against the class, red for it; the colours fade towards zero, in the middle.")
            : tr("From cold (left) to hot (right), in the map's own unit."));
    update();
}

void ColorScale::say(const QString& word, const QString& reason)
{
    m_word = word;
    m_empty = false;
    setAccessibleName(tr("%1. %2").arg(word, reason));
    setToolTip(reason);
    update();
}

void ColorScale::clear()
{
    m_word.clear();
    m_empty = true;
    setToolTip({});
    setAccessibleName(tr("Colour scale"));
    update();
}

QString ColorScale::numberText(double value)
{
    // Minus as in print; Qt writes a hyphen.
    QString text = QString::number(value, 'g', 3);
    if (text.startsWith(QLatin1Char('-')))
        text[0] = QChar(0x2212);
    return text;
}

QString ColorScale::lowText() const
{
    const QString number = numberText(m_legend.low);
    return m_legend.isSigned ? tr("against %1").arg(number) : number;
}

QString ColorScale::highText() const
{
    const QString number = numberText(m_legend.high);
    return m_legend.isSigned ? tr("%1 for").arg(number) : number;
}

QSize ColorScale::sizeHint() const
{
    return { 220, fontMetrics().height() + 2 };
}

QSize ColorScale::minimumSizeHint() const
{
    return { 90, fontMetrics().height() + 2 };
}

void ColorScale::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paint(painter, rect(), palette());
}

void ColorScale::paint(QPainter& painter, const QRect& place, const QPalette& palette) const
{
    if (m_empty)
        return;
    const QFontMetrics metrics = painter.fontMetrics();
    if (!m_word.isEmpty()) {
        painter.setPen(palette.color(QPalette::WindowText));
        painter.drawText(
            place, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(m_word, Qt::ElideRight, place.width()));
        return;
    }
    const QString low = lowText();
    const QString high = highText();
    const int left = metrics.horizontalAdvance(low) + kGap;
    const int right = metrics.horizontalAdvance(high) + kGap;
    painter.setPen(faintTextColor(palette));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, low);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, high);
    const QRect bar(
        place.left() + left, place.top() + (place.height() - kBarHeight) / 2, place.width() - left - right, kBarHeight);
    if (bar.width() < 8)
        return;
    const double ratio = painter.device()->devicePixelRatioF();
    painter.drawImage(bar, colorBarImage(m_legend.colors, QSize(qRound(bar.width() * ratio), 1)));
    painter.setPen(lineColor(palette));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
    if (m_legend.isSigned) { // where zero is
        painter.setPen(palette.color(QPalette::WindowText));
        painter.drawLine(bar.center().x(), bar.top() - 2, bar.center().x(), bar.bottom() + 2);
    }
}

} // namespace lookaway
