// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/plots/PlotItems.h"
#include "widgets/plots/PlotLegend.h"
#include "widgets/plots/PlotSeries.h"
#include "widgets/plots/QCustomPlotHeader.h" // only for the .cpp files of Plot

#include <memory>
#include <optional>
#include <vector>

namespace lookaway {

/// What Plot draws on: title, legend, axes, lines and marks, with ranges that follow the data until somebody zooms.
/// Knows no mouse and no keys. GUI thread.
class PlotCanvas : public QCustomPlot {
public:
    PlotCanvas(const QString& title, QWidget* parent);
    ~PlotCanvas() override;

    const QString& title() const { return m_title; }
    void setAxisTitles(const QString& x, const QString& y);
    const QString& xTitle() const { return m_xTitle; }
    void applyTheme(const QPalette& palette, const QFont& font);

    PlotSeries& addSeries(const QString& id, const QString& title, const PlotStyle& style);
    void removeSeries(const QString& id);
    /// nullptr = there is none of this id.
    PlotSeries* series(const QString& id) const;
    const std::vector<std::unique_ptr<PlotSeries>>& allSeries() const { return m_series; }
    void setShown(PlotSeries& series, bool shown);
    bool isEmpty() const;
    PlotMarks& marks() { return *m_marks; }

    void setSmoothing(double weight);
    double smoothing() const { return m_smoothing; }
    void setLogarithmic(bool on);
    bool isLogarithmic() const { return m_logarithmic; }
    void setRobust(bool on) { m_robust = on; }
    bool isRobust() const { return m_robust; }
    void setValueLimits(const ValueRange& limits) { m_limits = limits; }

    /// A range follows the data until it is set by hand.
    void setXRange(const ValueRange& range);
    void setYRange(const ValueRange& range);
    ValueRange xRange() const { return { xAxis->range().lower, xAxis->range().upper }; }
    ValueRange yRange() const { return { yAxis->range().lower, yAxis->range().upper }; }
    void followData();
    bool followsData() const { return m_followX && m_followY; }

    /// Brings ranges and picture up to date; the only place that draws.
    void refresh();
    /// The line whose entry of the legend is at this place, or nullptr.
    PlotSeries* legendEntryAt(const QPointF& position) const;
    QRectF legendEntryRect(const QString& id) const;
    QRect plotArea() const { return axisRect()->rect(); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitX();
    void fitY();
    void styleLegend();

    QString m_title;
    QString m_xTitle;
    QCPTextElement* m_titleElement = nullptr;
    PlotMarks* m_marks = nullptr;
    std::unique_ptr<PlotLegend> m_legend;
    std::vector<std::unique_ptr<PlotSeries>> m_series;
    QPalette m_theme;
    QFont m_small;
    double m_smoothing = 0;
    bool m_logarithmic = false;
    bool m_robust = false;
    bool m_followX = true;
    bool m_followY = true;
    std::optional<ValueRange> m_limits;
};

} // namespace lookaway
