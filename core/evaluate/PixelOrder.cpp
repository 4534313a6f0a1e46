// SPDX-License-Identifier: MIT
#include "evaluate/PixelOrder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lookaway {

namespace {

std::vector<std::int32_t> indicesOf(const HeatMap& map)
{
    std::vector<std::int32_t> order(map.values.size());
    std::iota(order.begin(), order.end(), 0);
    return order;
}

/// Ranks from 0, smallest first; equal values get the mean of theirs.
std::vector<double> sharedRanks(const HeatMap& map)
{
    auto order = indicesOf(map);
    const auto at = [&](std::int32_t i) { return map.values[static_cast<std::size_t>(i)]; };
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return at(a) < at(b); });
    std::vector<double> ranks(order.size());
    for (std::size_t first = 0; first < order.size();) {
        auto end = first + 1;
        while (end < order.size() && at(order[end]) == at(order[first]))
            ++end;
        const double shared = static_cast<double>(first + end - 1) / 2;
        for (; first < end; ++first)
            ranks[static_cast<std::size_t>(order[first])] = shared;
    }
    return ranks;
}

} // namespace

std::vector<std::int32_t> pixelRanks(const HeatMap& map)
{
    auto order = indicesOf(map);
    const auto heat = [&](std::int32_t i) {
        const float value = map.values[static_cast<std::size_t>(i)];
        return std::isnan(value) ? -INFINITY : value;
    };
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return heat(a) > heat(b); });
    std::vector<std::int32_t> ranks(order.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank)
        ranks[static_cast<std::size_t>(order[rank])] = static_cast<std::int32_t>(rank);
    return ranks;
}

bool isConstant(const HeatMap& map)
{
    if (map.empty() || !std::all_of(map.values.begin(), map.values.end(), [](float v) { return std::isfinite(v); }))
        return true;
    const auto [low, high] = std::minmax_element(map.values.begin(), map.values.end());
    const double range = double{ *high } - double{ *low };
    return !(range > 1e-6 * std::max(std::abs(double{ *low }), std::abs(double{ *high })));
}

std::optional<double> rankCorrelation(const HeatMap& a, const HeatMap& b)
{
    if (a.width != b.width || a.height != b.height || isConstant(a) || isConstant(b))
        return std::nullopt;
    const auto x = sharedRanks(a);
    const auto y = sharedRanks(b);
    const double middle = static_cast<double>(x.size() - 1) / 2;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - middle) * (y[i] - middle);
        xx += (x[i] - middle) * (x[i] - middle);
        yy += (y[i] - middle) * (y[i] - middle);
    }
    return xy / std::sqrt(xx * yy);
}

} // namespace lookaway
