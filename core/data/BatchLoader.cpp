// SPDX-License-Identifier: MIT
#include "data/BatchLoader.h"

#include "base/Affinity.h"
#include "data/BatchSlot.h"
#include "data/PictureLoader.h"
#include "data/Sampler.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace lookaway {

LoaderOptions loaderOptions(const DataSettings& data, const AugmentationSettings& augmentation,
    LoaderOptions::Mode mode, int batchSize, int imageSize, std::uint64_t seed)
{
    LoaderOptions options;
    options.mode = mode;
    options.batchSize = batchSize;
    options.imageSize = imageSize;
    options.seed = seed;
    options.oversampleToNthLargest = data.oversampleToNthLargest;
    options.augmentation = augmentation;
    options.threads = resolvedLoaderThreads(data);
    options.prefetchBatches = data.prefetchBatches;
    return options;
}

class BatchLoader::Impl {
public:
    Impl(std::shared_ptr<const Dataset> dataset, const LoaderOptions& options, CancelToken cancel);
    ~Impl();

    std::int64_t batchesPerEpoch() const { return m_batches; }
    void startEpoch(int epoch, std::int64_t firstBatch);
    Result<std::optional<Batch>> next();
    void recycle(Batch&& batch);
    std::vector<DataProblem> problems() const { return m_pictures.problems(); }

private:
    bool training() const { return m_options.mode == LoaderOptions::Mode::Training; }
    void work();
    std::shared_ptr<BatchSlot> slotWithWork();
    std::shared_ptr<BatchSlot> openSlot();
    Result<void> fill(BatchSlot& slot, std::size_t place);

    const std::shared_ptr<const Dataset> m_dataset;
    const LoaderOptions m_options;
    PictureLoader m_pictures;
    const CancelToken m_cancel;
    const Sampler m_sampler;
    std::int64_t m_batches = 0;

    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable m_workAvailable;
    std::condition_variable m_batchReady;
    bool m_stopping = false;
    int m_epoch = 0;
    std::vector<std::size_t> m_order;
    std::int64_t m_nextBatch = 0;                   // the next one to be opened; m_batches before the first startEpoch
    std::deque<std::shared_ptr<BatchSlot>> m_slots; // under way and ready, in order
    std::vector<Batch> m_spare;

    std::vector<std::thread> m_workers;
};

static Sampler makeSampler(const Dataset& dataset, const LoaderOptions& options)
{
    const bool training = options.mode == LoaderOptions::Mode::Training;
    return Sampler(dataset, { training, options.seed, training ? options.oversampleToNthLargest : 0 });
}

BatchLoader::Impl::Impl(std::shared_ptr<const Dataset> dataset, const LoaderOptions& options, CancelToken cancel)
    : m_dataset(std::move(dataset))
    , m_options(options)
    , m_pictures(m_dataset, options)
    , m_cancel(std::move(cancel))
    , m_sampler(makeSampler(*m_dataset, options))
{
    if (options.batchSize < 1 || options.imageSize < 1)
        throw std::invalid_argument("BatchLoader: batch size and image size must be positive");
    const auto batchSize = static_cast<std::size_t>(options.batchSize);
    const std::size_t rest = m_sampler.size() % batchSize;
    const bool dropped = training() && (options.dropLast || (rest == 1 && batchSize > 1));
    m_batches = static_cast<std::int64_t>(m_sampler.size() / batchSize + (rest > 0 && !dropped ? 1 : 0));
    m_nextBatch = m_batches;
    for (int i = 0; i < std::max(options.threads, 1); ++i)
        m_workers.emplace_back([this] { work(); });
}

BatchLoader::Impl::~Impl()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_workAvailable.notify_all();
    for (auto& worker : m_workers)
        worker.join();
}

void BatchLoader::Impl::startEpoch(int epoch, std::int64_t firstBatch)
{
    auto order = m_sampler.order(epoch);
    {
        const std::lock_guard lock(m_mutex);
        m_slots.clear(); // workers finish the pictures they are at and let go of the old slots
        m_epoch = epoch;
        m_order = std::move(order);
        m_nextBatch = std::clamp<std::int64_t>(firstBatch, 0, m_batches);
    }
    m_workAvailable.notify_all();
}

