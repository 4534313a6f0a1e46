// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "session/Event.h"
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
};

/// Work for a session, run on its thread. A failure is a Result (cancelled() when the token asked for it); what it
/// throws ends the run as Failed. On success it gives the report's path (may be empty).
using Job = std::function<Result<std::string>(JobContext&)>;

/// Runs jobs, one at a time, on a thread of its own, and tells what happens through the sink, which is called on that
/// thread. Every run has a fresh cancel source. All functions may be called from any thread except the sink's;
/// requestStop() also from the sink. The destructor cancels, and joins; afterwards the sink is not called any more.
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
    void pause();
    void resume();
    /// Changes settings of the run between two mini-batches; refuses values out of range.
    Result<void> change(const SettingsChange& change);

    bool running() const;
    /// Returns when no run is going on (any more).
    void wait();

private:
    struct Run;
    void stopAndJoin();

    EventSink m_sink;
    mutable std::mutex m_mutex;
    std::shared_ptr<Run> m_run;
    std::thread m_thread;
};

} // namespace lookaway
