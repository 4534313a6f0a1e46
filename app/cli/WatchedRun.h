// SPDX-License-Identifier: MIT
#pragma once

#include "session/Session.h"
#include "session/runs/Event.h"

#include <optional>
#include <vector>

namespace lookaway::cli {

class RunView;

/// What a run told that is still of interest when it is over.
struct RunSummary {
    RunStarted started = {};
    std::vector<EpochDone> epochs = {};
    std::vector<Evaluated> tests = {};
    RunFinished finished = {};
};

/// How a training stops.
constexpr const char* afterMiniBatch = "Stopping after this mini-batch";

/// Runs the job in a session of its own and returns when it is over. Shows its events in `view`; Ctrl-C and SIGTERM
/// cancel it, and `stopping` says then what happens ("Stopping after this mini-batch"); a second Ctrl-C ends the
/// process (StopSignals).
RunSummary runWatched(Job job, RunView& view, const char* stopping = "Stopping");

/// Why a run that is over has no result: it was cancelled, or failed. nullopt: it has one.
std::optional<Error> errorOf(const RunFinished& finished);

} // namespace lookaway::cli
