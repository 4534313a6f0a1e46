// SPDX-License-Identifier: MIT
#pragma once

#include "evaluate/ConfusionMatrix.h"

#include <string>
#include <vector>

namespace lookaway {

/// Precision TP/(TP+FP), recall (= true-positive rate) TP/(TP+FN), F1 = 2PR/(P+R); each 0 where its denominator is 0.
struct Scores {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
};

struct ClassScores : Scores {
    std::string name = {};
    /// Test pictures of this class.
    std::uint64_t support = 0;
    /// How often the network answered with it.
    std::uint64_t predictions = 0;
};

/// What a confusion matrix says, in shares of 1. Torch-free.
/// macro: plain mean over all classes that the network knows, a class nobody predicted with precision 0 (as the paper,
/// and scikit-learn with zero_division = 0); weighted: mean weighted by support (its recall equals the accuracy).
struct ClassReport {
    std::uint64_t pictures = 0;
    double accuracy = 0;
    Scores macro = {};
    Scores weighted = {};
    std::vector<ClassScores> perClass = {};
    /// Names of the classes that were never predicted: their precision counts as 0.
    std::vector<std::string> neverPredicted = {};
    /// Names of the classes without a test picture: their recall counts as 0.
    std::vector<std::string> withoutPictures = {};
};

/// `names` has one entry per class of the matrix; missing names are replaced by the index.
ClassReport classReport(const ConfusionMatrix& confusion, const std::vector<std::string>& names);

} // namespace lookaway
