// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "data/DemoDataset.h"

#include <filesystem>

namespace lookaway::cli {

class RunView;

/// Draws the demo data, or finds them there; shows progress in `view`, and Ctrl-C cancels.
Result<DemoSummary> makeDemoPictures(const std::filesystem::path& folder, const DemoSettings& settings, RunView& view);

} // namespace lookaway::cli
