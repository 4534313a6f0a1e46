// SPDX-License-Identifier: MIT
#include "train/TrainingRun.h"

#include "data/BatchLoader.h"
#include "models/Classifier.h"
#include "train/Snapshot.h"
#include "train/Validation.h"

#include <torch/torch.h>

#include <cmath>

namespace lookaway {

Result<TrainingOutcome> TrainingRun::execute()
{
    while (!finished() && !m_stopped) {
        if (roundIsOver())
            if (const auto next = startSecondRound(); !next)
                return suspend(next.error());
        if (const auto trained = trainEpoch(); !trained)
            return suspend(trained.error());
        if (const auto closed = finishEpoch(); !closed)
            return suspend(closed.error());
    }
    if (m_unwritten)
        if (const auto written = checkpoint(); !written || m_unwritten)
            return written ? *m_unwritten : written.error();

    TrainingOutcome outcome;
    outcome.ending = m_stopped                                             ? TrainingOutcome::Ending::StoppedByUser
        : m_state.epoch < m_state.roundFirstEpoch + m_task.settings.epochs ? TrainingOutcome::Ending::EarlyStopping
                                                                           : TrainingOutcome::Ending::AllEpochs;
    outcome.bestEpoch = m_state.best.bestEpoch;
    outcome.bestValidationLoss = m_task.validation ? m_state.best.bestLoss : 0;
    outcome.epochs = m_state.epochs;
    outcome.last = m_checkpoints.last();
    outcome.best = m_checkpoints.best();
    return outcome;
}

Result<void> TrainingRun::trainEpoch()
{
    useDistraction();
    m_task.training.startEpoch(m_state.epoch, m_state.step);
    m_meter.startEpoch();
    while (true) {
        obey();
        if (m_token.cancelled())
            return cancelled();
        if (m_control.stopRequested()) {
            m_stopped = true;
            break;
        }
        auto batch = m_task.training.next();
        if (!batch)
            return batch.error();
        if (!*batch)
            break;
        if (const auto learnt = learnFrom(std::move(**batch)); !learnt)
            return learnt;
    }
    return report();
}

Result<void> TrainingRun::learnFrom(Batch batch)
{
    const auto observe = [&](const Batch& seen, const at::Tensor& labels, const OccludedBatch& occluded) {
        const auto watching = m_hooks.watched ? m_hooks.watched(m_occludedSeen++) : Watching::Nobody;
        const auto begin = WatchBudget::Clock::now();
        const auto detail = m_watchBudget.next(watching, begin);
        if (detail == WatchDetail::Nothing)
            return;
        auto event = snapshotOf(m_task.model, seen, labels, occluded, m_distraction.normalization(), m_computing,
            m_state.globalStep, detail);
        event.settings = m_distraction.settings();
        if (event.settings.layer.empty())
            event.settings.layer = m_task.model.info().targetLayer;
        emit(event);
        const auto end = WatchBudget::Clock::now();
        m_watchBudget.spent(watching, detail, ProgressMeter::secondsBetween(begin, end), end);
    };
    const auto outcome = m_step->run(batch, m_state.globalStep, learningRate(m_state.globalStep), observe, m_token);
    if (!outcome)
        return outcome.error();
    ++m_state.step;
    ++m_state.globalStep;
    m_meter.stepDone();
    m_pending.add(*outcome);
    m_task.training.recycle(std::move(batch));

    // Reading a figure waits for a GPU to get there; a CPU is there already.
    if (m_computing.device.is_cpu())
        if (const auto read = readSteps(); !read)
            return read;
    if (m_meter.due())
        if (const auto told = report(); !told)
            return told;
    const int every = m_task.settings.checkpointEverySteps;
    return every > 0 && m_state.step % every == 0 && m_state.step < m_stepsPerEpoch ? checkpoint() : Result<void>();
}

Result<void> TrainingRun::finishEpoch()
{
    if (m_stopped && m_state.step == 0 && m_state.best.bestEpoch >= 0)
        return checkpoint(); // stopped between two epochs: there is nothing new
    const bool complete = !m_stopped || m_state.step >= m_stepsPerEpoch;
    auto done = summary();
    if (!done)
        return done.error();
    EarlyStopping best(m_task.settings.earlyStoppingPatience, m_state.best);
    if (m_task.validation)
        done->isBest = best.add(m_state.epoch, done->validationLoss);
    else
        done->isBest = true;
    m_state.best = best.state();
    if (done->isBest) {
        m_state.best.bestEpoch = m_state.epoch;
        m_checkpoints.keepBest(m_task.model, m_state.epoch);
    }
    emit(*done);
    const int keep = m_task.settings.keepEveryEpochs;
    if (complete && keep > 0 && (m_state.epoch + 1) % keep == 0)
        if (const auto kept = m_checkpoints.keepEpoch(m_task.model, m_state.epoch); !kept)
            return kept;
    if (complete) {
        done->seconds = 0; // equal runs have equal checkpoints
        m_state.epochs.push_back(*done);
        ++m_state.epoch;
        m_state.step = 0;
        m_state.totals = {};
    }
    return checkpoint();
}

Result<EpochDone> TrainingRun::summary()
{
    EpochDone done;
    done.epoch = m_state.epoch;
    done.globalStep = m_state.globalStep;
    done.trainLoss = m_state.totals.meanLoss();
    done.trainAccuracy = m_state.totals.accuracy();
    done.learningRate = learningRate(m_state.globalStep - 1);
    done.occludedBatches = m_state.totals.occludedBatches;
    done.occludedShare = m_state.totals.meanOccludedShare();
    done.constantMaps = m_state.totals.constantMaps;
    if (m_task.validation) {
        const auto start = std::chrono::steady_clock::now();
        const auto validation =
            validateOn(m_task.model, *m_task.validation, m_distraction.normalization(), m_computing, m_token);
        if (!validation)
            return validation.error();
        if (!std::isfinite(validation->loss)) {
            m_broken = true;
            return fail("The validation loss is not finite after epoch " + std::to_string(m_state.epoch + 1) + ".",
                "Try a smaller learning rate or precision fp32; the last good checkpoint is kept.");
        }
        done.validated = true;
        done.validationLoss = validation->loss;
        done.validationAccuracy = validation->accuracy;
        m_meter.validationTook(ProgressMeter::secondsBetween(start, std::chrono::steady_clock::now()));
    }
    done.seconds = m_meter.epochSeconds();
    return done;
}

void TrainingRun::obey()
{
    if (m_control.paused()) {
        m_meter.stopClock();
        emit(TrainingNote{ "Paused." });
        m_control.waitWhilePaused(m_token);
        emit(TrainingNote{ "Resumed." });
        m_meter.resumeClock();
    }
    const SettingsChange change = m_control.takeChange();
    if (change.empty())
        return;
    const auto changed = m_state.live.apply(change, m_state.globalStep);
    if (!changed)
        return emit(TrainingWarning{ changed.error().message() });
    for (const SettingChanged& event : *changed)
        emit(event);
    useDistraction();
}

Result<void> TrainingRun::readSteps()
{
    const auto stepsAgo = m_pending.readInto(m_state.totals, m_sinceReport);
    if (!stepsAgo)
        return {};
    m_broken = true;
    return fail("The loss is not finite in epoch " + std::to_string(m_state.epoch + 1) + ", mini-batch "
            + std::to_string(m_state.step - *stepsAgo + 1) + ".",
        "Try a smaller learning rate, a warm-up or precision fp32; the last good checkpoint is kept.");
}

Result<void> TrainingRun::report()
{
    if (auto read = readSteps(); !read)
        return read;
    const int laterEpochs = twoRounds() && m_state.round == 0 ? m_task.settings.epochs : 0;
    if (m_sinceReport.pictures > 0)
        emit(m_meter.report(
            m_sinceReport, m_state, m_stepsPerEpoch, epochsToGo() + laterEpochs, learningRate(m_state.globalStep - 1)));
    m_sinceReport = {};
    return {};
}

Result<void> TrainingRun::checkWeights() const
{
    const auto finite = [](const std::vector<at::Tensor>& tensors) {
        for (const at::Tensor& tensor : tensors)
            if (tensor.is_floating_point() && !at::isfinite(tensor).all().item<bool>())
                return false;
        return true;
    };
    if (finite(m_task.model.parameters()) && finite(m_task.model.buffers()))
        return {};
    return fail("The weights are not finite after epoch " + std::to_string(m_state.epoch + (m_state.step > 0))
            + ", mini-batch " + std::to_string(m_state.step > 0 ? m_state.step : m_stepsPerEpoch) + ".",
        "Try a smaller learning rate, a warm-up or precision fp32; the last good checkpoint is kept.");
}

Result<void> TrainingRun::checkpoint()
{
    if (auto read = readSteps(); !read)
        return read;
    if (auto sound = checkWeights(); !sound) {
        m_broken = true;
        return sound;
    }
    m_meter.stopClock();
    m_state.lossScale = m_step->lossScaler().state();
    const auto written = m_checkpoints.commit(m_task.model, *m_optimizer, m_state);
    m_meter.resumeClock();
    m_unwritten = written ? std::nullopt : std::make_optional(written.error());
    if (!written) {
        emit(TrainingWarning{ written.error().message()
            + " The training goes on, and the checkpoint is tried again at the next occasion." });
        return {};
    }
    if (*written)
        emit(CheckpointWritten{ m_state.epoch, m_state.globalStep, m_checkpoints.best().string(), true });
    emit(CheckpointWritten{ m_state.epoch, m_state.globalStep, m_checkpoints.last().string(), false });
    return {};
}

Error TrainingRun::suspend(Error error)
{
    if (m_broken)
        return error;
    const auto kept = checkpoint();
    return kept ? error : kept.error();
}

void TrainingRun::emit(const TrainingEvent& event) const
{
    if (m_hooks.emit)
        m_hooks.emit(event);
}

} // namespace lookaway
