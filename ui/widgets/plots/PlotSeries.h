// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/plots/Curve.h"
#include "widgets/plots/PlotTypes.h"
#include "widgets/plots/QCustomPlotHeader.h" // only for the .cpp files of Plot

#include <optional>
#include <vector>

namespace lookaway {

/// One line of a plot: its values, the smoothed ones, and the two graphs that draw them. The graphs belong to the
/// QCustomPlot, which must outlive the series. GUI thread.
class PlotSeries {
public:
    struct Point {
        double x = 0;
        double raw = 0;
        /// Equal to raw while nothing is smoothed.
        double shown = 0;
    };

    PlotSeries(QCustomPlot& plot, QString id, QString title, PlotStyle style);

    const QString& id() const { return m_id; }
    const QString& title() const { return m_title; }
    const PlotStyle& style() const { return m_style; }
    QCPGraph* line() const { return m_line; }
    /// Takes both graphs out of the plot; the series is of no use afterwards.
    void removeGraphs();

    /// O(1). An x below the last one means that the run went back (resumed): the values from x on are dropped.
    void append(double x, double y);
    /// `xs` rises.
    void setData(const std::vector<double>& xs, const std::vector<double>& ys);
    /// Holds from the next refresh() on.
    void setSmoothing(double weight);
    bool isSmoothed() const { return m_style.smoothed && m_smoother.weight() > 0; }
    void setShown(bool shown);
    bool isShown() const { return m_shown; }

    /// Brings what is drawn up to date.
    void refresh();
    void applyTheme(const QPalette& palette);

    bool isEmpty() const { return m_raw->isEmpty(); }
    std::vector<Point> points() const;
    std::optional<ValueRange> xRange() const;
    /// Values whose x is within the range, at most about 20,000 of them, evenly taken.
    std::vector<double> valuesWithin(double low, double high, bool positiveOnly) const;
    /// The point nearest to x, if the line has reached it.
    std::optional<Point> nearest(double x) const;

private:
    using Data = QSharedPointer<QCPGraphDataContainer>;

    void updateSymbols();
    Point pointAt(QCPGraphDataContainer::const_iterator raw) const;

    QString m_id;
    QString m_title;
    PlotStyle m_style;
    Data m_raw;
    Data m_smooth;
    Smoother m_smoother;
    bool m_stale = false;
    bool m_shown = true;
    QColor m_symbolFill;
    QCPGraph* m_trace = nullptr;
    QCPGraph* m_line = nullptr;
};

} // namespace lookaway
