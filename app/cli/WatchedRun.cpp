// SPDX-License-Identifier: MIT
#include "WatchedRun.h"

#include "RunView.h"
#include "shared/StopSignals.h"

#include <atomic>
#include <cstdio>

namespace lookaway::cli {

RunSummary runWatched(Job job, RunView& view, const char* stopping)
{
    RunSummary summary;
    Session session([&](const Event& event) {
        if (const auto* started = std::get_if<RunStarted>(&event))
            summary.started = *started;
        else if (const auto* epoch = std::get_if<EpochDone>(&event))
            summary.epochs.push_back(*epoch);
        else if (const auto* test = std::get_if<Evaluated>(&event))
            summary.tests.push_back(*test);
        else if (const auto* finished = std::get_if<RunFinished>(&event))
            summary.finished = *finished;
        view.show(event);
    });
    std::atomic<bool> asked{ false };
    const StopSignals signals([&] {
        std::fprintf(stderr, "\n%s; Ctrl-C again quits at once.\n", stopping);
        asked = true;
        session.requestStop();
    });
    if (auto begun = session.start(std::move(job)); !begun) {
        summary.finished.outcome = RunFinished::Outcome::Failed;
        summary.finished.error = begun.error();
        return summary;
    }
    if (asked) // a signal before there was a run to stop
        session.requestStop();
    session.wait();
    return summary;
}

std::optional<Error> errorOf(const RunFinished& finished)
{
    switch (finished.outcome) {
    case RunFinished::Outcome::Cancelled:
        return cancelled();
    case RunFinished::Outcome::Failed:
        return finished.error;
    case RunFinished::Outcome::Completed:
        break;
    }
    return std::nullopt;
}

} // namespace lookaway::cli
