// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <filesystem>

namespace lookaway {

// Where results are to go, checked before the work that they come from. Both leave nothing behind but the folder.

/// Whether a file can be written there: its folder exists and takes new files, and it is no folder itself. What is
/// there already stays as it is.
Result<void> checkOutputFile(const std::filesystem::path& file);
/// Makes the folder, with those above it, where it is not there yet, and checks that it takes new files.
Result<void> makeOutputFolder(const std::filesystem::path& folder);

} // namespace lookaway
