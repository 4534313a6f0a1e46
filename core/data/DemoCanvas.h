// SPDX-License-Identifier: MIT
#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace lookaway::demo {

using Point = cv::Point2d;
using Points = std::vector<Point>;

/// Red, green, blue in [0, 255].
struct Colour {
    double r = 0;
    double g = 0;
    double b = 0;
};

Colour mix(const Colour& a, const Colour& b, double share);
/// > 1 lightens towards white, < 1 darkens towards black.
Colour shade(const Colour& colour, double factor);

/// Where a drawing stands: local coordinates (x to the right, y down) to the unit square of the picture.
struct Pose {
    Point centre = { 0, 0 };
    double scale = 1;
    double radians = 0;
    bool mirrored = false;

    Point map(const Point& local) const;
};

/// The pixels of a shape (255 inside), at the resolution of the canvas.
struct Stencil {
    cv::Rect box = {};
    cv::Mat mask = {};

    Stencil operator&(const Stencil& other) const;
};

/// Outlines in local coordinates.
Points ellipse(const Point& centre, double rx, double ry);
/// Closed Catmull-Rom curve through the points.
Points smooth(const Points& points);

/// A square picture drawn at several times its size, so that reducing it gives smooth edges. Drawing is integer
/// arithmetic of OpenCV from our own coordinates: the same recipe gives the same pixels on every machine.
class Canvas {
public:
    /// `background`: size x size, 8-bit RGB.
    explicit Canvas(const cv::Mat& background);

    void place(const Pose& pose) { m_pose = pose; }

    Stencil outline(const Points& local) const;
    /// A line of the given width (local units), with round ends.
    Stencil line(const Points& local, double width) const;

    void paint(const Stencil& stencil, const Colour& colour, double opacity = 1);
    /// Shades from `top` to `bottom` along the direction that is down in local coordinates, from y0 to y1.
    void paint(const Stencil& stencil, const Colour& top, const Colour& bottom, double y0, double y1);

    /// Reduced to its size: 8-bit RGB.
    cv::Mat finished() const;
    /// 255 wherever the stencil touches a pixel of the finished picture.
    cv::Mat footprint(const Stencil& stencil) const;

private:
    std::vector<cv::Point> device(const Points& local) const;

    int m_size;
    int m_factor;
    cv::Mat m_pixels;
    Pose m_pose;
};

} // namespace lookaway::demo
