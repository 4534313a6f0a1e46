// SPDX-License-Identifier: MIT
#pragma once

#include "base/Random.h"
#include "data/BatchLoader.h"

#include <atomic>
#include <set>
#include <stdexcept>

namespace lookaway::test {

constexpr int kSide = 12;

/// Pictures of noise, label = item % 3.
inline std::shared_ptr<MemoryDataset> noiseDataset(std::size_t count)
{
    std::vector<Image> images;
    std::vector<std::int64_t> labels;
    for (std::size_t i = 0; i < count; ++i) {
        Random random(i);
        Image image(kSide, kSide);
        for (auto& value : image.pixels)
            value = std::uint8_t(random.below(256));
        images.push_back(std::move(image));
        labels.push_back(std::int64_t(i % 3));
    }
    return std::make_shared<MemoryDataset>(std::move(images), std::move(labels));
}

/// Fails for some items, counts what is asked of it.
class FlakyDataset : public Dataset {
public:
    FlakyDataset(std::size_t count, std::set<std::size_t> broken)
        : m_source(noiseDataset(count))
        , m_broken(std::move(broken))
    {
    }
    std::size_t size() const override { return m_source->size(); }
    std::int64_t label(std::size_t item) const override { return m_source->label(item); }
    std::filesystem::path path(std::size_t item) const override { return m_source->path(item); }
    Result<Image> load(std::size_t item, int side) const override
    {
        ++loads;
        if (throws)
            throw std::runtime_error("boom");
        if (m_broken.count(item) > 0)
            return fail("'" + path(item).string() + "' is broken.");
        return m_source->load(item, side);
    }
    mutable std::atomic<int> loads = 0;
    bool throws = false;

private:
    std::shared_ptr<const Dataset> m_source;
    std::set<std::size_t> m_broken;
};

inline LoaderOptions options(int threads = 2, int batchSize = 8)
{
    LoaderOptions o;
    o.threads = threads;
    o.batchSize = batchSize;
    o.imageSize = kSide;
    o.seed = 21;
    return o;
}

/// The rest of the epoch.
inline std::vector<Batch> drain(BatchLoader& loader)
{
    std::vector<Batch> batches;
    while (true) {
        auto batch = loader.next();
        if (!batch.ok())
            throw std::runtime_error(batch.error().message());
        if (!*batch)
            return batches;
        batches.push_back(std::move(**batch));
    }
}

inline bool same(const Batch& a, const Batch& b)
{
    return a.epoch == b.epoch && a.index == b.index && a.count == b.count && a.pixels == b.pixels
        && a.labels == b.labels && a.items == b.items;
}

} // namespace lookaway::test
