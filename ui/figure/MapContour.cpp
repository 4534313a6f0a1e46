// SPDX-License-Identifier: MIT
#include "figure/MapContour.h"

#include <QPointF>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <vector>

namespace lookaway {

namespace {

/// The map's values at the centres of its pixels, and once more at its edges.
class Grid {
public:
    explicit Grid(const HeatMap& map)
        : m_map(map)
    {
    }

    int columns() const { return m_map.width + 2; }
    int rows() const { return m_map.height + 2; }
    double value(int x, int y) const
    {
        const float v = m_map.at(std::clamp(x - 1, 0, m_map.width - 1), std::clamp(y - 1, 0, m_map.height - 1));
        return std::isfinite(v) ? v : std::numeric_limits<float>::lowest();
    }
    /// In shares of the map.
    QPointF place(int x, int y) const { return { share(x, m_map.width), share(y, m_map.height) }; }

private:
    static double share(int i, int pixels) { return std::clamp((i - 0.5) / pixels, 0.0, 1.0); }
    const HeatMap& m_map;
};

/// An edge between two neighbouring grid points: the right-hand one or the lower one of a point.
using Edge = std::int64_t;

class Tracer {
public:
    Tracer(const HeatMap& map, double level)
        : m_grid(map)
        , m_level(level)
    {
    }

    QPainterPath path()
    {
        for (int y = 0; y + 1 < m_grid.rows(); ++y)
            for (int x = 0; x + 1 < m_grid.columns(); ++x)
                cross(x, y);
        // Lines that end at the map's edges first, so that each is begun at one of its ends.
        for (const auto edge : m_order)
            if (m_neighbours[edge].count == 1)
                follow(edge);
        for (const auto edge : m_order)
            follow(edge);
        return m_path;
    }

private:
    struct Neighbours {
        std::array<Edge, 2> edges{};
        int count = 0;
        bool used = false;
    };

    Edge horizontal(int x, int y) const { return 2 * (Edge{ y } * m_grid.columns() + x); }
    Edge vertical(int x, int y) const { return horizontal(x, y) + 1; }
    bool inside(int x, int y) const { return m_grid.value(x, y) > m_level; }

    void join(Edge a, Edge b)
    {
        for (const auto& [from, to] : { std::pair(a, b), std::pair(b, a) }) {
            auto& neighbours = m_neighbours[from];
            if (neighbours.count == 0)
                m_order.push_back(from);
            neighbours.edges.at(static_cast<std::size_t>(neighbours.count++)) = to;
        }
    }

    /// The lines through the square whose upper left corner is (x, y).
    void cross(int x, int y)
    {
        const Edge top = horizontal(x, y);
        const Edge bottom = horizontal(x, y + 1);
        const Edge left = vertical(x, y);
        const Edge right = vertical(x + 1, y);
        const bool a = inside(x, y);
        const bool b = inside(x + 1, y);
        const bool c = inside(x + 1, y + 1);
        const bool d = inside(x, y + 1);
        const int corners = a + b + c + d;
        if (corners == 0 || corners == 4)
            return;
        if (corners == 2 && a == c) {
            // A saddle: the middle belongs to the corners that are inside, or to the others.
            const bool middle =
                (m_grid.value(x, y) + m_grid.value(x + 1, y) + m_grid.value(x + 1, y + 1) + m_grid.value(x, y + 1)) / 4
                > m_level;
            join(top, middle == a ? right : left);
            join(bottom, middle == a ? left : right);
            return;
        }
        std::array<Edge, 4> crossed{};
        std::size_t count = 0;
        for (const auto& [edge, differs] :
            { std::pair(top, a != b), std::pair(right, b != c), std::pair(bottom, c != d), std::pair(left, d != a) })
            if (differs)
                crossed.at(count++) = edge;
        join(crossed[0], crossed[1]);
    }

    QPointF pointOn(Edge edge) const
    {
        const auto index = edge / 2;
        const int x = static_cast<int>(index % m_grid.columns());
        const int y = static_cast<int>(index / m_grid.columns());
        const int toX = edge % 2 == 0 ? x + 1 : x;
        const int toY = edge % 2 == 0 ? y : y + 1;
        const double from = m_grid.value(x, y);
        const double share = (m_level - from) / (m_grid.value(toX, toY) - from);
        return m_grid.place(x, y) + share * (m_grid.place(toX, toY) - m_grid.place(x, y));
    }

    void follow(Edge start)
    {
        if (m_neighbours[start].used)
            return;
        m_path.moveTo(pointOn(start));
        for (Edge at = start;;) {
            auto& here = m_neighbours[at];
            here.used = true;
            const auto* next = std::find_if(here.edges.begin(), here.edges.begin() + here.count,
                [&](Edge edge) { return !m_neighbours[edge].used; });
            if (next == here.edges.begin() + here.count) {
                if (here.count == 2)
                    m_path.closeSubpath();
                return;
            }
            at = *next;
            m_path.lineTo(pointOn(at));
        }
    }

    Grid m_grid;
    double m_level;
    std::unordered_map<Edge, Neighbours> m_neighbours;
    std::vector<Edge> m_order; ///< in which they were found, so that the same map gives the same path
    QPainterPath m_path;
};

} // namespace

QPainterPath mapContour(const HeatMap& map, double level)
{
    return map.empty() ? QPainterPath() : Tracer(map, level).path();
}

} // namespace lookaway
