// SPDX-License-Identifier: MIT
#pragma once

#include "data/DataParts.h"
#include "evaluate/AttentionSpread.h"
#include "evaluate/TestResult.h"
#include "evaluate/TestSets.h"
#include "session/Session.h"
#include "train/TrainingSettings.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lookaway {

/// What of a run is tested, on what, and how. Empty optionals: as the run was trained.
struct EvaluationRequest {
    enum class Checkpoint { Best, Last };

    std::filesystem::path run = {};
    /// As DataSettings::path; empty = the run's own data. The run's own data is split as it was in the run; other data
    /// without parts is tested as a whole. Its classes must be among the run's.
    std::string data = {};
    Checkpoint checkpoint = Checkpoint::Best;
    ErasingTest erasing = {};
    /// Also measure the attention spread of the explained layer (a Grad-CAM per picture).
    bool attention = false;
    std::optional<std::string> device = {};
    std::optional<Precision> precision = {};
    std::optional<int> batchSize = {};
};

struct EvaluationOutcome {
    std::filesystem::path checkpoint = {};
    std::vector<std::string> classes = {};
    std::vector<TestResult> tests = {};
    /// For every test, in the same order: the file of each prediction, in the order of its predictions.
    std::vector<std::vector<std::string>> pictures = {};
    /// By test set; empty unless asked for.
    std::map<std::string, AttentionSpreadSummary> attention = {};
    std::vector<DataProblem> unreadable = {};
};

/// Tests a saved run on every test set of the data (testSetsOf()), changes nothing in its folder, and hands the outcome
/// over on the session's thread before the run ends.
Job evaluateJob(EvaluationRequest request, std::function<void(EvaluationOutcome)> done);

} // namespace lookaway
