// SPDX-License-Identifier: MIT
#pragma once

#include "session/Session.h"
#include "session/settings/DemoConfig.h"

#include <filesystem>

namespace lookaway {

/// Draws the demo data into `folder`, or finds them there (DemoDataset.h), telling Progress; then does `next`, which
/// may be empty.
Job demoDataJob(std::filesystem::path folder, DemoSettings settings, Job next = {});

} // namespace lookaway
