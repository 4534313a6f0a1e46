// SPDX-License-Identifier: MIT
#include "data/BatchSlot.h"

#include <cstring>

namespace lookaway {

BatchSlot::BatchSlot(Batch&& memory, int epoch, std::int64_t index, int side, std::vector<std::size_t> items)
    : m_batch(std::move(memory))
    , m_pictureBytes(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3)
    , m_items(std::move(items))
    , m_filled(m_items.size())
{
    m_batch.epoch = epoch;
    m_batch.index = index;
    m_batch.height = m_batch.width = side;
    m_batch.pixels.resize(m_items.size() * m_pictureBytes);
    m_batch.labels.resize(m_items.size());
    m_batch.items.resize(m_items.size());
}

void BatchSlot::put(std::size_t place, const Image& image, std::int64_t label, std::size_t item)
{
    std::memcpy(m_batch.pixels.data() + place * m_pictureBytes, image.pixels.data(), m_pictureBytes);
    m_batch.labels[place] = label;
    m_batch.items[place] = item;
    m_filled[place] = 1;
}

Batch BatchSlot::release()
{
    std::size_t kept = 0;
    for (std::size_t place = 0; place < m_filled.size(); ++place) {
        if (!m_filled[place])
            continue;
        if (kept != place) {
            std::uint8_t* pixels = m_batch.pixels.data();
            std::memcpy(pixels + kept * m_pictureBytes, pixels + place * m_pictureBytes, m_pictureBytes);
            m_batch.labels[kept] = m_batch.labels[place];
            m_batch.items[kept] = m_batch.items[place];
        }
        ++kept;
    }
    m_batch.count = static_cast<int>(kept);
    m_batch.pixels.resize(kept * m_pictureBytes);
    m_batch.labels.resize(kept);
    m_batch.items.resize(kept);
    return std::move(m_batch);
}

} // namespace lookaway
