// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/inspect/Inspection.h"

#include <filesystem>
#include <optional>

namespace lookaway {

/// Where the input format of a model file is kept: "MODEL.lookaway.json" beside it (in a run's folder for a run).
std::filesystem::path sidecarOf(const ModelSource& source);

/// nullopt when there is none; a damaged one is a sentence that names it.
Result<std::optional<InputFormat>> readSidecar(const std::filesystem::path& file);
Result<void> writeSidecar(const std::filesystem::path& file, const InputFormat& format);

/// What of a format is out of range, in a sentence.
Result<void> validate(const InputFormat& format);

} // namespace lookaway
