// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "distract/DistractionSettings.h"
#include "explain/ExplainSettings.h"
#include "train/LiveSettings.h"
#include "train/TrainingControl.h"
#include "train/TrainingEvents.h"
#include "train/TrainingSettings.h"
#include "train/WatchBudget.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lookaway {

class BatchLoader;
class Classifier;

/// What is trained, on what, and where it is kept. The references must outlive the Trainer. Torch-free.
struct TrainingTask {
    /// On any device, with its weights; what is frozen is the Classifier's own affair (setBackboneFrozen(), ...).
    Classifier& model;
    /// Mode Training.
    BatchLoader& training;
    /// Mode Evaluation; null = no validation part (then the best epoch is the last one).
    BatchLoader* validation = nullptr;
    TrainingSettings settings = {};
    DistractionSettings distraction = {};
    /// Of the explanation that drives the distraction.
    ExplainSettings explain = {};
    /// Another network of the model's kind, whose weights are then replaced; empty = the registry's of the model's name.
    std::function<Result<std::shared_ptr<Classifier>>()> makeCopy = {};
    /// Pictures of every class in the training part (before oversampling).
    std::vector<std::size_t> classCounts = {};
    /// Holds last.safetensors, best.safetensors and the optimiser's state; must exist.
    std::filesystem::path folder = {};
    /// Written into last and best beside the Trainer's own entry: model, classes, normalisation, provenance.
    std::map<std::string, std::string> metadata = {};
};

/// How far a run got.
struct ResumePoint {
    /// The next mini-batch: its epoch, its number within the epoch, and within the run.
    int epoch = 0;
    std::int64_t step = 0;
    std::int64_t globalStep = 0;
    /// The epochs that are over (their seconds are not kept).
    std::vector<EpochDone> epochs = {};
    /// The values of the settings that may change mid-run (of `distraction` only these hold).
    LiveSettings live = {};
};

/// Reads the resume point of a run's folder from the metadata of last.safetensors; nullopt when there is no checkpoint
/// yet (a resumed run then begins at the beginning), a sentence when it cannot be read.
/// Whoever keeps metrics drops what the resumed run tells again: steps beyond `globalStep`, epochs from `epoch` on.
Result<std::optional<ResumePoint>> readResumePoint(const std::filesystem::path& folder);

/// Who listens. All are called on the training thread and may be empty.
struct TrainerHooks {
    TrainingSink emit = {};
    /// Whether an occluded mini-batch is worth a BatchOccluded event (copies to the host and a forward pass); called
    /// once per occluded mini-batch with how many were occluded before it in this process.
    std::function<Watching(std::int64_t occludedBefore)> watched = {};
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
/// the same settings, whatever the number of loader threads. "Best" is the lowest validation loss (cross entropy
/// without smoothing and class weights); of equals the earliest.
///
/// With the two-round schedule `settings.epochs` is the length of each round; early stopping ends a round. The second
/// round goes on from the first one's last weights (kept in first-round.safetensors) with a fresh optimiser, schedule
/// and best.
///
/// A Trainer is for one thread; steer it through TrainingControl from others.
class Trainer {
public:
    explicit Trainer(TrainingTask task, TrainerHooks hooks = {});

    /// Runs to the end. `resume`: go on from folder/last.safetensors if there is one; settings changed mid-run are as
    /// they were then. Moves the model to the device of the settings and sets the calling thread's intra-op threads.
    ///
    /// Errors: settings that cannot be used (a sentence); a picture part that cannot be read; a loss that is not finite
    /// (names epoch and mini-batch; the last good checkpoint stands); a final checkpoint that cannot be written. Other
    /// checkpoints that cannot be written are warnings, and are tried again at the next occasion. Cancelled: writes
    /// last.safetensors, then returns the cancelled Error.
    Result<TrainingOutcome> run(TrainingControl& control, const CancelToken& token, bool resume = false);

private:
    TrainingTask m_task;
    TrainerHooks m_hooks;
};

} // namespace lookaway
