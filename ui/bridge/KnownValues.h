// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QCache>
#include <QHash>
#include <QSet>

#include <memory>
#include <utility>

namespace lookaway {

/// What was found, by the key that says all it depends on: that which is wanted now, and former ones, of which the
/// least recently used go first. A thread of its own.
template <class Value> class KnownValues {
public:
    using Pointer = std::shared_ptr<const Value>;

    /// `formerCost`: how much all former ones may cost.
    explicit KnownValues(qsizetype formerCost)
        : m_former(formerCost)
    {
    }

    bool contains(const QByteArray& key) const { return m_now.contains(key); }
    /// nullptr = not known.
    Pointer value(const QByteArray& key) const { return m_now.value(key); }
    void insert(const QByteArray& key, Pointer value) { m_now.insert(key, std::move(value)); }
    bool remove(const QByteArray& key) { return m_now.remove(key); }
    void forgetFormer() { m_former.clear(); }
    void clear()
    {
        m_now.clear();
        m_former.clear();
    }

    /// The others become former ones; of cost 0 = not worth keeping.
    template <class Cost> void keepOnly(const QSet<QByteArray>& wanted, const Cost& cost)
    {
        m_now.removeIf([&](typename QHash<QByteArray, Pointer>::iterator entry) {
            if (wanted.contains(entry.key()))
                return false;
            if (const qsizetype price = cost(*entry.value()); price > 0)
                m_former.insert(entry.key(), new Pointer(entry.value()), price);
            return true;
        });
    }
    /// Whether it was a former one; it is known from now on.
    bool takeBack(const QByteArray& key)
    {
        const std::unique_ptr<Pointer> former(m_former.take(key));
        if (former)
            m_now.insert(key, std::move(*former));
        return former != nullptr;
    }

private:
    QHash<QByteArray, Pointer> m_now;
    QCache<QByteArray, Pointer> m_former;
};

} // namespace lookaway
