// SPDX-License-Identifier: MIT
#include "compare/MapPairs.h"

#include "compare/Comparison.h"
#include "session/inspect/MapHeat.h"

#include <algorithm>

namespace lookaway {

namespace {

/// The value above which a pixel is hot; nullopt = no heat at all.
std::optional<double> thresholdOf(const HeatMap& heat, double level)
{
    const float maximum = heat.empty() ? 0.F : *std::max_element(heat.values.begin(), heat.values.end());
    return maximum > 0 ? std::optional<double>(level * maximum) : std::nullopt;
}

} // namespace

HeatMap differenceOf(const HeatMap& map, const HeatMap& reference)
{
    const auto own = [](const HeatMap& raw) {
        return displayHeat(heatAbove(raw, 0), raw.width, raw.height, /*isSigned=*/false);
    };
    HeatMap difference = own(map);
    const HeatMap other = own(reference);
    std::transform(difference.values.begin(), difference.values.end(), other.values.begin(), difference.values.begin(),
        [](float a, float b) { return a - b; });
    return difference;
}

HeatMap hotRegionsOf(const HeatMap& map, const HeatMap& reference, double level)
{
    const auto mark = [&](const HeatMap& raw, float label, HeatMap& regions) {
        const HeatMap heat = heatAbove(raw, 0);
        if (const auto threshold = thresholdOf(heat, level))
            for (std::size_t i = 0; i < heat.values.size(); ++i)
                regions.values[i] += heat.values[i] > *threshold ? label : 0.F;
    };
    HeatMap regions(map.width, map.height);
    mark(reference, 1, regions);
    mark(map, 2, regions);
    return regions;
}

std::optional<HotOverlap> hotOverlap(const HeatMap& map, const HeatMap& reference, double level)
{
    if (map.empty() || reference.empty())
        return std::nullopt;
    const int width = std::max(map.width, reference.width);
    const int height = std::max(map.height, reference.height);
    const HeatMap regions = hotRegionsOf(resizedMap(map, width, height), resizedMap(reference, width, height), level);
    const auto count = [&](float label) {
        return static_cast<double>(std::count(regions.values.begin(), regions.values.end(), label));
    };
    const double before = count(1);
    const double here = count(2);
    const double both = count(3);
    if (before + both == 0 || here + both == 0)
        return std::nullopt;
    return HotOverlap{ both / (before + here + both), both / (before + both), here / (here + both) };
}

} // namespace lookaway
