// SPDX-License-Identifier: MIT
#include "bridge/OverlapSource.h"

#include "session/inspect/MapHeat.h"
#include "widgets/Background.h"

#include <algorithm>

namespace lookaway {

const std::optional<HotOverlap>* OverlapSource::find(const Cell& cell, const Cell& reference, double level)
{
    const Pair pair{ cell, reference, level };
    if (const auto known = m_known.find(pair); known != m_known.end())
        return &known->second;
    const auto same = [&](const Pair& other) { return !(pair < other) && !(other < pair); };
    if (std::none_of(m_asked.begin(), m_asked.end(), same))
        m_asked.push_back(pair);
    start();
    return nullptr;
}

void OverlapSource::clear()
{
    m_known.clear();
    m_asked.clear();
}

/// All that were asked for, in one go: only cells that are seen ask.
void OverlapSource::start()
{
    if (m_busy || m_asked.empty())
        return;
    m_busy = true;
    using Found = std::vector<std::pair<Pair, std::optional<HotOverlap>>>;
    inBackground(
        this,
        [pairs = std::exchange(m_asked, {})]() -> Result<Found> {
            Found found;
            const auto heat = [](const Cell& cell) { return heatAbove(cell->map, cell->noHeat); };
            for (const Pair& pair : pairs)
                found.emplace_back(pair, hotOverlap(heat(pair.cell), heat(pair.reference), pair.level));
            return found;
        },
        [this](const Result<Found>& found) {
            m_busy = false;
            if (!found)
                return;
            for (const auto& [pair, overlap] : *found)
                m_known.emplace(pair, overlap);
            Q_EMIT ready();
            start();
        });
}

} // namespace lookaway
