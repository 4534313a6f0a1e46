// SPDX-License-Identifier: MIT
#include "widgets/plots/PlotItems.h"

#include "style/Theme.h"

#include <array>
#include <cmath>

namespace lookaway {

namespace {

constexpr double kFlagWidth = 8;
constexpr double kFlagHeight = 7;
constexpr double kReach = 6; ///< px around a mark in which its tool tip shows

QPolygonF star(const QPointF& middle, double radius)
{
    QPolygonF corners;
    for (int i = 0; i < 10; ++i) {
        const double r = i % 2 == 0 ? radius : radius * 0.42;
        const double angle = (i * 36 - 90) * M_PI / 180;
        corners << middle + QPointF(r * std::cos(angle), r * std::sin(angle));
    }
    return corners;
}

} // namespace

PlotMarks::PlotMarks(QCustomPlot* plot)
    : QCPAbstractItem(plot)
{
    setSelectable(false);
}

void PlotMarks::setBest(std::optional<double> x, const QString& word)
{
    m_best = x;
    m_bestWord = word;
}

void PlotMarks::applyTheme(const QPalette& palette, const QFont& font)
{
    m_markerColor = warningColor(palette);
    m_bestColor = successColor(palette);
    m_ground = cardColor(palette);
    m_font = font;
}

double PlotMarks::pixelOf(double x) const
{
    return clipAxisRect()->axis(QCPAxis::atBottom)->coordToPixel(x);
}

QStringList PlotMarks::textsAt(const QPointF& position) const
{
    QStringList texts;
    for (const PlotMarker& marker : m_markers) {
        const double right = position.y() < clipAxisRect()->top() + kFlagHeight + kReach ? kFlagWidth : 0;
        const double distance = position.x() - pixelOf(marker.x);
        if (distance > -kReach && distance < kReach + right)
            texts << marker.text;
    }
    return texts;
}

void PlotMarks::draw(QCPPainter* painter)
{
    const QRectF area = clipAxisRect()->rect();
    painter->setAntialiasing(false);
    for (const PlotMarker& marker : m_markers) {
        const double x = pixelOf(marker.x);
        if (x < area.left() || x > area.right())
            continue;
        painter->setPen(QPen(m_markerColor, 1, Qt::DashLine));
        painter->drawLine(QLineF(x, area.top(), x, area.bottom()));
    }
    painter->setAntialiasing(true);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_markerColor);
    for (const PlotMarker& marker : m_markers) {
        const double x = pixelOf(marker.x);
        if (x >= area.left() && x <= area.right())
            painter->drawPolygon(QPolygonF({ QPointF(x, area.top()),
                QPointF(x + kFlagWidth, area.top() + kFlagHeight / 2), QPointF(x, area.top() + kFlagHeight) }));
    }
    if (m_best)
        drawBest(painter, area);
}

void PlotMarks::drawBest(QCPPainter* painter, const QRectF& area) const
{
    const double x = pixelOf(*m_best);
    if (x < area.left() || x > area.right() + 1)
        return;
    painter->setAntialiasing(false);
    painter->setPen(QPen(m_bestColor, 1, Qt::DotLine));
    painter->drawLine(QLineF(x, area.top(), x, area.bottom()));
    painter->setAntialiasing(true);
    const QFontMetricsF metrics(m_font);
    const double width = 14 + metrics.horizontalAdvance(m_bestWord);
    // On the side of the line where there is room.
    const double left = x + width + 4 > area.right() ? x - width - 4 : x + 4;
    const double middle = area.bottom() - metrics.height() / 2 - 3;
    painter->fillRect(QRectF(left - 2, middle - metrics.height() / 2, width + 4, metrics.height()), m_ground);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_bestColor);
    painter->drawPolygon(star({ left + 5, middle }, 5));
    painter->setPen(m_bestColor);
    painter->setFont(m_font);
    painter->drawText(QRectF(left + 13, middle - metrics.height(), width, 2 * metrics.height()),
        Qt::AlignLeft | Qt::AlignVCenter, m_bestWord);
}

double EvenTicker::getTickStep(const QCPRange& range)
{
    constexpr int kTicks = 6;
    const double exact = range.size() / kTicks;
    const double decade = std::pow(10.0, std::floor(std::log10(exact)));
    for (const double mantissa : std::array{ 1.0, 2.0, 5.0 })
        if (exact <= mantissa * decade * 1.2)
            return mantissa * decade;
    return 10 * decade;
}

int EvenTicker::getSubTickCount(double)
{
    return 0;
}

QVector<double> LogTicker::createTickVector(double tickStep, const QCPRange& range)
{
    const double decades = range.lower > 0 ? std::log10(range.upper / range.lower) : 0;
    m_decades = decades > 2.5;
    if (m_decades)
        return QCPAxisTickerLog::createTickVector(tickStep, range);
    if (decades < 0.7)
        return QCPAxisTicker::createTickVector(tickStep, range); // NOLINT(bugprone-parent-virtual-call): evenly spaced
    QVector<double> ticks;
    const int last = static_cast<int>(std::floor(std::log10(range.upper)));
    for (int exponent = static_cast<int>(std::floor(std::log10(range.lower))); exponent <= last; ++exponent)
        for (const double mantissa : std::array{ 1.0, 2.0, 5.0 })
            ticks << mantissa * std::pow(10.0, exponent);
    return ticks;
}

int LogTicker::getSubTickCount(double tickStep)
{
    return m_decades ? QCPAxisTickerLog::getSubTickCount(tickStep) : 0;
}

} // namespace lookaway
