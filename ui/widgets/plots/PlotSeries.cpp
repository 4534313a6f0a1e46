// SPDX-License-Identifier: MIT
#include "widgets/plots/PlotSeries.h"

#include "style/Theme.h"
#include "widgets/ColorMix.h"

#include <cmath>

namespace lookaway {

namespace {

/// Of a run laid over, by its number; in units of the pen's width.
QVector<qreal> overlayDashes(int overlay)
{
    static const std::vector<QVector<qreal>> patterns{ { 6, 3 }, { 2, 2 }, { 8, 3, 2, 3 }, { 12, 4 },
        { 8, 3, 2, 3, 2, 3 } };
    return patterns[std::size_t(overlay) % patterns.size()];
}

/// Wide smooth strokes cost three times as much as hairlines. Dense lines do without, as their windings fill the width.
constexpr int kDense = 400;

QCPScatterStyle::ScatterShape shapeOf(PlotSymbol symbol)
{
    switch (symbol) {
    case PlotSymbol::Circle:
        return QCPScatterStyle::ssCircle;
    case PlotSymbol::Square:
        return QCPScatterStyle::ssSquare;
    case PlotSymbol::Triangle:
        return QCPScatterStyle::ssTriangle;
    case PlotSymbol::Diamond:
        return QCPScatterStyle::ssDiamond;
    case PlotSymbol::None:
        break;
    }
    return QCPScatterStyle::ssNone;
}

} // namespace

PlotSeries::PlotSeries(QCustomPlot& plot, QString id, QString title, PlotStyle style)
    : m_id(std::move(id))
    , m_title(std::move(title))
    , m_style(style)
    , m_raw(new QCPGraphDataContainer)
    , m_smooth(new QCPGraphDataContainer)
{
    m_trace = plot.addGraph();
    m_line = plot.addGraph();
    for (QCPGraph* graph : { m_trace, m_line }) {
        graph->setData(m_raw);
        graph->setSelectable(QCP::stNone);
        graph->setAdaptiveSampling(true);
    }
    m_trace->setVisible(false);
    m_trace->setAntialiased(false); // one-pixel noise: smooth edges would only cost
}

void PlotSeries::removeGraphs()
{
    QCustomPlot* plot = m_line->parentPlot();
    plot->removeGraph(m_trace);
    plot->removeGraph(m_line);
}

void PlotSeries::append(double x, double y)
{
    if (!m_raw->isEmpty() && (m_raw->constEnd() - 1)->key > x) {
        m_raw->removeAfter(std::nextafter(x, -HUGE_VAL));
        m_stale = true;
    }
    m_raw->add(QCPGraphData(x, y));
    if (isSmoothed() && !m_stale)
        m_smooth->add(QCPGraphData(x, m_smoother.add(y)));
}

void PlotSeries::setData(const std::vector<double>& xs, const std::vector<double>& ys)
{
    QVector<QCPGraphData> points;
    points.reserve(qsizetype(xs.size()));
    for (std::size_t i = 0; i < xs.size() && i < ys.size(); ++i)
        points.append(QCPGraphData(xs[i], ys[i]));
    m_raw->set(points, true);
    m_stale = true;
}

void PlotSeries::setSmoothing(double weight)
{
    m_smoother = Smoother(weight);
    m_stale = true;
}

void PlotSeries::setShown(bool shown)
{
    m_shown = shown;
    m_line->setVisible(shown);
    m_trace->setVisible(shown && isSmoothed());
}

void PlotSeries::refresh()
{
    if (m_stale) {
        m_smoother = Smoother(m_smoother.weight());
        QVector<QCPGraphData> points;
        if (isSmoothed()) {
            points.reserve(m_raw->size());
            for (auto point = m_raw->constBegin(); point != m_raw->constEnd(); ++point)
                points.append(QCPGraphData(point->key, m_smoother.add(point->value)));
        }
        m_smooth->set(points, true);
        m_stale = false;
    }
    m_line->setData(isSmoothed() ? m_smooth : m_raw);
    const double width = m_raw->size() > kDense ? 1 : m_style.overlay >= 0 ? 1.4 : 1.8;
    if (QPen pen = m_line->pen(); pen.widthF() != width) {
        pen.setWidthF(width);
        m_line->setPen(pen);
    }
    m_trace->setVisible(m_shown && isSmoothed());
    updateSymbols();
}

void PlotSeries::applyTheme(const QPalette& palette)
{
    const QColor ground = cardColor(palette);
    QColor color = seriesColor(m_style.color, palette);
    if (m_style.overlay >= 0)
        color = mixed(color, ground, 0.2 + 0.15 * (m_style.overlay % 3));
    if (!m_shown) // for the legend's sample
        color = lineColor(palette);
    QPen pen(color, m_style.overlay >= 0 ? 1.4 : 1.8, m_style.dash, Qt::RoundCap, Qt::RoundJoin);
    if (m_style.overlay >= 0)
        pen.setDashPattern(overlayDashes(m_style.overlay));
    m_line->setPen(pen);
    // Mixed instead of transparent: overlapping segments stay even, and so do PDF and SVG.
    m_trace->setPen(QPen(mixed(color, ground, 0.76), 1));
    m_symbolFill = ground;
    updateSymbols();
}

void PlotSeries::updateSymbols()
{
    // A lone point is no line: it gets a dot, or nothing of it would be seen.
    const bool lone = m_style.symbol == PlotSymbol::None && m_raw->size() == 1;
    const QColor color = m_line->pen().color();
    m_line->setScatterStyle(lone ? QCPScatterStyle(QCPScatterStyle::ssDisc, color, 5)
                                 : QCPScatterStyle(shapeOf(m_style.symbol), QPen(color, 1.4), m_symbolFill, 6));
    // Symbols are landmarks: of a long line only some get one.
    m_line->setScatterSkip(m_raw->size() > 60 ? m_raw->size() / 30 : 0);
}

PlotSeries::Point PlotSeries::pointAt(QCPGraphDataContainer::const_iterator raw) const
{
    const int index = int(raw - m_raw->constBegin());
    return { raw->key, raw->value, isSmoothed() && index < m_smooth->size() ? m_smooth->at(index)->value : raw->value };
}

std::vector<PlotSeries::Point> PlotSeries::points() const
{
    std::vector<Point> all;
    all.reserve(std::size_t(m_raw->size()));
    for (auto point = m_raw->constBegin(); point != m_raw->constEnd(); ++point)
        all.push_back(pointAt(point));
    return all;
}

std::optional<ValueRange> PlotSeries::xRange() const
{
    if (m_raw->isEmpty())
        return std::nullopt;
    return ValueRange{ m_raw->constBegin()->key, (m_raw->constEnd() - 1)->key };
}

std::vector<double> PlotSeries::valuesWithin(double low, double high, bool positiveOnly) const
{
    const auto first = m_raw->findBegin(low, false);
    const auto last = m_raw->findEnd(high, false);
    const auto step = std::max<std::ptrdiff_t>(1, (last - first) / 20000);
    std::vector<double> values;
    for (auto at = first; at < last; at += std::min(step, std::max<std::ptrdiff_t>(1, last - at)))
        if (std::isfinite(at->value) && (!positiveOnly || at->value > 0))
            values.push_back(at->value);
    return values;
}

std::optional<PlotSeries::Point> PlotSeries::nearest(double x) const
{
    if (m_raw->isEmpty())
        return std::nullopt;
    const auto end = m_raw->constEnd();
    auto after = m_raw->findBegin(x, false);
    if (after == end) {
        const auto last = end - 1;
        // Beyond its end a line has no value, but the eye allows for a little.
        const double reach = 0.02 * (last->key - m_raw->constBegin()->key);
        return x <= last->key + reach || m_raw->size() == 1 ? std::optional(pointAt(last)) : std::nullopt;
    }
    if (after != m_raw->constBegin() && x - (after - 1)->key < after->key - x)
        --after;
    return pointAt(after);
}

} // namespace lookaway
