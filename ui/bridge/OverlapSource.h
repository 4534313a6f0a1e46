// SPDX-License-Identifier: MIT
#pragma once

#include "compare/Comparison.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>

namespace lookaway {

/// How much the hot regions of two cells overlap; computed in the background and remembered. GUI thread.
class OverlapSource : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    using Cell = std::shared_ptr<const ComparedCell>;

    /// nullptr = not known yet, ready() follows; a nullopt in it: one of the maps has no heat.
    const std::optional<HotOverlap>* find(const Cell& cell, const Cell& reference, double level);
    void clear();

Q_SIGNALS:
    void ready();

private:
    struct Pair {
        Cell cell;
        Cell reference;
        double level = 0;
        bool operator<(const Pair& other) const
        {
            return std::tie(cell, reference, level) < std::tie(other.cell, other.reference, other.level);
        }
    };
    void start();

    std::map<Pair, std::optional<HotOverlap>> m_known;
    std::vector<Pair> m_asked;
    bool m_busy = false;
};

} // namespace lookaway
