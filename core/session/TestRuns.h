// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "data/BatchLoader.h"
#include "data/DataParts.h"
#include "evaluate/TestResult.h"
#include "evaluate/TestSets.h"
#include "session/runs/Event.h"
#include "session/settings/Config.h"

#include <functional>
#include <string>
#include <vector>

namespace lookaway {

class Classifier;
struct ModelInfo;
struct PrecisionPolicy;

/// Mini-batches of a test set for a network that was trained with this configuration.
LoaderOptions testLoading(const Config& config, int imageSize);

/// Tests a network on one test set: tells Progress, Evaluated, and a TrainingWarning for every picture that could not
/// be read.
Result<TestResult> runTestSet(Classifier& model, const TestSet& set, const std::vector<std::string>& classes,
    const LoaderOptions& loading, const PrecisionPolicy& precision, const EventSink& emit, const CancelToken& token);

/// The same for every test set of the data (testSetsOf()), the random-erasing one when config.run.randomErasingTest
/// asks for it.
Result<std::vector<TestResult>> runTestSets(Classifier& model, const ModelInfo& info, const DataParts& data,
    const Config& config, const PrecisionPolicy& precision, const EventSink& emit, const CancelToken& token);

/// Tells how far a pass over a set is: Progress{"Testing test", ...}.
std::function<void(std::size_t)> progressOf(const char* doing, const TestSet& set, const EventSink& emit);

} // namespace lookaway
