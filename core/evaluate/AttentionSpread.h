// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace lookaway {

/// How widely a heat map is spread over its picture. Negative heat counts as none. A map without positive heat has
/// nothing to measure: empty is set and the rest is 0.
struct AttentionSpread {
    /// Share of the pixels above `level` of the map's maximum (strict), [0, 1].
    double shareAboveLevel = 0;
    /// Entropy of the map as a distribution over pixels, in nats; at most ln(pixels).
    double entropy = 0;
    /// 8-connected components of the pixels above `level` of the maximum.
    int components = 0;
    bool empty = false;
};

/// `level` in [0, 1), 0.5 by default. Torch-free.
AttentionSpread attentionSpread(const HeatMap& map, double level = 0.5);

/// Means over the maps of a test set; empty maps are counted and left out of the means.
struct AttentionSpreadSummary {
    double meanShareAboveLevel = 0;
    double meanEntropy = 0;
    double meanComponents = 0;
    std::size_t maps = 0;
    std::size_t emptyMaps = 0;
};

AttentionSpreadSummary summarise(const std::vector<AttentionSpread>& spreads);

/// "test.attention_share", "test.attention_entropy", "test.attention_components", "test.attention_empty_maps".
nlohmann::json attentionJson(const std::string& testSet, const AttentionSpreadSummary& summary);

} // namespace lookaway
