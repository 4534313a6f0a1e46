// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/EventMailbox.h"

#include "session/Session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace lookaway {

/// The only object that crosses threads: runs jobs on a Session's thread and tells, on the GUI thread, what happens
/// there as typed signals. Events come in their order, at most 20 deliveries a second; of progress and of occluded
/// mini-batches only the latest is delivered, so that a slow window never slows a training and nothing piles up. All
/// functions are for the GUI thread and return at once, but for the destructor, which cancels and waits for the
/// mini-batch that is under way.
class SessionBridge : public QObject {
    Q_OBJECT

public:
    explicit SessionBridge(QObject* parent = nullptr);
    ~SessionBridge() override;

    /// Starts a job; refuses with a sentence while another one runs. `finished` is emitted for every job started.
    Result<void> start(Job job);
    /// From a job's callbacks (any thread): runs `action` on the GUI thread, in order with the signals. Dropped when
    /// the bridge is gone by then.
    std::function<void(std::function<void()>)> poster();

    void requestStop() { m_session->requestStop(); }
    void stopAndKeep() { m_session->stopAndKeep(); }
    void setPaused(bool paused);
    bool paused() const { return m_paused; }
    Result<void> change(const SettingsChange& change) { return m_session->change(change); }
    /// Whether occluded mini-batches are wanted; off at first.
    void watchBatches(bool watch) { m_session->watchBatches(watch); }
    /// From start() until `finished` has been emitted.
    bool running() const { return m_running; }

Q_SIGNALS:
    void runStarted(const lookaway::RunStarted& run);
    void progress(const lookaway::Progress& progress);
    void stepDone(const lookaway::StepDone& step);
    void epochDone(const lookaway::EpochDone& epoch);
    void batchOccluded(std::shared_ptr<const lookaway::BatchOccluded> batch);
    void probesExplained(std::shared_ptr<const lookaway::ProbesExplained> probes);
    void settingChanged(const lookaway::SettingChanged& change);
    void checkpointWritten(const lookaway::CheckpointWritten& checkpoint);
    void warned(const QString& sentence);
    void noted(const QString& sentence);
    void evaluated(const lookaway::Evaluated& test);
    void pausedChanged(bool paused);
    /// The run is over and another one may be started, also from a slot of this signal.
    void finished(const lookaway::RunFinished& finished);

private:
    void deliver();
    void tell(const Event& event);

    std::shared_ptr<EventMailbox> m_mailbox;
    QTimer m_pace;
    QElapsedTimer m_sinceDelivery;
    bool m_running = false;
    bool m_paused = false;
    std::unique_ptr<Session> m_session; ///< last member: destroyed, and its thread joined, first
};

} // namespace lookaway
