// SPDX-License-Identifier: MIT
#include "evaluate/PairedTest.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace lookaway {

namespace {

namespace math = boost::math;

struct Ranks {
    std::vector<double> ranks = {}; ///< of |difference|, from 1; ties share their mean rank
    double tieTerm = 0;             ///< sum of t^3 - t over groups of ties
};

Ranks rankMagnitudes(const std::vector<double>& differences)
{
    std::vector<std::size_t> order(differences.size());
    std::iota(order.begin(), order.end(), std::size_t{ 0 });
    const auto size = [&](std::size_t i) { return std::abs(differences[i]); };
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return size(a) < size(b); });
    Ranks result;
    result.ranks.resize(differences.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first;
        while (end < order.size() && size(order[end]) == size(order[first]))
            ++end;
        const double ties = static_cast<double>(end - first);
        result.tieTerm += ties * ties * ties - ties;
        for (std::size_t i = first; i < end; ++i)
            result.ranks[order[i]] = (static_cast<double>(first + end) + 1) / 2;
        first = end;
    }
    return result;
}

/// P(W <= w) for n untied pairs: W is a sum of the ranks 1..n, each taken with probability 1/2.
double exactCumulative(std::size_t n, double w)
{
    std::vector<double> chance(n * (n + 1) / 2 + 1);
    chance[0] = 1;
    std::size_t highest = 0;
    for (std::size_t rank = 1; rank <= n; ++rank) {
        highest += rank;
        for (std::size_t sum = highest + 1; sum-- > 0;)
            chance[sum] = (chance[sum] + (sum >= rank ? chance[sum - rank] : 0)) / 2;
    }
    return std::accumulate(chance.begin(), chance.begin() + static_cast<std::ptrdiff_t>(w) + 1, 0.0);
}

void testRanks(std::vector<double> differences, PairedTest& test)
{
    differences.erase(std::remove(differences.begin(), differences.end(), 0.0), differences.end());
    if (differences.empty())
        return;
    const auto [ranks, tieTerm] = rankMagnitudes(differences);
    double positive = 0;
    double negative = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i)
        (differences[i] > 0 ? positive : negative) += ranks[i];
    test.w = std::min(positive, negative);
    const auto n = static_cast<double>(differences.size());
    if (differences.size() <= 50 && tieTerm == 0) {
        test.pWilcoxon = std::min(1.0, 2 * exactCumulative(differences.size(), test.w));
        return;
    }
    const double variance = n * (n + 1) * (2 * n + 1) / 24 - tieTerm / 48;
    if (variance > 0)
        test.pWilcoxon = std::min(1.0, 2 * math::cdf(math::normal(), (test.w - n * (n + 1) / 4) / std::sqrt(variance)));
}

void testMean(const std::vector<double>& differences, PairedTest& test)
{
    const auto n = static_cast<double>(differences.size());
    test.meanDifference = std::accumulate(differences.begin(), differences.end(), 0.0) / n;
    test.low = test.high = test.meanDifference;
    if (differences.size() < 2)
        return;
    double squares = 0;
    for (const double difference : differences)
        squares += (difference - test.meanDifference) * (difference - test.meanDifference);
    test.deviation = std::sqrt(squares / (n - 1));
    if (!(test.deviation > 0)) {
        if (test.meanDifference != 0) { // the same for every pair: no chance about it
            test.t = std::copysign(std::numeric_limits<double>::infinity(), test.meanDifference);
            test.pT = 0;
        }
        return;
    }
    const double error = test.deviation / std::sqrt(n);
    const math::students_t student(n - 1);
    test.t = test.meanDifference / error;
    test.pT = 2 * math::cdf(math::complement(student, std::abs(test.t)));
    const double reach = error * math::quantile(math::complement(student, 0.025));
    test.low = test.meanDifference - reach;
    test.high = test.meanDifference + reach;
}

} // namespace

PairedTest pairedTest(const std::vector<double>& first, const std::vector<double>& second)
{
    if (first.size() != second.size())
        throw std::invalid_argument("a paired test needs two lists of the same length");
    std::vector<double> differences;
    for (std::size_t i = 0; i < first.size(); ++i)
        if (std::isfinite(first[i]) && std::isfinite(second[i]))
            differences.push_back(second[i] - first[i]);
    PairedTest test;
    test.pairs = differences.size();
    if (differences.empty())
        return test;
    testMean(differences, test);
    testRanks(std::move(differences), test);
    return test;
}

double mcNemar(std::size_t onlyFirstRight, std::size_t onlySecondRight)
{
    const auto different = static_cast<double>(onlyFirstRight + onlySecondRight);
    if (different == 0)
        return 1;
    const math::binomial coin(different, 0.5);
    return std::min(1.0, 2 * math::cdf(coin, static_cast<double>(std::min(onlyFirstRight, onlySecondRight))));
}

} // namespace lookaway
