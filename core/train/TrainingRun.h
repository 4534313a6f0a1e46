// SPDX-License-Identifier: MIT
#pragma once

#include "distract/Distraction.h"
#include "train/Checkpoints.h"
#include "train/EpochTotals.h"
#include "train/LearningRateSchedule.h"
#include "train/Optimizer.h"
#include "train/ProgressMeter.h"
#include "train/TrainStep.h"
#include "train/Trainer.h"
#include "train/TrainingState.h"

#include <memory>
#include <optional>

namespace lookaway {

/// One run of the Trainer: what lives from its first to its last mini-batch. See Trainer.h for the contract.
class TrainingRun {
public:
    TrainingRun(
        const TrainingTask& task, const TrainerHooks& hooks, TrainingControl& control, const CancelToken& token);

    /// Checks the settings, moves the model to its device, and goes back to the last checkpoint if asked to.
    Result<void> prepare(bool resume);
    Result<TrainingOutcome> execute();

private:
    // The loop.
    Result<void> trainEpoch();
    Result<void> learnFrom(Batch batch);
    Result<void> finishEpoch();
    Result<void> startSecondRound();

    // What comes between.
    void obey();
    Result<void> readSteps();
    Result<void> report();
    Result<void> checkpoint();
    Result<void> checkWeights() const;
    Error suspend(Error error);

    // Parts.
    Result<void> checkTask() const;
    Result<void> resumeFrom(const TrainingState& state);
    std::vector<ParameterGroup> parameterGroups() const;
    void startOptimizer();
    Result<void> useFirstRoundMaps();
    void useDistraction();
    Result<EpochDone> summary();

    bool twoRounds() const;
    bool finished() const;
    bool roundIsOver() const;
    int epochsToGo() const;
    double learningRate(std::int64_t globalStep) const;
    void emit(const TrainingEvent& event) const;

    const TrainingTask& m_task;
    const TrainerHooks& m_hooks;
    TrainingControl& m_control;
    const CancelToken m_token;

    std::int64_t m_stepsPerEpoch;
    LearningRateSchedule m_schedule;
    Computing m_computing;
    Distraction m_distraction;
    Checkpoints m_checkpoints;
    TrainingState m_state;
    std::unique_ptr<Optimizer> m_optimizer;
    std::unique_ptr<TrainStep> m_step;
    PendingSteps m_pending;
    EpochTotals m_sinceReport;
    ProgressMeter m_meter;
    std::int64_t m_occludedSeen = 0;
    WatchBudget m_watchBudget;
    bool m_stopped = false;
    bool m_broken = false;            ///< the weights are not to be kept
    std::optional<Error> m_unwritten; ///< why the last checkpoint could not be written
};

} // namespace lookaway
