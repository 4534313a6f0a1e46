// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

namespace lookaway {

/// How two models differ on the same pictures (or two settings over the same seeds): differences are second minus
/// first. All tests are two-sided; p is 1 where there is nothing to test (fewer than two pairs, no difference at all).
struct PairedTest {
    std::size_t pairs = 0;
    double meanDifference = 0;
    double deviation = 0; ///< sample standard deviation of the differences
    /// Bounds of the mean difference that hold with 95 % (Student's t).
    double low = 0;
    double high = 0;
    double t = 0;  ///< Student's paired t; infinite where all differences are the same
    double pT = 1; ///< of t, pairs - 1 degrees of freedom
    /// Wilcoxon's signed-rank statistic: the smaller sum of ranks; pairs without a difference are dropped.
    double w = 0;
    /// Exact for up to 50 pairs without ties; otherwise by the normal approximation, corrected for ties.
    double pWilcoxon = 1;
};

/// Pairs with a value that is not finite are left out. Throws std::invalid_argument for lists of different lengths.
PairedTest pairedTest(const std::vector<double>& first, const std::vector<double>& second);

/// McNemar's exact test of two classifiers on the same pictures: only those count that one of them gets right and the
/// other wrong. Two-sided p.
double mcNemar(std::size_t onlyFirstRight, std::size_t onlySecondRight);

} // namespace lookaway
