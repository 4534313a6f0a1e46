// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "distract/DistractionSettings.h"

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace lookaway {

// What a training run tells while it goes on. Immutable values without LibTorch; emitted on the training thread.
// Epochs and steps count from 0; shares and accuracies are in [0, 1].

/// The training progress, at most a few times a second. Averages are over the steps since the previous StepDone.
struct StepDone {
    int epoch = 0;
    /// Mini-batches of this epoch that are done, and how many it has.
    std::int64_t step = 0;
    std::int64_t stepsPerEpoch = 0;
    /// Mini-batches of the whole run that are done.
    std::int64_t globalStep = 0;
    double loss = 0;
    double accuracy = 0;
    double learningRate = 0;
    /// Mini-batches since the previous StepDone that were occluded.
    int occluded = 0;
    /// Mean share of the pixels that was hidden, over the occluded mini-batches since the previous StepDone.
    double occludedShare = 0;
    double imagesPerSecond = 0;
    /// Estimate for the rest of the run, validation included.
    double secondsLeft = 0;
};

/// An epoch with its validation pass is over.
struct EpochDone {
    int epoch = 0;
    std::int64_t globalStep = 0;
    double trainLoss = 0;
    double trainAccuracy = 0;
    /// Whether there is a validation part; without one the two values below are 0.
    bool validated = false;
    double validationLoss = 0;
    double validationAccuracy = 0;
    double learningRate = 0;
    std::int64_t occludedBatches = 0;
    /// Mean share of the pixels that was hidden, over the occluded mini-batches.
    double occludedShare = 0;
    /// Pictures of occluded mini-batches whose heat map was constant, so that nothing was hidden.
    std::int64_t constantMaps = 0;
    /// Lowest validation loss so far (or no validation part): best.safetensors holds this epoch's weights.
    bool isBest = false;
    double seconds = 0;
};

/// One picture of an occluded mini-batch. Probabilities and losses: inference mode, weights before the step.
struct OccludedPicture {
    Image original;
    /// Normalised to [0, 1].
    HeatMap heat;
    /// 1 where pixels were hidden, 0 elsewhere.
    HeatMap mask;
    Image occluded;
    std::int64_t label = 0;
    /// The class with the highest probability before the occlusion.
    std::int64_t predicted = 0;
    /// Share of the pixels that was hidden.
    double share = 0;
    double lossBefore = 0;
    double probabilityBefore = 0;
    /// NaN where nobody measured them: a window's watching may cost no more than WatchBudget allows.
    double lossAfter = 0;
    double probabilityAfter = 0;
};

/// An occluded mini-batch in full, for those who watch (see TrainerHooks::watched).
struct BatchOccluded {
    int epoch = 0;
    std::int64_t step = 0;
    std::int64_t globalStep = 0;
    std::vector<OccludedPicture> pictures = {};
    /// With what it was occluded; `layer` is always named.
    DistractionSettings settings = {};
};

/// A setting changed while the run goes on; it holds from mini-batch `globalStep` on.
struct SettingChanged {
    std::int64_t globalStep = 0;
    std::string setting = {};
    std::string from = {};
    std::string to = {};
};

struct CheckpointWritten {
    int epoch = 0;
    std::int64_t globalStep = 0;
    std::string path = {};
    bool best = false;
};

/// Something went wrong that does not end the run; a sentence.
struct TrainingWarning {
    std::string text = {};
};

/// Something worth a line in the log: the device and precision chosen, paused, resumed; a sentence.
struct TrainingNote {
    std::string text = {};
};

using TrainingEvent =
    std::variant<StepDone, EpochDone, BatchOccluded, SettingChanged, CheckpointWritten, TrainingWarning, TrainingNote>;
using TrainingSink = std::function<void(const TrainingEvent&)>;

} // namespace lookaway
