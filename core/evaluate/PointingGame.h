// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"

#include <cstddef>
#include <cstdint>
#include <map>

namespace lookaway {

/// Whether the hottest pixel of the map (the first one where several are equal) lies in the region or at most
/// `tolerance` px from the middle of one of its pixels. `region`: as large as the map, above 0.5 inside. A constant map
/// points nowhere. Torch-free.
bool pointsInto(const HeatMap& map, const HeatMap& region, double tolerance);

/// The pointing game (Zhang et al. 2016): hits and misses by class.
class PointingGame {
public:
    void add(std::int64_t classIndex, bool hit);
    std::size_t pictures() const;
    /// Mean over the classes of their share of hits; 0 where nothing was added.
    double accuracy() const;

private:
    struct Score {
        std::size_t hits = 0;
        std::size_t all = 0;
    };
    std::map<std::int64_t, Score> m_scores;
};

} // namespace lookaway
