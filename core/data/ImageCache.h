// SPDX-License-Identifier: MIT
#pragma once

#include "data/Dataset.h"

#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace lookaway {

/// Keeps decoded pictures up to a budget of bytes (pixels plus bookkeeping). It fills up once and then keeps what it
/// has: an epoch visits every picture once, in a new order, where replacing old pictures by new ones would find less
/// and cost more. Thread-safe.
class ImageCache {
public:
    explicit ImageCache(std::size_t maxBytes)
        : m_maxBytes(maxBytes)
    {
    }
    std::optional<Image> find(std::uint64_t key) const;
    /// False when it does not fit any more.
    bool insert(std::uint64_t key, const Image& image);
    std::size_t bytes() const;

private:
    mutable std::mutex m_mutex;
    std::size_t m_maxBytes;
    std::size_t m_bytes = 0;
    std::unordered_map<std::uint64_t, std::shared_ptr<const Image>> m_images;
};

/// A dataset whose pictures, decoded and resized to one side, are kept in a cache.
class CachedDataset : public Dataset {
public:
    CachedDataset(std::shared_ptr<const Dataset> source, std::size_t maxBytes)
        : m_source(std::move(source))
        , m_cache(std::make_unique<ImageCache>(maxBytes))
    {
    }
    std::size_t size() const override { return m_source->size(); }
    std::int64_t label(std::size_t item) const override { return m_source->label(item); }
    std::filesystem::path path(std::size_t item) const override { return m_source->path(item); }
    Result<Image> load(std::size_t item, int side) const override;
    const ImageCache& cache() const { return *m_cache; }

private:
    std::shared_ptr<const Dataset> m_source;
    std::unique_ptr<ImageCache> m_cache;
};

} // namespace lookaway
