// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace lookaway {

// What sidecar files say about the models and settings behind a result.

/// Title, file, checkpoint, SHA-256, number of classes, device and input.
nlohmann::json modelRecord(const ModelFacts& model);
/// Those that one of the methods reads, by name.
nlohmann::json explainSettingsRecord(const ExplainSettings& settings, const std::vector<std::string>& methods);

} // namespace lookaway
