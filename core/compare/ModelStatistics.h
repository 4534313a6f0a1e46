// SPDX-License-Identifier: MIT
#pragma once

#include "compare/TestComparison.h"
#include "evaluate/PairedTest.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lookaway {

/// A model over all pictures of a test comparison.
struct ModelStatistics {
    std::string title = {};
    std::size_t known = 0; ///< pictures whose true class is known
    std::size_t right = 0; ///< of those
    AttentionSpreadSummary spread = {};
    std::size_t overlaps = 0; ///< pictures where both this map and the reference's have heat: the means below
    double meanIou = 0;       ///< intersection over union of the hot pixels
    double meanKept = 0;      ///< share of the reference's hot pixels that are hot here too
    double meanOwn = 0;       ///< share of the hot pixels that are not hot in the reference
    // Against the reference; nothing to test for itself.
    PairedTest share = {};   ///< of the share of hot pixels
    PairedTest entropy = {}; ///< nats
    std::size_t gained = 0;  ///< right here, wrong in the reference
    std::size_t lost = 0;    ///< wrong here, right in the reference
    double pAccuracy = 1;    ///< McNemar's exact test of gained against lost

    double accuracy() const { return known == 0 ? 0 : static_cast<double>(right) / static_cast<double>(known); }
    // Where these are false the numbers are not measured, and shown as a dash.
    bool hasSpread() const { return spread.maps > spread.emptyMaps; }
    bool hasTests() const { return share.pairs > 1; }
    bool hasOverlap() const { return overlaps > 0; }
};

/// By model.
std::vector<ModelStatistics> modelStatistics(const TestComparison& outcome);

/// {request, models, summary, pictures, failed, versions}.
std::string testComparisonJson(const TestComparison& outcome);
/// A row per picture and model (RFC 4180).
std::string testComparisonCsv(const TestComparison& outcome);

/// Which pictures of a test comparison are worth a look.
struct PictureQuery {
    enum class Order {
        SpreadGain,   ///< `model` looks at more of the picture than the reference: largest gain first
        SpreadLoss,   ///< at less
        Gained,       ///< the reference is wrong and `model` right: surest first
        Lost,         ///< the reverse
        LeastOverlap, ///< the two look at different places
        Random,       ///< drawn with `seed`
    };
    Order order = Order::SpreadGain;
    std::size_t model = 1;
    std::string className = {}; ///< only pictures of this true class; empty = all
    bool eachClass = false;     ///< the best one of every true class
    std::uint64_t seed = 0;
    std::size_t count = 12;
};

/// The true class of that name among the pictures, for PictureQuery::className (capital letters do not matter). A
/// sentence with similar names where there is none.
Result<std::string> trueClassNamed(const std::string& wanted, const std::vector<TestPicture>& pictures);
/// Indices of TestComparison::pictures, best first; equal ones in their order.
std::vector<std::size_t> findPictures(const TestComparison& outcome, const PictureQuery& query);

} // namespace lookaway
