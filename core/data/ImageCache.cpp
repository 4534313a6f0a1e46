// SPDX-License-Identifier: MIT
#include "data/ImageCache.h"

namespace lookaway {

/// Node of the map, control block and Image besides the pixels; an estimate on the safe side.
constexpr std::size_t kEntryBytes = 160;

std::optional<Image> ImageCache::find(std::uint64_t key) const
{
    std::shared_ptr<const Image> image;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_images.find(key);
        if (found == m_images.end())
            return std::nullopt;
        image = found->second;
    }
    return *image; // copied outside the lock
}

bool ImageCache::insert(std::uint64_t key, const Image& image)
{
    const std::size_t bytes = image.pixels.size() + kEntryBytes;
    {
        const std::lock_guard lock(m_mutex);
        if (m_images.count(key) > 0)
            return true;
        if (bytes > m_maxBytes - m_bytes)
            return false;
        m_bytes += bytes; // reserved now, so that the copy below needs no lock
    }
    auto copy = std::make_shared<const Image>(image);
    const std::lock_guard lock(m_mutex);
    if (!m_images.emplace(key, std::move(copy)).second)
        m_bytes -= bytes; // another thread was faster
    return true;
}

std::size_t ImageCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

Result<Image> CachedDataset::load(std::size_t item, int side) const
{
    // Sides fit into 16 bits and items into 48 by far; a wrong guess is impossible below 2^48 pictures.
    const std::uint64_t key = std::uint64_t(item) << 16 | (static_cast<std::uint64_t>(side) & 0xFFFF);
    if (auto image = m_cache->find(key))
        return *std::move(image);
    auto image = m_source->load(item, side);
    if (image.ok() && side > 0)
        m_cache->insert(key, *image);
    return image;
}

} // namespace lookaway
