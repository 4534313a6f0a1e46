// SPDX-License-Identifier: MIT
#include "report/LineChart.h"

#include "base/Text.h"
#include "report/Html.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace lookaway {

namespace {

// px of the drawing's own coordinates.
constexpr double width = 520;
constexpr double height = 300;
constexpr double left = 56;
constexpr double right = 12;
constexpr double top = 34;
constexpr double bottom = 44;
constexpr double legendLine = 18;

// Black is left out, it would vanish on dark paper; yellow on light.
constexpr std::array<const char*, 6> colors{ "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9" };
/// Of a solid and a dashed line; models beyond the colours take the next row.
constexpr std::array<std::array<const char*, 2>, 3> dashes{ { { "none", "7 4" }, { "2 3", "9 3 2 3" },
    { "14 3", "14 3 2 3 2 3" } } };

struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void add(double value)
    {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    bool empty() const { return low > high; }
    void widen()
    {
        if (low == high) {
            low -= 0.5;
            high += 0.5;
        }
    }
};

std::string number(double value)
{
    return text(std::round(value * 10) / 10);
}

std::string label(double x, double y, const std::string& words, const char* anchor, const char* more = "")
{
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\"" + more + ">"
        + html(words) + "</text>\n";
}

class Drawing {
public:
    Drawing(Extent x, Extent y)
        : m_x(x)
        , m_y(y)
    {
    }
    double across(double value) const
    {
        return left + (value - m_x.low) / (m_x.high - m_x.low) * (width - left - right);
    }
    double down(double value) const
    {
        return height - bottom - (value - m_y.low) / (m_y.high - m_y.low) * (height - top - bottom);
    }

    std::string axes(const std::string& xTitle) const
    {
        std::string all;
        for (const double tick : niceTicks(m_y.low, m_y.high, 6)) {
            all += segment(left, down(tick), width - right, down(tick), "grid");
            all += label(left - 6, down(tick) + 4, text(tick), "end");
        }
        for (const double tick : niceTicks(m_x.low, m_x.high, 8))
            all += label(across(tick), height - bottom + 16, text(tick), "middle");
        all += segment(left, height - bottom, width - right, height - bottom, "axis");
        return all + label((left + width - right) / 2, height - 8, xTitle, "middle");
    }

    std::string curve(const ChartLine& line) const
    {
        std::string path;
        bool drawing = false;
        for (const auto& [x, y] : line.points) {
            if (std::isfinite(x) && std::isfinite(y))
                path += (drawing ? " L" : " M") + number(across(x)) + " " + number(down(y));
            drawing = std::isfinite(x) && std::isfinite(y);
        }
        return "<path d=\"" + path + "\" " + stroke(line) + "/>\n";
    }

    static std::string stroke(const ChartLine& line)
    {
        const auto color = static_cast<std::size_t>(line.color);
        const auto& row = dashes.at(color / colors.size() % dashes.size());
        return std::string("fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke=\"")
            + colors.at(color % colors.size()) + "\" stroke-dasharray=\"" + row.at(line.dashed ? 1 : 0) + "\"";
    }

private:
    static std::string segment(double x0, double y0, double x1, double y1, const char* style)
    {
        return "<path class=\"" + std::string(style) + "\" d=\"M" + number(x0) + " " + number(y0) + " L" + number(x1)
            + " " + number(y1) + "\"/>\n";
    }

    Extent m_x;
    Extent m_y;
};

} // namespace

std::vector<double> niceTicks(double low, double high, int most)
{
    if (!(high > low) || most < 2)
        return {};
    const double rough = (high - low) / (most - 1);
    auto exponent = static_cast<int>(std::floor(std::log10(rough)));
    double factor = 1;
    for (const double next : { 2.0, 5.0, 10.0 })
        if (factor * std::pow(10, exponent) < rough * (1 - 1e-9))
            factor = next;
    const double power = std::pow(10, std::abs(exponent));
    // Dividing whole numbers gives the double that is written as "0.3".
    const auto tick = [&](double i) { return exponent < 0 ? i * factor / power : i * factor * power; };
    const double first = std::ceil(low / tick(1) - 1e-9);
    std::vector<double> ticks;
    // Counted: where low and high are neighbouring doubles, adding 1 would not lead on.
    for (int i = 0; i < most && tick(first + i) <= high + 1e-9 * tick(1); ++i)
        if (const double value = tick(first + i) + 0.0; ticks.empty() || value > ticks.back()) // no "-0"
            ticks.push_back(value);
    return ticks;
}

std::string lineChart(const std::string& title, const std::string& xTitle, const std::vector<ChartLine>& lines)
{
    Extent x;
    Extent y;
    for (const auto& line : lines)
        for (const auto& [px, py] : line.points)
            if (std::isfinite(px) && std::isfinite(py)) {
                x.add(px);
                y.add(py);
            }
    if (x.empty())
        return {};
    x.widen();
    y.widen();
    const Drawing drawing(x, y);
    const double whole = height + legendLine * static_cast<double>(lines.size());
    std::string all = "<svg viewBox=\"0 0 " + number(width) + " " + number(whole)
        + "\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"" + html(title) + "\">\n"
        + label(left, 18, title, "start", " font-weight=\"600\"") + drawing.axes(xTitle);
    double at = height + 8;
    for (const auto& line : lines) {
        all += drawing.curve(line);
        all += "<path d=\"M" + number(left) + " " + number(at - 4) + " h28\" " + Drawing::stroke(line) + "/>\n";
        all += label(left + 36, at, line.title, "start");
        at += legendLine;
    }
    return all + "</svg>\n";
}

} // namespace lookaway
