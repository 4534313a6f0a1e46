// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "data/DataParts.h"
#include "models/ModelInfo.h"
#include "session/Session.h"
#include "session/runs/RunReader.h"

#include <memory>

namespace lookaway {

class Classifier;
struct PrecisionPolicy;

/// A run that has been found possible: everything is resolved, nothing is written yet.
struct Preparation {
    /// Paths absolute, "auto" and 0 replaced by what they mean here (image size, threads).
    Config config = {};
    DataParts data = {};
    ModelInfo info = {};
    std::shared_ptr<Classifier> model = {};
    RunFacts facts = {};
    /// For RunStarted and for the tests.
    std::string device = {};
    std::string precision = {};
    std::string layer = {};
    std::shared_ptr<const PrecisionPolicy> policy = {};
    std::int64_t parameters = 0;
};

/// Looks through the data, builds the model and gives it its start weights; checks everything that can be known before
/// the first step (settings, sizes, layer, device, precision) and fails with a sentence. `skipWeights`: a checkpoint
/// will replace them.
Result<Preparation> prepareRun(const Config& config, JobContext& context, bool skipWeights = false);

/// A number that changes when the pictures do that a run sees: their paths below the data folder, labels, parts, sizes
/// in bytes.
std::string dataFingerprint(const DataParts& data, const std::filesystem::path& root);

} // namespace lookaway
