// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/Event.h"

#include <string>

namespace lookaway {

/// An event as one line for a log; empty for those that come many times a second (StepDone, Progress, BatchOccluded).
std::string logLine(const Event& event);

} // namespace lookaway