Result<std::optional<Batch>> BatchLoader::Impl::next()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        if (m_cancel.cancelled())
            return cancelled();
        if (m_slots.empty() && m_nextBatch == m_batches)
            return std::optional<Batch>();
        // A worker that sees the token or finishes a batch wakes us.
        m_batchReady.wait(
            lock, [&] { return m_cancel.cancelled() || (!m_slots.empty() && m_slots.front()->complete()); });
        if (m_cancel.cancelled())
            return cancelled();
        const auto slot = m_slots.front();
        if (slot->error) {
            m_slots.clear();
            m_nextBatch = m_batches;
            return *slot->error;
        }
        m_slots.pop_front();
        m_workAvailable.notify_all();
        Batch batch = slot->release();
        if (batch.count > 0)
            return std::optional<Batch>(std::move(batch));
    }
}

void BatchLoader::Impl::recycle(Batch&& batch)
{
    const std::lock_guard lock(m_mutex);
    if (m_spare.size() <= static_cast<std::size_t>(std::max(m_options.prefetchBatches, 1)))
        m_spare.push_back(std::move(batch));
}

/// The first slot with a place left to fill, opening the next batch when there is room; null when there is nothing to
/// do. The mutex is held.
std::shared_ptr<BatchSlot> BatchLoader::Impl::slotWithWork()
{
    for (const auto& slot : m_slots) {
        if (slot->hasWork())
            return slot;
    }
    const bool room = m_slots.size() < static_cast<std::size_t>(std::max(m_options.prefetchBatches, 1));
    return room && m_nextBatch < m_batches ? openSlot() : nullptr;
}

std::shared_ptr<BatchSlot> BatchLoader::Impl::openSlot()
{
    Batch memory;
    if (!m_spare.empty()) {
        memory = std::move(m_spare.back());
        m_spare.pop_back();
    }
    const std::int64_t first = m_nextBatch * m_options.batchSize;
    const std::int64_t last = std::min(first + m_options.batchSize, static_cast<std::int64_t>(m_order.size()));
    m_slots.push_back(std::make_shared<BatchSlot>(std::move(memory), m_epoch, m_nextBatch++, m_options.imageSize,
        std::vector<std::size_t>(m_order.begin() + first, m_order.begin() + last)));
    return m_slots.back();
}

/// Runs without the mutex: a place of a slot belongs to the one thread that took it.
Result<void> BatchLoader::Impl::fill(BatchSlot& slot, std::size_t place)
{
    try {
        const auto position = static_cast<std::size_t>(slot.index() * m_options.batchSize) + place;
        const auto picture = m_pictures.load(slot.epoch(), position, slot.item(place));
        if (!picture.ok())
            return picture.error();
        if (*picture)
            slot.put(place, (*picture)->image, m_dataset->label((*picture)->item), (*picture)->item);
        return {};
    } catch (const std::exception& exception) { // a thread must not let one out
        return fail("Loading pictures failed: " + std::string(exception.what()) + ".");
    }
}

void BatchLoader::Impl::work()
{
    widenThreadAffinity();
    std::unique_lock lock(m_mutex);
    while (true) {
        std::shared_ptr<BatchSlot> slot;
        m_workAvailable.wait(lock, [&] { return m_stopping || (slot = slotWithWork()) != nullptr; });
        if (m_stopping)
            return;
        const std::size_t place = slot->takePlace();
        lock.unlock();
        const auto filled = m_cancel.cancelled() ? Result<void>() : fill(*slot, place);
        lock.lock();
        if (!filled.ok() && !slot->error)
            slot->error = filled.error();
        slot->finishPlace();
        if (slot->complete() || m_cancel.cancelled())
            m_batchReady.notify_all();
    }
}

BatchLoader::BatchLoader(std::shared_ptr<const Dataset> dataset, const LoaderOptions& options, CancelToken cancel)
    : m_impl(std::make_unique<Impl>(std::move(dataset), options, std::move(cancel)))
{
}

BatchLoader::~BatchLoader() = default;

std::int64_t BatchLoader::batchesPerEpoch() const
{
    return m_impl->batchesPerEpoch();
}

void BatchLoader::startEpoch(int epoch, std::int64_t firstBatch)
{
    m_impl->startEpoch(epoch, firstBatch);
}

Result<std::optional<Batch>> BatchLoader::next()
{
    return m_impl->next();
}

void BatchLoader::recycle(Batch&& batch)
{
    m_impl->recycle(std::move(batch));
}

std::vector<DataProblem> BatchLoader::problems() const
{
    return m_impl->problems();
}

} // namespace lookaway
