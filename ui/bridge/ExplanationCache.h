// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <QByteArray>
#include <QCache>

#include <memory>

namespace lookaway {

/// Explanations that were computed before, found by what they depend on: the model's weights, how pictures become its
/// input, the picture's content, method, layer, class and the settings that the method reads. Bounded, least recently
/// used first out. GUI thread.
class ExplanationCache {
public:
    explicit ExplanationCache(std::size_t bytes = std::size_t{ 256 } << 20);

    /// nullptr = not there.
    std::shared_ptr<const Explanation> find(const QByteArray& key) const;
    void insert(const QByteArray& key, std::shared_ptr<const Explanation> explanation);
    std::size_t bytes() const { return static_cast<std::size_t>(m_entries.totalCost()); }
    int count() const { return static_cast<int>(m_entries.count()); }

    /// The class must be a certain one (not -1).
    static QByteArray key(const ModelFacts& model, const QByteArray& picture, const ExplainOrder& order);

private:
    using Entry = std::shared_ptr<const Explanation>;
    QCache<QByteArray, Entry> m_entries;
};

/// SHA-256 of size and pixels.
QByteArray contentHash(const Image& picture);
/// The row of a method; nullptr = there is none of this id.
const MethodFact* findMethod(const std::string& id);

} // namespace lookaway
