// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/ExplainFiles.h"

#include <string>

namespace lookaway {

/// The model (file, SHA-256, input), versions, settings, and for every picture and method what was explained and where
/// it lies; what failed, and whether it is all that was asked for.
std::string explanationsJson(const ExplainFilesRequest& request, const ExplainFilesOutcome& outcome);

/// Writes that as OUT/explanations.json. What one that was there before lists, and still lies there, is kept in it as
/// "earlier".
Result<void> writeExplanations(const ExplainFilesRequest& request, const ExplainFilesOutcome& outcome);

} // namespace lookaway
