// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "widgets/plots/Curve.h"
#include "widgets/plots/PlotNavigator.h"
#include "widgets/plots/PlotTypes.h"

#include <QImage>
#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QMenu;

namespace lookaway {

class PlotCanvas;
class PlotOverlay;

/// One chart: lines over a time axis that grow while a run goes on. Adding a point costs O(1); the chart is drawn at
/// most 15 times a second, the more rarely the longer that takes, and not while it is hidden. GUI thread.
///
/// Mouse: drag = zoom (a flat drag along x only), Shift or the middle button = pan, wheel = zoom along x (with Ctrl
/// along y), double click = show everything, click on the legend = hide or show a line. Keys: + and - zoom, arrows pan,
/// Home shows everything, 1 to 9 hide or show a line, Ctrl+C copies. The rest is in the context menu.
class Plot : public QWidget {
    Q_OBJECT

public:
    explicit Plot(const QString& title, QWidget* parent = nullptr);
    ~Plot() override;

    void setAxisTitles(const QString& x, const QString& y);
    /// Behind the values of the read-out.
    void setUnit(const QString& unit);
    /// What the values cannot go beyond; room above and below is cut there.
    void setValueLimits(const ValueRange& limits);
    /// What stands in the chart while it has no values.
    void setEmptyText(const QString& text);
    QString title() const;

    /// `id` is stable, the title is for people; replaces a line of the same id. Lines are drawn in this order.
    void addSeries(const QString& id, const QString& title, const PlotStyle& style);
    void removeSeries(const QString& id);
    bool hasSeries(const QString& id) const;
    /// Lines that do not exist are passed over. An x below the last one drops the values from there on.
    void append(const QString& id, double x, double y);
    void setData(const QString& id, const std::vector<double>& xs, const std::vector<double>& ys);
    /// Keeps the lines, drops the values of the run itself (not of those laid over it), the marks and the zoom.
    void clearValues();

    void setMarkers(std::vector<PlotMarker> markers);
    /// Marks the best epoch; nullopt takes the mark away.
    void setBest(std::optional<double> x);

    /// Weight of the moving average in [0, 1), 0 = off.
    void setSmoothing(double weight);
    void setLogarithmic(bool on);
    bool isLogarithmic() const;
    /// Percentiles 2 to 98 of what is visible (for every line by itself) instead of everything.
    void setRobust(bool on);
    bool isRobust() const;
    void setSeriesShown(const QString& id, bool shown);
    bool isSeriesShown(const QString& id) const;

    void resetView();
    /// Whether both ranges follow the data.
    bool showsEverything() const;
    ValueRange xRange() const;
    ValueRange yRange() const;
    /// The cursor line at x without the box of values, for charts that are read together; nullopt = none.
    void setCursorAt(std::optional<double> x);
    QStringList readout() const;
    QRect readoutRect() const;
    /// Of a line's entry in the legend; empty while there is no legend.
    QRect legendRect(const QString& id) const;
    QRect plotArea() const;

    /// Draws at once what is waiting to be drawn.
    void flush();
    /// By the suffix: pdf, svg, png (double resolution), csv.
    Result<void> exportTo(const QString& path);
    QString csv() const;
    QImage picture();
    /// The context menu, to be shown by others too; owned by `parent`.
    QMenu* createMenu(QWidget* parent);

    QSize sizeHint() const override { return { 420, 260 }; }
    QSize minimumSizeHint() const override { return { 180, 130 }; }

Q_SIGNALS:
    /// The mouse is over x.
    void cursorMoved(double x);
    void cursorLeft();
    void scaleChanged();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    enum class Drag { None, Zoom, Pan };

    void schedule();
    /// Draws in `pause` ms at the latest.
    void schedule(int pause);
    void showCursor(QPointF position);
    void endDrag();
    void addExports(QMenu& menu);
    void addLines(QMenu& menu);

    PlotCanvas* m_canvas;
    PlotOverlay* m_overlay;
    PlotNavigator m_navigator;
    QTimer m_timer;
    bool m_waiting = true;
    double m_lastCost = 0; ///< ms that the last drawing took
    Drag m_drag = Drag::None;
    QPoint m_dragStart;
};

} // namespace lookaway
