// SPDX-License-Identifier: MIT
#pragma once

#include "session/EvaluateJob.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>

namespace lookaway::cli {

/// For machines: the metrics of every test set under their stable names, the checkpoint, the pictures left out.
nlohmann::json evaluationJson(const std::filesystem::path& run, const EvaluationOutcome& outcome);

/// For people: per test set a table of the classes, the averages, and the most frequent confusions.
std::string evaluationText(const EvaluationOutcome& outcome);

} // namespace lookaway::cli
