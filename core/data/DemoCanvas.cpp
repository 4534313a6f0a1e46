// SPDX-License-Identifier: MIT
#include "data/DemoCanvas.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace lookaway::demo {

/// Device coordinates carry four binary digits behind the point.
constexpr int subpixelBits = 4;

Colour mix(const Colour& a, const Colour& b, double share)
{
    return { a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share, a.b + (b.b - a.b) * share };
}

Colour shade(const Colour& colour, double factor)
{
    return factor > 1 ? mix(colour, { 255, 255, 255 }, factor - 1) : mix({ 0, 0, 0 }, colour, factor);
}

Point Pose::map(const Point& local) const
{
    const double x = (mirrored ? -local.x : local.x) * scale;
    const double y = local.y * scale;
    const double c = std::cos(radians);
    const double s = std::sin(radians);
    return { centre.x + c * x - s * y, centre.y + s * x + c * y };
}

Stencil Stencil::operator&(const Stencil& other) const
{
    Stencil both;
    both.box = box & other.box;
    if (!both.box.empty())
        both.mask = mask(both.box - box.tl()) & other.mask(both.box - other.box.tl());
    return both;
}

Points ellipse(const Point& centre, double rx, double ry)
{
    constexpr int corners = 40;
    Points points;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * CV_PI * i / corners;
        points.emplace_back(centre.x + rx * std::cos(angle), centre.y + ry * std::sin(angle));
    }
    return points;
}

Points smooth(const Points& points)
{
    constexpr int steps = 6;
    const std::size_t n = points.size();
    Points curve;
    for (std::size_t i = 0; i < n; ++i) {
        const Point a = points[(i + n - 1) % n];
        const Point b = points[i];
        const Point c = points[(i + 1) % n];
        const Point d = points[(i + 2) % n];
        for (int k = 0; k < steps; ++k) {
            const double t = static_cast<double>(k) / steps;
            curve.push_back(0.5
                * (2 * b + t * (c - a) + t * t * (2 * a - 5 * b + 4 * c - d) + t * t * t * (3 * b - a - 3 * c + d)));
        }
    }
    return curve;
}

Canvas::Canvas(const cv::Mat& background)
    : m_size(background.cols)
    , m_factor(background.cols <= 160 ? 4 : 2)
{
    cv::resize(background, m_pixels, { m_size * m_factor, m_size * m_factor }, 0, 0, cv::INTER_LINEAR);
}

std::vector<cv::Point> Canvas::device(const Points& local) const
{
    const double unit = m_size * m_factor * (1 << subpixelBits);
    std::vector<cv::Point> points;
    points.reserve(local.size());
    for (const Point& p : local) {
        const Point q = m_pose.map(p);
        points.emplace_back(static_cast<int>(std::lround(q.x * unit)), static_cast<int>(std::lround(q.y * unit)));
    }
    return points;
}

/// The part of the canvas around the points (in device units) with a margin in pixels.
static cv::Rect around(const std::vector<cv::Point>& points, int margin, const cv::Mat& canvas)
{
    const cv::Rect fine = cv::boundingRect(points);
    const cv::Point low((fine.x >> subpixelBits) - margin, (fine.y >> subpixelBits) - margin);
    const cv::Point high((fine.br().x >> subpixelBits) + 1 + margin, (fine.br().y >> subpixelBits) + 1 + margin);
    return cv::Rect(low, high) & cv::Rect(0, 0, canvas.cols, canvas.rows);
}

static void shift(std::vector<cv::Point>& points, const cv::Point& origin)
{
    for (auto& point : points)
        point -= origin * (1 << subpixelBits);
}

Stencil Canvas::outline(const Points& local) const
{
    auto points = device(local);
    Stencil stencil;
    stencil.box = around(points, 2, m_pixels);
    if (stencil.box.empty())
        return {};
    shift(points, stencil.box.tl());
    stencil.mask = cv::Mat::zeros(stencil.box.size(), CV_8U);
    cv::fillPoly(stencil.mask, std::vector<std::vector<cv::Point>>{ points }, 255, cv::LINE_8, subpixelBits);
    return stencil;
}

