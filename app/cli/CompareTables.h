// SPDX-License-Identifier: MIT
#pragma once

#include "compare/ModelStatistics.h"

#include <cstddef>
#include <string>
#include <vector>

namespace lookaway::cli {

// Test comparisons for people.

/// How often models are right, how much of the pictures they look at, and what the columns are.
std::string statisticsText(const TestComparison& outcome);
/// The pictures that were looked for, with what the two models of the query say.
std::string foundText(const TestComparison& outcome, const std::vector<std::size_t>& found, const PictureQuery& query);
/// Every column's meaning and its key in the files; for help.
std::string columnsHelp();

} // namespace lookaway::cli
