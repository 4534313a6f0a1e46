// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/plots/PlotTypes.h"
#include "widgets/plots/QCustomPlotHeader.h" // only for the .cpp files of Plot

#include <optional>
#include <vector>

namespace lookaway {

/// Draws what happened along the x axis: setting changes as dashed lines with a flag at the top, the best epoch as a
/// dotted line with a star and a word at the bottom.
class PlotMarks : public QCPAbstractItem {
public:
    explicit PlotMarks(QCustomPlot* plot);

    void setMarkers(std::vector<PlotMarker> markers) { m_markers = std::move(markers); }
    const std::vector<PlotMarker>& markers() const { return m_markers; }
    void setBest(std::optional<double> x, const QString& word);
    std::optional<double> best() const { return m_best; }
    void applyTheme(const QPalette& palette, const QFont& font);

    /// Texts of the marks within reach of a position of the mouse, a line each.
    QStringList textsAt(const QPointF& position) const;

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }

protected:
    void draw(QCPPainter* painter) override;

private:
    double pixelOf(double x) const;
    void drawBest(QCPPainter* painter, const QRectF& area) const;

    std::vector<PlotMarker> m_markers;
    std::optional<double> m_best;
    QString m_bestWord;
    QColor m_markerColor;
    QColor m_bestColor;
    QColor m_ground;
    QFont m_font;
};

/// Ticks at even steps of 1, 2 or 5 times a power of ten: epochs have no halves while they are many.
class EvenTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;
};

/// Decades over wide ranges, 1-2-5 steps over one or two decades, even steps over less.
class LogTicker : public QCPAxisTickerLog {
protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;

private:
    bool m_decades = true;
};

} // namespace lookaway
