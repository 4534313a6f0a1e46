// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "session/runs/Event.h"
#include "train/TrainingControl.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace lookaway {

/// What a job works with. Lives until the job returns.
struct JobContext {
    CancelToken token;
    /// Mailbox for changes, pause and stop-and-keep.
    TrainingControl& control;
    EventSink emit;
    /// Whether somebody looks at the occluded mini-batches (BatchOccluded costs copies and a forward pass).
    std::function<bool()> watched = {};
    /// The job may leave a function here that is called last, however it ends, with the outcome and the trace of what
    /// it threw (empty otherwise): its log's last lines. What the function holds is released before RunFinished.
    std::function<void(const RunFinished&, const std::string& trace)> atEnd = {};
};

/// Work for a session, run on its thread. A failure is a Result (cancelled() when the token asked for it); what it
/// throws ends the run as Failed. On success it gives the report's path (may be empty).
using Job = std::function<Result<std::string>(JobContext&)>;

/// Runs jobs, one at a time, on a thread of its own, and tells what happens through the sink, which is called on that
/// thread (Progress also from a thread that it waits for, never from two at a time) and must not throw. Every run has a
/// fresh cancel source. All functions may be called from any thread; from the sink all but start(), wait() and the
/// destructor. The destructor cancels and joins; afterwards the sink is not called any more.
class Session {
public:
    explicit Session(EventSink sink);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Begins a job; refuses with a sentence while another one runs.
    Result<void> start(Job job);
    /// Cancels the run at the next mini-batch or chunk; training keeps a checkpoint to go on from.
    void requestStop();
    /// Ends training after the present mini-batch as completed, with evaluation and report.
    void stopAndKeep();
    /// Whether BatchOccluded is wanted, of this run and later ones; off at first.
    void watchBatches(bool watch) { m_watched = watch; }
    void pause();
    void resume();
    /// Changes settings of the run between two mini-batches; refuses values out of range.
    Result<void> change(const SettingsChange& change);

    bool running() const;
    /// Returns when no run is going on (any more).
    void wait();

private:
    struct Run;
    std::shared_ptr<Run> current() const;

    const EventSink m_sink;
    std::atomic<bool> m_watched{ false };
    std::mutex m_startMutex;    ///< one start at a time; guards m_thread
    mutable std::mutex m_mutex; ///< guards m_run only, never held for long
    std::shared_ptr<Run> m_run;
    std::thread m_thread;
};

} // namespace lookaway
