// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "session/runs/RunReader.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lookaway {

/// A run as a list shows it.
struct RunSummary {
    std::filesystem::path folder = {};
    RunRecord::Status status = RunRecord::Status::Interrupted;
    /// Why the run cannot be read (one sentence); empty = nothing is wrong. What could be read is filled in.
    std::string problem = {};
    RunFacts facts = {};
    /// Epochs that are over, and how many there will be at most (of both rounds).
    int epochsDone = 0;
    int epochs = 0;
    /// Last row of metrics.csv by column name; empty before the first epoch is over.
    std::map<std::string, double> lastEpoch = {};
    /// Numbers of report.json under their stable names; empty before the run is finished.
    std::map<std::string, double> results = {};
    /// Checkpoints; empty paths where there is none yet.
    std::filesystem::path last = {};
    std::filesystem::path best = {};
    /// A sheet in RUN/snapshots, as a picture of the run; empty where there is none.
    std::filesystem::path snapshot = {};
};

/// One run folder; what cannot be read is said in `problem`. Reads config.json, report.json and the end of metrics.csv.
RunSummary summariseRun(const std::filesystem::path& folder);

/// Every run in the folder itself or one or two levels below it, newest first (by the time it was started; damaged ones
/// last). Hidden folders and links to folders are passed over, folders that cannot be opened too. A folder that is not
/// there has no runs. Cancelled: what was found until then. Any thread.
std::vector<RunSummary> listRuns(const std::filesystem::path& root, const CancelToken& cancel = {});

} // namespace lookaway
