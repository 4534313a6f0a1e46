// SPDX-License-Identifier: MIT
#include "evaluate/PointingGame.h"

#include "evaluate/PixelOrder.h"

#include <algorithm>
#include <cmath>

namespace lookaway {

bool pointsInto(const HeatMap& map, const HeatMap& region, double tolerance)
{
    if (isConstant(map) || region.width != map.width || region.height != map.height)
        return false;
    const auto hottest = static_cast<int>(std::max_element(map.values.begin(), map.values.end()) - map.values.begin());
    const int x = hottest % map.width;
    const int y = hottest / map.width;
    const int reach = static_cast<int>(std::min<double>(std::floor(tolerance), map.width + map.height));
    for (int ny = std::max(0, y - reach); ny <= std::min(map.height - 1, y + reach); ++ny)
        for (int nx = std::max(0, x - reach); nx <= std::min(map.width - 1, x + reach); ++nx)
            if (region.at(nx, ny) > 0.5F && std::hypot(nx - x, ny - y) <= tolerance)
                return true;
    return false;
}

void PointingGame::add(std::int64_t classIndex, bool hit)
{
    auto& score = m_scores[classIndex];
    score.hits += hit ? 1 : 0;
    ++score.all;
}

std::size_t PointingGame::pictures() const
{
    std::size_t all = 0;
    for (const auto& [classIndex, score] : m_scores)
        all += score.all;
    return all;
}

double PointingGame::accuracy() const
{
    double sum = 0;
    for (const auto& [classIndex, score] : m_scores)
        sum += static_cast<double>(score.hits) / static_cast<double>(score.all);
    return m_scores.empty() ? 0 : sum / static_cast<double>(m_scores.size());
}

} // namespace lookaway
