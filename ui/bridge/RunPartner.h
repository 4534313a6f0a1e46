// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/RunList.h"

#include <QString>

#include <vector>

namespace lookaway {

/// As the paper calls the arms: "baseline", "0-occlusion", "R-occlusion".
QString armName(FillKind fill);

/// The settings of a run without occlusion that is otherwise the same, in a folder that is still to be named.
Config baselineOf(Config config);

/// Whether two runs differ in nothing but what they occlude, and in what they leave behind: then a difference of their
/// results is due to the occlusion.
bool comparable(const Config& a, const Config& b);

/// The first (newest) finished run to hold the results of this one against: of a baseline any run with occlusion, of
/// any other its baseline. nullptr = there is none among `runs`.
const RunSummary* partnerOf(const Config& config, const std::vector<RunSummary>& runs);

} // namespace lookaway
