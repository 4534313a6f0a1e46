// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "base/Result.h"
#include "evaluate/AttentionSpread.h"
#include "train/TrainingEvents.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace lookaway {

// What a session tells: immutable values without LibTorch, emitted on the session's thread. A run begins with
// RunStarted (unless it fails before) and ends with exactly one RunFinished, the last event of the run.

/// How far something goes that is not training: looking through the data, evaluating.
struct Progress {
    std::string stage = {}; ///< "Reading the data", "Testing test"
    std::int64_t done = 0;
    std::int64_t total = 0; ///< 0 = not known
};

/// What will be trained, on what: the facts, after defaults and "auto" are resolved.
struct RunStarted {
    std::string folder = {};
    std::string data = {};
    std::vector<std::string> classes = {};
    /// Pictures by part: "train", "val", "test", and further test sets by their folder's name.
    std::map<std::string, std::int64_t> pictures = {};
    /// Files that could not be read and are left out, a line each.
    std::vector<std::string> unreadable = {};
    std::string model = {};
    std::int64_t parameters = 0;
    std::string layer = {}; ///< that the scheme explains
    int imageSize = 0;
    std::string device = {};
    std::string precision = {}; ///< "fp32", "bf16", "fp16"
    int threads = 0;            ///< intra-op
    int loaderThreads = 0;
    int epochs = 0; ///< of both rounds, where there are two
    /// The run goes on from a checkpoint; `fromStep` mini-batches are done.
    bool resumed = false;
    std::int64_t fromStep = 0;
};

/// One test set is evaluated; shares of 1. `name`: "test", "test_cue_hidden", "test_random_erasing".
struct Evaluated {
    std::string name = {};
    std::int64_t pictures = 0;
    double accuracy = 0;
    double macroPrecision = 0;
    double macroRecall = 0;
    double macroF1 = 0;
    double top5 = 0;
};

/// One of the pictures that a run explains again after every epoch: textbook Grad-CAM of the true class at the layer of
/// the scheme, in inference mode. Probability and prediction are of the same weights.
struct Probe {
    /// As the network sees it; the same object in every event of a run. Null when the file of a reopened run is gone.
    std::shared_ptr<const Image> picture = {};
    std::string path = {};
    /// Normalised to [0, 1] (all zero where the map is constant), at the resolution of the layer, at most 64 px wide
    /// and high; to be stretched over the picture, bilinearly.
    HeatMap heat = {};
    /// The range of the map before it was normalised, to compare epochs: raw = low + heat * (high - low).
    float low = 0;
    float high = 0;
    std::int64_t label = 0;
    std::int64_t predicted = 0;
    /// Of the true class, [0, 1].
    double probability = 0;
    /// Of the map over the whole picture, as evaluation measures it (level 0.5).
    AttentionSpread spread = {};
};

/// Where the network looks in the probe pictures; the same pictures in the same order in every event of a run.
struct ProbesExplained {
    /// The epoch that is over; -1 = before training, with the start weights.
    int epoch = -1;
    std::int64_t globalStep = 0;
    std::vector<Probe> probes = {};
    /// Mean of spread.shareAboveLevel over the maps that are not empty, [0, 1].
    double meanSpread = 0;
};

/// How a run ended. Cancelled is not failed; both keep the last checkpoint.
struct RunFinished {
    enum class Outcome { Completed, Cancelled, Failed };
    Outcome outcome = Outcome::Completed;
    /// Why it failed (Outcome::Failed).
    Error error = {};
    /// report.json of a completed training.
    std::string report = {};
    double seconds = 0;
};

using Event = std::variant<RunStarted, Progress, StepDone, EpochDone, BatchOccluded, SettingChanged, CheckpointWritten,
    TrainingWarning, TrainingNote, Evaluated, ProbesExplained, RunFinished>;
using EventSink = std::function<void(const Event&)>;

} // namespace lookaway
