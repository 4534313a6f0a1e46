// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/ExplainFiles.h"

#include <string>

namespace lookaway {

/// explanations.json: the model (file, SHA-256, input), versions, settings, and for every picture and method what was
/// explained and where it lies.
std::string explanationsJson(const ExplainFilesRequest& request, const ExplainFilesOutcome& outcome);

} // namespace lookaway
