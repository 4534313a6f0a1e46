// SPDX-License-Identifier: MIT
#pragma once

#include "data/DataParts.h"
#include "evaluate/ClassReport.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace lookaway {

/// What the network answered for one picture of a test set.
struct Prediction {
    /// Index of the picture in its Dataset.
    std::size_t item = 0;
    std::size_t truth = 0;
    std::size_t predicted = 0;
    /// Softmax probabilities, [0, 1].
    float probabilityOfPredicted = 0;
    float probabilityOfTruth = 0;
    /// Cross-entropy without label smoothing, nats.
    float loss = 0;
    /// The true class is among the five highest logits (always so with five classes or fewer).
    bool inTop5 = false;
};

/// A test set's outcome: every prediction, in the order of the data, and the figures made of them. Torch-free.
struct TestResult {
    /// Stable prefix of its metrics: "test", "test_random_erasing", "test_cue_hidden", "validation".
    std::string name = "test";
    std::vector<Prediction> predictions = {};
    ConfusionMatrix confusion = ConfusionMatrix(0);
    ClassReport report = {};
    double meanLoss = 0;
    double top5 = 0;
    /// Pictures that were left out because they failed to decode.
    std::vector<DataProblem> unreadable = {};
};

/// Puts the figures together; truth and predicted must be below classNames.size() (std::out_of_range).
TestResult summarise(std::string name, std::vector<Prediction> predictions, const std::vector<std::string>& classNames);

/// The metrics under their stable names as one flat object, to be merged into report.json with update():
/// "test.accuracy", "test.loss", "test.top5", "test.pictures", "test.macro_precision", "test.macro_recall",
/// "test.macro_f1", "test.weighted_precision", ..., "test.per_class" (list of {class, precision, recall,
/// true_positive_rate, f1, support, predictions}), "test.confusion" (rows: truth), "test.never_predicted",
/// "test.without_pictures".
nlohmann::json metricsJson(const TestResult& result);

} // namespace lookaway
