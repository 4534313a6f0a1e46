// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "distract/DistractionSettings.h"
#include "train/TrainingControl.h"
#include "train/TrainingEvents.h"
#include "train/TrainingSettings.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lookaway {

class BatchLoader;
class Classifier;
struct ModelInfo;

/// What is trained, on what, and where it is kept. The references must outlive the Trainer. Torch-free.
struct TrainingTask {
    Classifier& model;
    const ModelInfo& info;
    /// Shuffled and augmented pictures; its epochs must not depend on anything but (seed, epoch).
    BatchLoader& training;
    /// Pictures that are only looked at; null = no validation part (then the best epoch is the last one).
    BatchLoader* validation = nullptr;
    TrainingSettings settings = {};
    DistractionSettings distraction = {};
    /// Keep BatchNorm on its stored statistics (ModelSettings::freezeBatchNorm).
    bool freezeBatchNorm = false;
    /// Pictures of every class in the training part; needed for class weights only.
    std::vector<std::int64_t> classCounts = {};
    /// Holds last.safetensors, best.safetensors and the optimiser's state; must exist.
    std::filesystem::path folder = {};
    /// Written into last and best beside the Trainer's own entries: model, classes, normalisation, provenance.
    std::map<std::string, std::string> metadata = {};
};

/// How far a run got, read from last.safetensors. Torch-free, cheap: reads the metadata only.
struct ResumePoint {
    /// The next mini-batch: its epoch, its number within the epoch, and within the run.
    int epoch = 0;
    std::int64_t step = 0;
    std::int64_t globalStep = 0;
    bool finished = false;
    /// The epochs that are over (seconds are not kept).
    std::vector<EpochDone> epochs = {};
};

/// The resume point of a run's folder; fails with a sentence where there is no (readable) last.safetensors.
/// Whoever keeps metrics drops the rows at or after `globalStep`: the resumed run tells them again.
Result<ResumePoint> readResumePoint(const std::filesystem::path& folder);

/// Who listens. All are called on the training thread and may be empty.
struct TrainerHooks {
    TrainingSink emit = {};
    /// Whether an occluded mini-batch is worth a BatchOccluded event (copies to the host, two forward passes);
    /// called once per occluded mini-batch with how many were occluded before it in this process.
    std::function<bool(std::int64_t occludedBefore)> watched = {};
};

struct TrainingOutcome {
    enum class Ending { AllEpochs, EarlyStopping, StoppedByUser };
    Ending ending = Ending::AllEpochs;
    /// Epoch whose weights best.safetensors holds.
    int bestEpoch = 0;
    double bestValidationLoss = 0;
    std::vector<EpochDone> epochs = {};
    std::filesystem::path last = {};
    std::filesystem::path best = {};
};

/// Trains a classifier: epochs of mini-batches, a validation pass after each, best and last checkpoint, early stopping.
///
/// last.safetensors is the commit point: it holds weights, buffers and everything needed to go on (its metadata names
/// the file of the optimiser's state, written before it). All random streams are derived from the seed and counters, so
/// a run that is killed at any moment and resumed ends with the bytes of an uninterrupted one on the same machine with
/// the same settings, whatever the number of loader threads. "Best" is the lowest validation loss; of equals the
/// earliest.
///
/// A Trainer runs once. Not thread-safe; steer it through TrainingControl from other threads.
class Trainer {
public:
    Trainer(TrainingTask task, TrainerHooks hooks = {});
    ~Trainer();

    /// Runs to the end. `resume`: go on from folder/last.safetensors (fails with a sentence without one).
    /// Cancelled: writes last.safetensors, then returns the cancelled Error. A loss that is not finite fails, naming
    /// epoch and step; the last good checkpoint stands.
    Result<TrainingOutcome> run(TrainingControl& control, const CancelToken& token, bool resume = false);

private:
    class Run;
    TrainingTask m_task;
    TrainerHooks m_hooks;
};

} // namespace lookaway
