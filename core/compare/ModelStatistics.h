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
    std::size_t known = 0;              ///< pictures whose true class is known
    std::size_t right = 0;              ///< of those
    AttentionSpreadSummary spread = {}; ///< of all its maps that are not empty
    // Over the pairs: pictures in which neither this model's map nor the reference's is empty (share.pairs).
    double spreadHere = 0;    ///< mean share of hot pixels, of this model
    double spreadThere = 0;   ///< of the reference; share.meanDifference is here minus there
    std::size_t overlaps = 0; ///< pairs whose maps lie on each other: the means below
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
    bool hasPairs() const { return share.pairs > 0; }
    bool hasTests() const { return share.pairs > 1; }
    bool hasOverlap() const { return overlaps > 0; }
};

/// What a column of the tables of these numbers means. Window, command line, report and files use the same words.
struct StatisticsWord {
    std::string title = {};
    std::string key = {}; ///< in comparison.json, of a model's summary
    std::string meaning = {};
    bool compares = false; ///< with the reference
};
/// "hot", as a part of a sentence: "hotter than 0.5 of the map's maximum"; of RISE, whose maps have no zero, "above 0.5
/// of the way from the map's minimum to its maximum". Empty method: both.
std::string hotText(const std::string& method, double level);
/// All of them, in the order of the tables. `hot` as hotText() gives it.
std::vector<StatisticsWord> statisticsWords(const std::string& hot);

/// By model.
std::vector<ModelStatistics> modelStatistics(const TestComparison& outcome);

/// {request, models, summary, pictures, failed, remarks, versions, seconds}.
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

/// The true class of that name among the pictures, for PictureQuery::className (found as indexOfClass() does). A
/// sentence with similar names where there is none.
Result<std::string> trueClassNamed(const std::string& wanted, const std::vector<TestPicture>& pictures);
/// Indices of TestComparison::pictures, best first; equal ones in their order.
std::vector<std::size_t> findPictures(const TestComparison& outcome, const PictureQuery& query);

} // namespace lookaway
