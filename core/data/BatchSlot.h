// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "base/Result.h"
#include "data/Batch.h"

#include <optional>
#include <vector>

namespace lookaway {

/// A batch under way. Its places are handed out one by one, so that all threads work on the first batch first.
/// Counters and error are guarded by the loader; put() may be called from several threads for different places.
class BatchSlot {
public:
    /// `memory`: a used batch, or an empty one. `items`: the pictures for the places, as the epoch's order says.
    BatchSlot(Batch&& memory, int epoch, std::int64_t index, int side, std::vector<std::size_t> items);

    int epoch() const { return m_batch.epoch; }
    std::int64_t index() const { return m_batch.index; }
    std::size_t item(std::size_t place) const { return m_items[place]; }
    void put(std::size_t place, const Image& image, std::int64_t label, std::size_t item);

    bool hasWork() const { return m_taken < m_items.size(); }
    std::size_t takePlace() { return m_taken++; }
    void finishPlace() { ++m_done; }
    bool complete() const { return m_done == m_items.size(); }

    /// The batch, moved together over the places that stayed empty. Ends the slot.
    Batch release();

    std::optional<Error> error;

private:
    Batch m_batch;
    std::size_t m_pictureBytes;
    std::vector<std::size_t> m_items;
    std::vector<char> m_filled; // by place
    std::size_t m_taken = 0;
    std::size_t m_done = 0;
};

} // namespace lookaway
