// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "data/Batch.h"
#include "data/DataParts.h"
#include "data/DataSettings.h"
#include "data/Dataset.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace lookaway {

struct LoaderOptions {
    /// Training: shuffled, oversampled, augmented; a trailing batch of a single picture is dropped, because
    /// BatchNorm cannot train on it. Evaluation: the dataset's order, no augmentation, every picture once.
    enum class Mode { Training, Evaluation };

    Mode mode = Mode::Training;
    int batchSize = 16;
    /// Side of the square pictures.
    int imageSize = 224;
    std::uint64_t seed = 0;
    /// Training: drop the last batch of an epoch when it is not full.
    bool dropLast = false;
    int oversampleToNthLargest = 0;
    AugmentationSettings augmentation = {};
    int threads = 2;
    /// Batches prepared ahead of next().
    int prefetchBatches = 4;
};

/// What DataSettings say about loading, as options.
LoaderOptions loaderOptions(const DataSettings& data, const AugmentationSettings& augmentation,
    LoaderOptions::Mode mode, int batchSize, int imageSize, std::uint64_t seed);

/// Loads mini-batches: several threads decode and augment, next() hands the batches over in order. What a batch holds
/// depends only on (dataset, options without threads and prefetch, epoch, index): picture i of an epoch draws its
/// augmentation from Random(deriveSeed(seed, "augmentation", epoch, i)).
///
/// A picture that fails to load is listed in problems(). In training the next readable picture of the same class
/// takes its place (so that the number and size of the batches never change), in evaluation it is left out of its
/// batch. 16 failures in a row for one place end the epoch with an error.
///
/// One thread calls startEpoch() and next(); the destructor may run at any time and joins the workers after the
/// pictures they are at.
class BatchLoader {
public:
    BatchLoader(std::shared_ptr<const Dataset> dataset, const LoaderOptions& options, CancelToken cancel = {});
    ~BatchLoader();
    BatchLoader(const BatchLoader&) = delete;
    BatchLoader& operator=(const BatchLoader&) = delete;

    std::int64_t batchesPerEpoch() const;
    /// Starts at mini-batch firstBatch of the epoch; what was under way is dropped. Restores the position of a run.
    void startEpoch(int epoch, std::int64_t firstBatch = 0);
    /// The next batch; nullopt after the last one of the epoch; Error::Kind::Cancelled when the token says so.
    Result<std::optional<Batch>> next();
    /// Gives a used batch's memory back for a later one (optional).
    void recycle(Batch&& batch);
    /// Pictures that failed to load so far, each once, ordered by their index. Thread-safe.
    std::vector<DataProblem> problems() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lookaway
