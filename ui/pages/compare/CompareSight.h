// SPDX-License-Identifier: MIT
#pragma once

#include <QPointF>
#include <QRectF>

#include <algorithm>
#include <optional>

namespace lookaway {

/// What all cells of a comparison show of their pictures, and where in them the mouse is. Places are shares of a
/// picture's width and height.
struct CompareSight {
    static constexpr double mostZoom = 16;

    double zoom = 1; ///< at least 1: the whole picture
    QPointF centre = { 0.5, 0.5 };
    int hoveredRow = -1;
    QPointF hovered = {}; ///< a place of the hovered row's pictures

    /// The part that is seen.
    QRectF part() const
    {
        const double side = 1 / zoom;
        const auto start = [&](double middle) { return std::clamp(middle - side / 2, 0.0, 1 - side); };
        return { start(centre.x()), start(centre.y()), side, side };
    }
    /// Around a place, which stays where it is.
    void zoomBy(double factor, QPointF around)
    {
        const double next = std::clamp(zoom * factor, 1.0, mostZoom);
        centre = around + (part().center() - around) * (zoom / next);
        zoom = next;
        centre = part().center();
    }
    void moveBy(QPointF shares)
    {
        centre = part().center() + shares;
        centre = part().center();
    }
};

} // namespace lookaway
