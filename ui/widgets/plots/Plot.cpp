// SPDX-License-Identifier: MIT
#include "widgets/plots/Plot.h"

#include "widgets/plots/PlotCanvas.h"
#include "widgets/plots/PlotExport.h"
#include "widgets/plots/PlotOverlay.h"

namespace lookaway {

namespace {

constexpr int kReplotPause = 67;    ///< ms: at most 15 drawings a second
constexpr int kLongestPause = 1000; ///< ms between values that came and their drawing
constexpr int kPausePerCost = 800;  ///< new values are drawn during at most 1/800 of the time: training needs the rest

} // namespace

Plot::Plot(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_canvas(new PlotCanvas(title, this))
    , m_overlay(new PlotOverlay(*m_canvas, this))
    , m_navigator(*m_canvas)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("%1, chart").arg(title));
    setAccessibleDescription(tr("Plus and minus zoom, arrows pan, Home shows everything, digits hide or show a line."));
    m_canvas->setObjectName(QStringLiteral("canvas"));
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible()) // hidden in the meantime: showEvent() makes up for it
            flush();
    });
}

Plot::~Plot() = default;

void Plot::setAxisTitles(const QString& x, const QString& y)
{
    m_canvas->setAxisTitles(x, y);
    schedule();
}

void Plot::setUnit(const QString& unit)
{
    m_overlay->setUnit(unit);
}

void Plot::setValueLimits(const ValueRange& limits)
{
    m_canvas->setValueLimits(limits);
    schedule();
}

void Plot::setEmptyText(const QString& text)
{
    m_overlay->setEmptyText(text);
}

QString Plot::title() const
{
    return m_canvas->title();
}

void Plot::addSeries(const QString& id, const QString& title, const PlotStyle& style)
{
    m_canvas->addSeries(id, title, style);
    schedule();
}

void Plot::removeSeries(const QString& id)
{
    m_canvas->removeSeries(id);
    schedule();
}

bool Plot::hasSeries(const QString& id) const
{
    return m_canvas->series(id) != nullptr;
}

void Plot::append(const QString& id, double x, double y)
{
    if (PlotSeries* series = m_canvas->series(id)) {
        series->append(x, y);
        schedule(std::clamp(int(m_lastCost * kPausePerCost), kReplotPause, kLongestPause));
    }
}

void Plot::setData(const QString& id, const std::vector<double>& xs, const std::vector<double>& ys)
{
    if (PlotSeries* series = m_canvas->series(id)) {
        series->setData(xs, ys);
        schedule();
    }
}

void Plot::clearValues()
{
    for (const auto& series : m_canvas->allSeries())
        if (series->style().overlay < 0)
            series->setData({}, {});
    m_canvas->marks().setMarkers({});
    setBest(std::nullopt);
    resetView();
}

void Plot::setMarkers(std::vector<PlotMarker> markers)
{
    m_canvas->marks().setMarkers(std::move(markers));
    schedule();
}

void Plot::setBest(std::optional<double> x)
{
    m_canvas->marks().setBest(x, tr("best"));
    schedule();
}

void Plot::setSmoothing(double weight)
{
    m_canvas->setSmoothing(weight);
    schedule();
}

void Plot::setLogarithmic(bool on)
{
    if (on == m_canvas->isLogarithmic())
        return;
    m_canvas->setLogarithmic(on);
    m_canvas->applyTheme(palette(), font());
    schedule();
    Q_EMIT scaleChanged();
}

bool Plot::isLogarithmic() const
{
    return m_canvas->isLogarithmic();
}

void Plot::setRobust(bool on)
{
    if (on == m_canvas->isRobust())
        return;
    m_canvas->setRobust(on);
    schedule();
    Q_EMIT scaleChanged();
}

bool Plot::isRobust() const
{
    return m_canvas->isRobust();
}

void Plot::setSeriesShown(const QString& id, bool shown)
{
    if (PlotSeries* series = m_canvas->series(id)) {
        m_canvas->setShown(*series, shown);
        schedule();
    }
}

bool Plot::isSeriesShown(const QString& id) const
{
    const PlotSeries* series = m_canvas->series(id);
    return series && series->isShown();
}

void Plot::resetView()
{
    m_canvas->followData();
    schedule();
}

bool Plot::showsEverything() const
{
    return m_canvas->followsData();
}

ValueRange Plot::xRange() const
{
    return m_canvas->xRange();
}

ValueRange Plot::yRange() const
{
    return m_canvas->yRange();
}

void Plot::setCursorAt(std::optional<double> x)
{
    m_overlay->setCursorAt(x, false);
}

QStringList Plot::readout() const
{
    return m_overlay->readoutLines();
}

QRect Plot::readoutRect() const
{
    return m_overlay->readoutRect();
}

QRect Plot::legendRect(const QString& id) const
{
    return m_canvas->legendEntryRect(id).toRect();
}

QRect Plot::plotArea() const
{
    return m_canvas->plotArea();
}

void Plot::schedule()
{
    schedule(kReplotPause);
}

void Plot::schedule(int pause)
{
    m_waiting = true;
    if (isVisible() && (!m_timer.isActive() || m_timer.remainingTime() > pause))
        m_timer.start(pause);
}

void Plot::flush()
{
    m_timer.stop();
    if (!m_waiting)
        return;
    m_waiting = false;
    QElapsedTimer clock;
    clock.start();
    m_canvas->refresh();
    m_lastCost = double(clock.nsecsElapsed()) * 1e-6;
    m_overlay->update();
}

Result<void> Plot::exportTo(const QString& path)
{
    flush();
    return exportPlot(*m_canvas, path);
}

QString Plot::csv() const
{
    return plotCsv(*m_canvas);
}

QImage Plot::picture()
{
    flush();
    return plotPicture(*m_canvas);
}

void Plot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_canvas->applyTheme(palette(), font());
        schedule();
    }
}

void Plot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_canvas->setGeometry(rect());
    m_overlay->setGeometry(rect());
    schedule();
}

void Plot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    flush();
}

} // namespace lookaway
