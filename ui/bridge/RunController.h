// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/SessionBridge.h"

#include "session/EvaluateJob.h"
#include "session/settings/Config.h"

#include <QObject>
#include <QString>

#include <memory>

namespace lookaway {

/// What can be done with a training, and what state it is in. One at a time; GUI thread.
class RunController : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, Working, Paused, Stopping };
    Q_ENUM(State)
    enum class Task { None, Training, Evaluation };

    explicit RunController(QObject* parent = nullptr);

    SessionBridge& bridge() { return m_bridge; }
    State state() const { return m_state; }
    Task task() const { return m_task; }
    bool idle() const { return m_state == State::Idle; }
    /// A training has its first mini-batches: it can be paused, or stopped with what it has learned. Not yet while its
    /// pictures are drawn and its network is made.
    bool trains() const { return m_trains && m_task == Task::Training && !idle(); }
    /// Folder of the run that is going on or was the last one; empty before the first.
    QString folder() const { return m_folder; }

    /// Trains in config.run.folder, or, where that is empty, in a new folder below `root` that is named by time, model
    /// and scheme.
    void start(Config config, const QString& root);
    /// Draws the demo data below `root` if need be and trains a 0-occlusion network on them, or another arm.
    void startDemo(const QString& root, FillKind fill = FillKind::Zero);
    void resume(const QString& folder);
    void evaluate(EvaluationRequest request);

    void setPaused(bool paused);
    /// Ends the training now, tests and keeps what it has learned.
    void stopAndKeep();
    /// Stops after this mini-batch with a checkpoint to go on from.
    void stopForLater();
    /// The same, and the next start of the program offers to go on.
    void stopForNextStart();
    /// Stops and deletes the run's folder; only of a run that this controller started (not resumed).
    void discard();
    bool canDiscard() const { return m_task == Task::Training && m_mine && !idle(); }

    /// The folder of a training that was going on when the program was killed or ended; empty when there is none. Reads
    /// the settings left behind by an earlier process.
    static QString interruptedRun();
    static void forgetInterruptedRun();

Q_SIGNALS:
    void stateChanged();
    /// The settings of the training that begins or goes on, before its first event.
    void configured(const lookaway::Config& config, const QString& folder);
    void completed(const QString& folder);
    void stopped(const QString& folder, bool discarded);
    void failed(const lookaway::Error& error);
    void evaluationReady(std::shared_ptr<const lookaway::EvaluationOutcome> outcome);

private:
    /// Before anything of the job that goes on is touched: what it shows, and whether its folder may be deleted.
    bool refuseWhileBusy();
    void begin(Task task, Job job, const QString& folder);
    void finish(const RunFinished& finished);
    void setState(State state);

    SessionBridge m_bridge;
    State m_state = State::Idle;
    Task m_task = Task::None;
    QString m_folder;
    bool m_mine = false;
    bool m_trains = false;
    bool m_discard = false;
    bool m_goesOnNextTime = false;
};

/// Where the demo data are drawn.
QString demoFolder(const QString& root);
/// "2026-01-31_1412_resnet18_zero_seed1", as it is not there yet below `root`.
QString newRunFolder(const QString& root, const Config& config);

} // namespace lookaway
