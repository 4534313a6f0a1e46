// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/Event.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>

namespace lookaway {

/// The last occluded mini-batches, oldest first: at most `length` of them and at most `bytes` of pictures, but the
/// newest one always. Batches are shared, not copied. GUI thread.
class BatchHistory {
public:
    struct Entry {
        /// Counts from 1, also over what was dropped.
        std::uint64_t serial = 0;
        std::shared_ptr<const BatchOccluded> batch = {};
        std::size_t bytes = 0;
    };

    explicit BatchHistory(int length = 50, std::size_t bytes = std::size_t{ 512 } << 20);

    void setLength(int length);
    void setBudget(std::size_t bytes);
    void push(std::shared_ptr<const BatchOccluded> batch);
    void clear();

    int size() const { return static_cast<int>(m_entries.size()); }
    const Entry& at(int position) const { return m_entries.at(static_cast<std::size_t>(position)); }
    /// Of the batch with this serial; -1 = dropped.
    int positionOf(std::uint64_t serial) const;
    std::size_t bytes() const { return m_bytes; }

private:
    void trim();

    std::deque<Entry> m_entries;
    int m_length;
    std::size_t m_budget;
    std::size_t m_bytes = 0;
    std::uint64_t m_lastSerial = 0;
};

} // namespace lookaway
