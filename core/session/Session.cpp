// SPDX-License-Identifier: MIT
#include "session/Session.h"

#include "session/Failure.h"
#include "session/settings/Settings.h"

#include <chrono>
#include <future>
#include <optional>

namespace lookaway {

/// What a run shares between its thread and those who steer it. Kept alive by both, so that nobody waits for anybody.
struct Session::Run {
    CancelSource cancel;
    TrainingControl control;
    /// The job has returned and released everything; only the last event may still be under way.
    std::atomic<bool> over{ false };
    std::promise<void> told;
    std::shared_future<void> end = told.get_future().share();
};

namespace {

using Clock = std::chrono::steady_clock;

/// The one catch: whatever the job throws becomes a sentence, and the trace goes to whoever keeps the log.
RunFinished perform(const Job& job, JobContext& context)
{
    RunFinished finished;
    const auto start = Clock::now();
    std::string trace;
    try {
        const auto result = job(context);
        if (result) {
            finished.report = *result;
        } else {
            finished.error = result.error();
            finished.outcome =
                result.error().cancelled() ? RunFinished::Outcome::Cancelled : RunFinished::Outcome::Failed;
        }
    } catch (...) {
        auto failure = describeCurrentException();
        finished.outcome = RunFinished::Outcome::Failed;
        finished.error = std::move(failure.error);
        trace = std::move(failure.trace);
    }
    finished.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (context.atEnd)
        context.atEnd(finished, trace);
    context.atEnd = {};
    return finished;
}

Result<void> checkLive(const char* key, const std::optional<double>& value)
{
    Config scratch;
    return value ? findSetting(key)->set(scratch, SettingValue(*value)) : Result<void>();
}

} // namespace

Session::Session(EventSink sink)
    : m_sink(std::move(sink))
{
}

Session::~Session()
{
    requestStop();
    const std::lock_guard lock(m_startMutex);
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> Session::start(Job job)
{
    const std::lock_guard starting(m_startMutex);
    if (running())
        return fail("A run is going on already.", "Stop it or wait for its end before starting another one.");
    if (m_thread.joinable())
        m_thread.join(); // it has nothing left to do but to deliver its last event
    auto run = std::make_shared<Run>();
    {
        const std::lock_guard lock(m_mutex);
        m_run = run;
    }
    m_thread = std::thread([this, run, job = std::move(job)]() mutable {
        RunFinished finished;
        {
            JobContext context{ run->cancel.token(), run->control, m_sink, [this] { return m_watched.load(); }, {} };
            finished = perform(job, context);
        }
        job = {};
        run->over = true;
        m_sink(finished);
        run->told.set_value();
    });
    return {};
}

std::shared_ptr<Session::Run> Session::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_run;
}

void Session::requestStop()
{
    if (const auto run = current())
        run->cancel.cancel();
}

void Session::stopAndKeep()
{
    if (const auto run = current())
        run->control.stopAndKeep();
}

void Session::pause()
{
    if (const auto run = current())
        run->control.pause();
}

void Session::resume()
{
    if (const auto run = current())
        run->control.resume();
}

Result<void> Session::change(const SettingsChange& change)
{
    for (const auto& checked :
        { checkLive("distraction.p", change.p), checkLive("distraction.threshold", change.threshold),
            checkLive("training.learning_rate", change.learningRate) })
        if (!checked)
            return checked.error();
    const auto run = current();
    if (!run || run->over)
        return fail("No run is going on whose settings could change.");
    run->control.change(change);
    return {};
}

bool Session::running() const
{
    const auto run = current();
    return run && !run->over;
}

void Session::wait()
{
    if (const auto run = current())
        run->end.wait();
}

} // namespace lookaway
