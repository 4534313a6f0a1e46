// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"
#include "compare/TestComparison.h"

#include <cstddef>
#include <string>
#include <vector>

namespace lookaway {

// How a report lays maps over pictures.
inline constexpr ColorMap reportColors = ColorMap::Viridis;
inline constexpr double reportOpacity = 0.5;

/// What is seen in the maps of a report, once for all of them: method, layers, colours, scale, and what "no heat" is.
class MapsLegend {
public:
    /// `request` outlives it.
    explicit MapsLegend(const TestComparisonRequest& request);

    /// A map that the report shows.
    void add(std::size_t model, const ComparedCell& cell);
    /// HTML.
    std::string text() const;

private:
    /// " at features.18", or " at features.18 (a), layer4 (b)"; empty for methods without a layer.
    std::string layers() const;

    const TestComparisonRequest& m_request;
    std::vector<std::string> m_layers; ///< by model
    bool m_isSigned = false;
    bool m_anyEmpty = false;
};

} // namespace lookaway
