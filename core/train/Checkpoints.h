// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "train/Optimizer.h"
#include "train/TrainingState.h"
#include "weights/StateDict.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace lookaway {

class Classifier;

/// The checkpoints of a run's folder:
///   last.safetensors            weights; metadata "training" (TrainingState as JSON) and "optimizer" (file name)
///   optimizer-STEP.safetensors  the optimiser's state that belongs to last
///   best.safetensors            weights of the best epoch
///   epoch-NNNN.safetensors      weights after epoch NNNN (counted from 1), where the settings keep them
///   first-round.safetensors     two-round schedule: the network whose maps the second round is occluded by
/// Renaming last.safetensors into place is the one moment at which a checkpoint comes to hold: what it names is written
/// before, what it no longer names is removed afterwards. A kill at any moment leaves a folder to resume from.
class Checkpoints {
public:
    /// `metadata` goes into last and best.
    Checkpoints(std::filesystem::path folder, std::map<std::string, std::string> metadata);

    std::filesystem::path last() const { return m_folder / "last.safetensors"; }
    std::filesystem::path best() const { return m_folder / "best.safetensors"; }
    std::filesystem::path firstRound() const { return m_folder / "first-round.safetensors"; }

    /// Reads the state only; nullopt when there is no checkpoint.
    Result<std::optional<TrainingState>> peek(const DistractionSettings& distraction) const;
    /// Puts the last checkpoint into network and optimiser.
    Result<void> load(Classifier& model, Optimizer& optimizer);

    /// Remembers the present weights as the best ones (a copy) until commit() has written them.
    void keepBest(const Classifier& model, int epoch);
    /// Writes best (if there is a new one), optimiser and last. On failure what was committed before stands, and the
    /// best weights are kept for the next time. `true`: best was written too.
    Result<bool> commit(const Classifier& model, const Optimizer& optimizer, const TrainingState& state);

    /// Writes the weights after an epoch (counted from 0) to stay.
    Result<void> keepEpoch(const Classifier& model, int epoch);
    Result<void> saveFirstRound(const Classifier& model);

private:
    void removeStaleOptimizers() const;

    std::filesystem::path m_folder;
    std::map<std::string, std::string> m_metadata;
    std::string m_committedOptimizer;
    std::optional<StateDict> m_best;
    int m_bestEpoch = 0;
};

} // namespace lookaway
