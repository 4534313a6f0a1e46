// SPDX-License-Identifier: MIT
#pragma once

#include <QPoint>
#include <QRect>

namespace lookaway {

class PlotCanvas;

/// Moves what a plot shows: the arithmetic of zooming and panning, in pixels of the canvas.
class PlotNavigator {
public:
    explicit PlotNavigator(PlotCanvas& canvas)
        : m_canvas(canvas)
    {
    }

    /// Shows what is within the rectangle; one that is flat zooms along x only. Too small a one is passed over (false).
    bool zoomTo(const QRect& rect);
    /// Shows `factor` times as much (below 1 = nearer) along one axis, the value under `position` staying in place.
    void zoom(Qt::Orientation axis, double factor, QPointF position);
    /// Moves along with the mouse; for logarithmic axes too.
    void pan(QPointF pixels);
    /// Zooms about the middle, or pans by a tenth; returns whether the key means something.
    bool key(int key);

private:
    PlotCanvas& m_canvas;
};

} // namespace lookaway
