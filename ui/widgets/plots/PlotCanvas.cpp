// SPDX-License-Identifier: MIT
#include "widgets/plots/PlotCanvas.h"

#include "style/Theme.h"

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {

const QString kOthersLayer = QStringLiteral("others"); ///< other runs, below the run itself
constexpr int kLegendMargin = 20;                      ///< px beside the legend

} // namespace

PlotCanvas::PlotCanvas(const QString& title, QWidget* parent)
    : QCustomPlot(parent)
    , m_title(title)
{
    // Plot has the mouse and the keys.
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setPlottingHint(QCP::phFastPolylines);

    m_titleElement = new QCPTextElement(this, title);
    m_titleElement->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter);
    auto* legendRow = new QCPLayoutGrid;
    plotLayout()->insertRow(0);
    plotLayout()->insertRow(1);
    plotLayout()->addElement(0, 0, m_titleElement);
    plotLayout()->addElement(1, 0, legendRow);
    plotLayout()->setMargins(QMargins(8, 6, 8, 4));
    plotLayout()->setRowSpacing(3);
    plotLayout()->setRowStretchFactor(0, 0.001);
    plotLayout()->setRowStretchFactor(1, 0.001);
    m_titleElement->setMargins(QMargins());
    legendRow->setMargins(QMargins());
    axisRect()->setMinimumMargins(QMargins(4, 8, 8, 4));
    legendRow->addElement(0, 0, legend);
    legendRow->addElement(0, 1, new QCPLayoutElement(this)); // takes the room that the legend leaves
    legendRow->setColumnStretchFactor(0, 0.001);
    setAutoAddPlottableToLegend(false);
    m_legend = std::make_unique<PlotLegend>(*legend);

    yAxis->setNumberFormat(QStringLiteral("gbc"));
    yAxis->setNumberPrecision(4);
    xAxis->setNumberPrecision(7);
    xAxis->setTicker(QSharedPointer<EvenTicker>::create());
    yAxis->setTicker(QSharedPointer<EvenTicker>::create());
    addLayer(kOthersLayer, layer(QStringLiteral("main")), QCustomPlot::limBelow);
    m_marks = new PlotMarks(this);
    m_marks->setLayer(QStringLiteral("axes")); // above the curves
    applyTheme(this->palette(), this->font());
}

PlotCanvas::~PlotCanvas() = default;

void PlotCanvas::setAxisTitles(const QString& x, const QString& y)
{
    m_xTitle = x;
    xAxis->setLabel(x);
    yAxis->setLabel(y);
}

