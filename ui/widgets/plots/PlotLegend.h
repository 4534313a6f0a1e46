// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/plots/PlotSeries.h"
#include "widgets/plots/QCustomPlotHeader.h" // only for the .cpp files of Plot

#include <memory>
#include <vector>

namespace lookaway {

/// The legend of a plot: as many columns as fit; a hidden line stays in it, struck through. A single line needs none.
class PlotLegend {
public:
    using AllSeries = std::vector<std::unique_ptr<PlotSeries>>;

    /// `legend` belongs to its plot and outlives this.
    explicit PlotLegend(QCPLegend& legend);

    void add(const PlotSeries& series);
    void remove(const PlotSeries& series);
    /// After lines came or went, were hidden or shown, or the theme changed; fit() follows.
    void style(const AllSeries& all, const QPalette& palette, const QFont& font);
    /// Into so many pixels.
    void fit(int width);
    /// Of a line's entry; empty while there is no legend.
    QRectF entryRect(const PlotSeries& series) const;

private:
    QCPLegend& m_legend;
    std::vector<int> m_widths; ///< px, of the entries
};

} // namespace lookaway
