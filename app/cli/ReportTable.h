// SPDX-License-Identifier: MIT
#pragma once

#include "WatchedRun.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace lookaway::cli {

/// A finished run for machines: outcome, folder, seconds and the content of its report.json under "report".
nlohmann::json runJson(const RunSummary& summary);
/// A finished run for people: one line per test set, and where things are.
std::string runText(const RunSummary& summary);

/// "Test set | accuracy | macro P | ..." for the test sets of one run.
std::string testTable(const std::vector<Evaluated>& tests);

} // namespace lookaway::cli
