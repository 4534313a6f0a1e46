// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lookaway {

// Whether a heat map shows what the network goes by: settings and results of the measures. Torch-free.

struct FaithfulnessSettings {
    /// Insertion and deletion: pixels are changed in so many steps (RISE's authors: 224 pixels a step). [1, 10000]
    int steps = 56;
    /// ROAD: shares of the pixels that are replaced, percent, rising, each in [1, 99].
    std::vector<int> percentiles = { 10, 20, 30, 40, 50, 60, 70, 80, 90 };
    /// ROAD: standard deviation of what is added to the replaced pixels, of the range of a pixel.
    double roadNoise = 0.01;
    /// Pointing game: how far beside a region the hottest pixel may lie, px of the network's picture.
    double pointingTolerance = 15;
    /// Sanity check: after how many layers, at most, the maps are compared; 0 = after every layer.
    int sanityStages = 10;
    /// Random weights, ROAD's noise and the maps of noise come from it.
    std::uint64_t seed = 1;
    /// Pictures in one pass; 0 = as many as memory and speed suggest.
    int chunk = 0;
};

/// A sentence for the first setting out of range.
Result<void> validate(const FaithfulnessSettings& settings);

/// The network's answer while more and more of a picture is changed.
struct AnswerCurve {
    std::vector<double> share = {};       ///< of the pixels that are changed, rising, [0, 1]
    std::vector<double> probability = {}; ///< of the explained class
    std::vector<double> predicted = {};   ///< 1 where that class is the most probable one, otherwise 0

    /// Area under the probability by the trapezoid rule, divided by the width: [0, 1].
    double area() const;
    /// Mean of the probabilities.
    double mean() const;
};

/// Point by point; all curves have the same shares.
AnswerCurve meanCurve(const std::vector<AnswerCurve>& curves);

/// RISE's two curves (Petsiuk et al. 2018), hottest pixels first.
struct InsertionDeletion {
    AnswerCurve insertion = {}; ///< pixels appear in a blurred picture: a large area is good
    AnswerCurve deletion = {};  ///< pixels turn black: a small area is good
};

/// Remove and debias (Rong et al. 2022): pixels are replaced by what their surroundings suggest.
struct Road {
    AnswerCurve morf = {}; ///< most relevant first: a small mean is good
    AnswerCurve lerf = {}; ///< least relevant first: a large mean is good

    double gap() const { return lerf.mean() - morf.mean(); }
};

/// Maps of the network before and after so many layers got random weights.
struct SanityStage {
    std::string layer = {};     ///< the last one that was randomised
    std::size_t randomised = 0; ///< layers, from the head downwards
    /// Mean Spearman correlation over the pictures whose maps both have an order; 0 where none has.
    double correlation = 0;
    std::size_t pictures = 0; ///< that the mean is of
};

/// Sanity check by cascading randomisation (Adebayo et al. 2018).
struct SanityCheck {
    std::vector<SanityStage> stages = {};

    /// Above this correlation with all weights random, the maps show the picture rather than the network (ours).
    static constexpr double limit = 0.5;
    /// At the last stage.
    double correlation() const { return stages.empty() ? 0 : stages.back().correlation; }
    bool passed() const { return correlation() < limit && correlation() > -limit; }
};

} // namespace lookaway
