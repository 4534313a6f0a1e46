// SPDX-License-Identifier: MIT
#include "session/inspect/MapScale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lookaway {

namespace {

/// Where a pixel of the large map lies between two of the small one.
struct Tap {
    int first = 0;
    int second = 0;
    float share = 0; ///< of the second
};

std::vector<Tap> taps(int from, int to)
{
    std::vector<Tap> all(static_cast<std::size_t>(to));
    const double step = static_cast<double>(from) / to;
    for (int i = 0; i < to; ++i) {
        const double place = std::max(0.0, (i + 0.5) * step - 0.5);
        const int first = std::min(static_cast<int>(place), from - 1);
        all[static_cast<std::size_t>(i)] = { first, std::min(first + 1, from - 1), static_cast<float>(place - first) };
    }
    return all;
}

} // namespace

MapScale scaleOf(const HeatMap& raw, bool isSigned)
{
    MapScale scale{ std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity() };
    for (const float value : raw.values)
        if (std::isfinite(value)) {
            scale.low = std::min(scale.low, value);
            scale.high = std::max(scale.high, value);
        }
    if (!(scale.high >= scale.low))
        return { 0, 0 };
    if (isSigned) {
        const float largest = std::max(std::abs(scale.low), std::abs(scale.high));
        return { -largest, largest };
    }
    return scale;
}

MapScale sharedScale(const std::vector<MapScale>& scales)
{
    if (scales.empty())
        return { 0, 0 };
    MapScale shared = scales.front();
    for (const auto& scale : scales) {
        shared.low = std::min(shared.low, scale.low);
        shared.high = std::max(shared.high, scale.high);
    }
    return shared;
}

HeatMap resizedMap(const HeatMap& raw, int width, int height)
{
    if (raw.empty() || (raw.width == width && raw.height == height))
        return raw;
    HeatMap large(width, height);
    const auto columns = taps(raw.width, width);
    const auto rows = taps(raw.height, height);
    auto* out = large.values.data();
    for (const auto& row : rows)
        for (const auto& column : columns) {
            const float top = raw.at(column.first, row.first)
                + column.share * (raw.at(column.second, row.first) - raw.at(column.first, row.first));
            const float bottom = raw.at(column.first, row.second)
                + column.share * (raw.at(column.second, row.second) - raw.at(column.first, row.second));
            *out++ = top + row.share * (bottom - top);
        }
    return large;
}

HeatMap displayHeat(const HeatMap& raw, int width, int height, bool isSigned, const std::optional<MapScale>& scale)
{
    HeatMap heat = resizedMap(raw, width, height);
    const MapScale used = scale ? *scale : scaleOf(heat, isSigned);
    const float nothing = isSigned ? 0.5F : 0.F;
    for (float& value : heat.values)
        value = used.constant() || !std::isfinite(value)
            ? nothing
            : std::clamp((value - used.low) / (used.high - used.low), 0.F, 1.F);
    return heat;
}

} // namespace lookaway
