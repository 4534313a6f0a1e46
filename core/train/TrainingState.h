// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "train/EarlyStopping.h"
#include "train/EpochTotals.h"
#include "train/LiveSettings.h"
#include "train/LossScaler.h"
#include "train/TrainingEvents.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lookaway {

/// Everything about a training run, except the network and the optimiser, that is needed to go on with it.
struct TrainingState {
    /// The next mini-batch: its epoch, its number within the epoch, and within the run.
    int epoch = 0;
    std::int64_t step = 0;
    std::int64_t globalStep = 0;
    /// Two-round schedule: 0 or 1, and where this round began.
    int round = 0;
    int roundFirstEpoch = 0;
    std::int64_t roundFirstStep = 0;
    EarlyStopping::State best = {};
    /// Of the epoch that is under way.
    EpochTotals totals = {};
    std::vector<EpochDone> epochs = {};
    LiveSettings live = {};
    LossScaler::State lossScale = {};
};

/// As JSON. Equal states give equal text (times are left out), and reading gives the same numbers back, bit by bit.
std::string toJson(const TrainingState& state);

/// Inverse of toJson(). `live.distraction` is taken from `distraction`, but for what may change mid-run. `source` names
/// the file in the sentence for a text that is none of ours.
Result<TrainingState> trainingStateFromJson(
    const std::string& text, const DistractionSettings& distraction, const std::string& source);

} // namespace lookaway
