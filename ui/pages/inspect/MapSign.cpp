// SPDX-License-Identifier: MIT
#include "pages/inspect/MapSign.h"

#include <algorithm>
#include <cmath>

namespace lookaway {

constexpr float kNoise = 1e-5F; ///< share of the largest value; what rounds to below zero is none

bool hasSign(const std::string& method, const HeatMap& map)
{
    const MethodFact* fact = findMethod(method);
    if (!fact || !fact->classSpecific)
        return false;
    if (fact->isSigned)
        return true;
    float lowest = 0;
    float largest = 0;
    for (const float value : map.values)
        if (std::isfinite(value)) {
            lowest = std::min(lowest, value);
            largest = std::max(largest, std::abs(value));
        }
    return lowest < -kNoise * largest;
}

} // namespace lookaway