void PlotCanvas::applyTheme(const QPalette& palette, const QFont& font)
{
    m_theme = palette;
    m_small = font;
    if (font.pointSizeF() > 0)
        m_small.setPointSizeF(font.pointSizeF() * 0.9);
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    setBackground(QBrush(cardColor(palette)));
    m_titleElement->setFont(bold);
    m_titleElement->setTextColor(palette.color(QPalette::Text));
    const QColor faint = faintTextColor(palette);
    const QPen hairline(lineColor(palette), 1);
    for (QCPAxis* axis : { xAxis, yAxis }) {
        axis->setTickLabelFont(m_small);
        axis->setLabelFont(m_small);
        axis->setTickLabelColor(faint);
        axis->setLabelColor(faint);
        axis->setBasePen(hairline);
        axis->setTickPen(hairline);
        axis->setSubTickPen(hairline);
        axis->setTickLength(0, 4);
        axis->setSubTickLength(0, 2);
        axis->setLabelPadding(2);
        axis->grid()->setPen(QPen(lineColor(palette), 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    m_marks->applyTheme(palette, m_small);
    for (const auto& one : m_series)
        one->applyTheme(palette);
    styleLegend();
}

PlotSeries& PlotCanvas::addSeries(const QString& id, const QString& title, const PlotStyle& style)
{
    removeSeries(id);
    PlotSeries& added = *m_series.emplace_back(std::make_unique<PlotSeries>(*this, id, title, style));
    added.setSmoothing(m_smoothing);
    if (style.overlay >= 0)
        added.line()->setLayer(kOthersLayer);
    m_legend->add(added);
    added.applyTheme(m_theme);
    styleLegend();
    return added;
}

void PlotCanvas::removeSeries(const QString& id)
{
    const auto found =
        std::find_if(m_series.begin(), m_series.end(), [&](const auto& series) { return series->id() == id; });
    if (found == m_series.end())
        return;
    m_legend->remove(**found);
    (*found)->removeGraphs();
    m_series.erase(found);
    styleLegend();
}

PlotSeries* PlotCanvas::series(const QString& id) const
{
    for (const auto& one : m_series)
        if (one->id() == id)
            return one.get();
    return nullptr;
}

void PlotCanvas::setShown(PlotSeries& changed, bool shown)
{
    changed.setShown(shown);
    changed.applyTheme(m_theme);
    styleLegend();
}

bool PlotCanvas::isEmpty() const
{
    return std::all_of(m_series.begin(), m_series.end(), [](const auto& series) { return series->isEmpty(); });
}

void PlotCanvas::setSmoothing(double weight)
{
    m_smoothing = weight;
    for (const auto& one : m_series)
        one->setSmoothing(weight);
}

void PlotCanvas::setLogarithmic(bool on)
{
    if (on == m_logarithmic)
        return;
    m_logarithmic = on;
    m_followY = true; // a range set by hand may reach below zero
    yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    yAxis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new LogTicker) : QSharedPointer<QCPAxisTicker>(new EvenTicker));
}

void PlotCanvas::setXRange(const ValueRange& range)
{
    m_followX = false;
    xAxis->setRange(range.low, range.high);
}

void PlotCanvas::setYRange(const ValueRange& range)
{
    m_followY = false;
    yAxis->setRange(range.low, range.high);
}

void PlotCanvas::followData()
{
    m_followX = true;
    m_followY = true;
}

void PlotCanvas::refresh()
{
    for (const auto& one : m_series)
        one->refresh();
    if (m_followX)
        fitX();
    if (m_followY)
        fitY();
    if (!size().isEmpty()) // there is nothing to draw on
        replot();
}

void PlotCanvas::fitX()
{
    std::optional<ValueRange> all;
    for (const auto& one : m_series) {
        const auto range = one->isShown() ? one->xRange() : std::nullopt;
        if (range)
            all = all ? ValueRange{ std::min(all->low, range->low), std::max(all->high, range->high) } : *range;
    }
    if (!all) {
        xAxis->setRange(0, 1);
        return;
    }
    const double room = all->size() > 0 ? 0.015 * all->size() : 0.5;
    xAxis->setRange(all->low - (all->size() > 0 ? 0 : room), all->high + room);
}

void PlotCanvas::fitY()
{
    // The range of every line by itself, then all of them together: a line of few points counts like one of many.
    std::optional<ValueRange> all;
    for (const auto& one : m_series) {
        if (!one->isShown())
            continue;
        const auto range = percentileRange(one->valuesWithin(xAxis->range().lower, xAxis->range().upper, m_logarithmic),
            m_robust ? 0.02 : 0, m_robust ? 0.98 : 1);
        if (range)
            all = all ? ValueRange{ std::min(all->low, range->low), std::max(all->high, range->high) } : *range;
    }
    if (!all)
        all = m_logarithmic ? ValueRange{ 0.1, 1 } : m_limits.value_or(ValueRange{ 0, 1 });
    ValueRange range = padded(*all, m_logarithmic);
    if (m_limits && !m_logarithmic) {
        // A little beyond the limit, so that a line along it is drawn whole.
        const double slack = 0.02 * range.size();
        range = { std::max(range.low, m_limits->low - slack), std::min(range.high, m_limits->high + slack) };
    }
    yAxis->setRange(range.low, range.high);
}

void PlotCanvas::resizeEvent(QResizeEvent* event)
{
    if (event->size().isEmpty())
        return; // QCustomPlot would draw on a pixmap of no size
    m_legend->fit(event->size().width() - kLegendMargin);
    QCustomPlot::resizeEvent(event);
}

void PlotCanvas::styleLegend()
{
    m_legend->style(m_series, m_theme, m_small);
    m_legend->fit(width() - kLegendMargin);
}

PlotSeries* PlotCanvas::legendEntryAt(const QPointF& position) const
{
    for (const auto& one : m_series)
        if (m_legend->entryRect(*one).contains(position))
            return one.get();
    return nullptr;
}

QRectF PlotCanvas::legendEntryRect(const QString& id) const
{
    const PlotSeries* wanted = series(id);
    return wanted ? m_legend->entryRect(*wanted) : QRectF();
}

} // namespace lookaway
