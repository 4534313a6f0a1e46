// SPDX-License-Identifier: MIT
#include "session/inspect/OwnScale.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

namespace lookaway {

namespace {

/// The value below which that share of all values lies; reorders them. At least one.
float percentile(std::vector<float>& values, double share)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

MapScale withoutOutliers(const HeatMap& raw, bool isSigned)
{
    constexpr double leftOut = 0.01;
    std::vector<float> values;
    std::copy_if(
        raw.values.begin(), raw.values.end(), std::back_inserter(values), [](float v) { return std::isfinite(v); });
    if (values.empty())
        return { 0, 0 };
    if (!isSigned)
        return { percentile(values, leftOut), percentile(values, 1 - leftOut) };
    for (float& value : values)
        value = std::abs(value);
    const float largest = percentile(values, 1 - leftOut);
    return { -largest, largest };
}

} // namespace

const char* nameOf(OwnScale kind)
{
    return kind == OwnScale::Whole ? "own" : "own-no-outliers";
}

MapScale ownScale(const HeatMap& raw, bool isSigned, OwnScale kind)
{
    const auto whole = scaleOf(raw, isSigned);
    if (kind == OwnScale::Whole)
        return whole;
    const auto most = withoutOutliers(raw, isSigned);
    return most.constant() ? whole : most;
}

} // namespace lookaway