Stencil Canvas::line(const Points& local, double width) const
{
    auto points = device(local);
    const int thickness = std::max(1, static_cast<int>(std::lround(width * m_pose.scale * m_size * m_factor)));
    Stencil stencil;
    stencil.box = around(points, thickness + 2, m_pixels);
    if (stencil.box.empty())
        return {};
    shift(points, stencil.box.tl());
    stencil.mask = cv::Mat::zeros(stencil.box.size(), CV_8U);
    cv::polylines(stencil.mask, points, false, 255, thickness, cv::LINE_8, subpixelBits);
    return stencil;
}

static cv::Vec3b pixel(const Colour& colour)
{
    return { cv::saturate_cast<uchar>(colour.r), cv::saturate_cast<uchar>(colour.g),
        cv::saturate_cast<uchar>(colour.b) };
}

void Canvas::paint(const Stencil& stencil, const Colour& colour, double opacity)
{
    if (stencil.box.empty())
        return;
    cv::Mat region = m_pixels(stencil.box);
    const cv::Vec3b ink = pixel(colour);
    if (opacity >= 1) {
        region.setTo(ink, stencil.mask);
        return;
    }
    const int share = static_cast<int>(std::lround(opacity * 256));
    for (int y = 0; y < region.rows; ++y)
        for (int x = 0; x < region.cols; ++x)
            if (stencil.mask.at<uchar>(y, x))
                for (int c = 0; c < 3; ++c) {
                    auto& value = region.at<cv::Vec3b>(y, x)[c];
                    value = static_cast<uchar>((value * (256 - share) + ink[c] * share) >> 8);
                }
}

void Canvas::paint(const Stencil& stencil, const Colour& top, const Colour& bottom, double y0, double y1)
{
    if (stencil.box.empty())
        return;
    constexpr int levels = 64;
    std::vector<cv::Vec3b> ramp;
    for (int i = 0; i <= levels; ++i)
        ramp.push_back(pixel(mix(top, bottom, static_cast<double>(i) / levels)));
    // Local y of a pixel is linear in its place, and the mirror does not touch it.
    const double unit = m_pose.scale * m_size * m_factor;
    const double c = std::cos(m_pose.radians) / unit;
    const double s = std::sin(m_pose.radians) / unit;
    const Point origin = m_pose.centre * (m_size * m_factor);
    cv::Mat region = m_pixels(stencil.box);
    for (int y = 0; y < region.rows; ++y)
        for (int x = 0; x < region.cols; ++x)
            if (stencil.mask.at<uchar>(y, x)) {
                const double local =
                    c * (y + stencil.box.y + 0.5 - origin.y) - s * (x + stencil.box.x + 0.5 - origin.x);
                const double share = std::clamp((local - y0) / (y1 - y0), 0.0, 1.0);
                region.at<cv::Vec3b>(y, x) = ramp[static_cast<std::size_t>(std::lround(share * levels))];
            }
}

cv::Mat Canvas::finished() const
{
    cv::Mat small;
    cv::resize(m_pixels, small, { m_size, m_size }, 0, 0, cv::INTER_AREA);
    return small;
}

cv::Mat Canvas::footprint(const Stencil& stencil) const
{
    cv::Mat small = cv::Mat::zeros(m_size, m_size, CV_8U);
    for (int y = 0; y < stencil.box.height; ++y)
        for (int x = 0; x < stencil.box.width; ++x)
            if (stencil.mask.at<uchar>(y, x))
                small.at<uchar>((y + stencil.box.y) / m_factor, (x + stencil.box.x) / m_factor) = 255;
    return small;
}

} // namespace lookaway::demo
