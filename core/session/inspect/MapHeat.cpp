// SPDX-License-Identifier: MIT
#include "session/inspect/MapHeat.h"

#include "explain/Explainers.h"
#include "session/inspect/MapScale.h"

#include <cmath>

namespace lookaway {

bool mapsHaveZero(const std::string& method)
{
    const auto* entry = findExplainer(method);
    return !entry || entry->hasZero;
}

float noHeatOf(const HeatMap& raw, const std::string& method)
{
    return mapsHaveZero(method) ? 0.F : scaleOf(raw, /*isSigned=*/false).low;
}

HeatMap heatAbove(HeatMap raw, float noHeat)
{
    for (float& value : raw.values)
        value = std::isfinite(value) && value > noHeat ? value - noHeat : 0.F;
    return raw;
}

} // namespace lookaway
