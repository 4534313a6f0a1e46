// SPDX-License-Identifier: MIT
#include "evaluate/AttentionSpread.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace lookaway {

static double entropyOf(const HeatMap& map)
{
    double sum = 0;
    double weighted = 0; // sum of v ln v: entropy = ln(sum) - weighted / sum
    for (const float value : map.values) {
        if (value > 0) {
            sum += value;
            weighted += value * std::log(static_cast<double>(value));
        }
    }
    return std::max(0.0, std::log(sum) - weighted / sum);
}

/// Clears the component that contains `start`; an explicit stack, since a component may be the whole picture.
static void clearComponent(std::vector<std::uint8_t>& mask, int width, int height, int start)
{
    std::vector<int> stack{ start };
    mask[static_cast<std::size_t>(start)] = 0;
    while (!stack.empty()) {
        const int x = stack.back() % width;
        const int y = stack.back() / width;
        stack.pop_back();
        for (int ny = std::max(0, y - 1); ny <= std::min(height - 1, y + 1); ++ny) {
            for (int nx = std::max(0, x - 1); nx <= std::min(width - 1, x + 1); ++nx) {
                const int neighbour = ny * width + nx;
                if (mask[static_cast<std::size_t>(neighbour)]) {
                    mask[static_cast<std::size_t>(neighbour)] = 0;
                    stack.push_back(neighbour);
                }
            }
        }
    }
}

AttentionSpread attentionSpread(const HeatMap& map, double level)
{
    AttentionSpread spread;
    const float maximum = map.empty() ? 0.0F : *std::max_element(map.values.begin(), map.values.end());
    if (!(maximum > 0) || !std::isfinite(maximum)) {
        spread.empty = true;
        return spread;
    }
    std::vector<std::uint8_t> mask(map.values.size());
    std::size_t above = 0;
    for (std::size_t i = 0; i < mask.size(); ++i)
        above += mask[i] = map.values[i] > level * maximum;
    spread.shareAboveLevel = static_cast<double>(above) / static_cast<double>(mask.size());
    spread.entropy = entropyOf(map);
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (mask[i]) {
            ++spread.components;
            clearComponent(mask, map.width, map.height, static_cast<int>(i));
        }
    }
    return spread;
}

AttentionSpreadSummary summarise(const std::vector<AttentionSpread>& spreads)
{
    AttentionSpreadSummary summary;
    summary.maps = spreads.size();
    for (const auto& spread : spreads) {
        summary.emptyMaps += spread.empty ? 1 : 0;
        summary.meanShareAboveLevel += spread.shareAboveLevel;
        summary.meanEntropy += spread.entropy;
        summary.meanComponents += spread.components;
    }
    if (const auto measured = static_cast<double>(summary.maps - summary.emptyMaps); measured > 0) {
        summary.meanShareAboveLevel /= measured;
        summary.meanEntropy /= measured;
        summary.meanComponents /= measured;
    }
    return summary;
}

nlohmann::json attentionJson(const std::string& testSet, const AttentionSpreadSummary& summary)
{
    return { { testSet + ".attention_share", summary.meanShareAboveLevel },
        { testSet + ".attention_entropy", summary.meanEntropy },
        { testSet + ".attention_components", summary.meanComponents },
        { testSet + ".attention_empty_maps", summary.emptyMaps } };
}

} // namespace lookaway
