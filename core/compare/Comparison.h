// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "compare/ComparisonSpec.h"
#include "evaluate/AttentionSpread.h"
#include "session/inspect/MapScale.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lookaway {

/// How two maps' hot regions (above the same share of each map's greatest heat) lie to each other.
struct HotOverlap {
    double iou = 0;  ///< intersection over union, [0, 1]
    double kept = 0; ///< share of the reference's hot pixels that are hot here too: what is still used
    double own = 0;  ///< share of the hot pixels here that are not hot in the reference: what is new
};

/// `map` and `reference` are heat, of any sizes; both are brought to the larger one. nullopt: one of them has none.
std::optional<HotOverlap> hotOverlap(const HeatMap& map, const HeatMap& reference, double level);

/// A picture under a column. Where `error` is set the rest is empty as far as it is not known.
struct ComparedCell {
    /// As the model's network sees it; shown below the map.
    std::shared_ptr<const Image> picture = {};
    /// Map: raw values at the network's resolution. Difference: in [-1, 1]. HotRegions: 0 neither, 1 reference only,
    /// 2 model only, 3 both. Input: empty.
    HeatMap map = {};
    bool isSigned = false;
    float noHeat = 0;             ///< Map: the raw value from which heat is counted (MapHeat.h)
    std::int64_t classIndex = -1; ///< of the row's class in this model
    std::string layer = {};       ///< that was explained; empty where the method has none
    double probability = 0;       ///< of the row's class
    std::int64_t predicted = -1;
    std::string predictedName = {}; ///< its number where it has no name
    double predictedProbability = 0;
    /// Map: of its heat.
    std::optional<AttentionSpread> spread = {};
    /// Difference and HotRegions: model against reference.
    std::optional<HotOverlap> overlap = {};
    double seconds = 0;
    std::optional<Error> error = {};
};

/// What all cells of a row have in common.
struct ComparedRow {
    std::string className = {}; ///< that is explained; its number where it has no name
    std::string trueName = {};  ///< of the picture's folder where a model has such a class; otherwise empty
    std::optional<Error> error = {};
};

/// Models that are open together. One thread at a time, any.
class Comparison {
public:
    /// Explains an input with a model; by default Inspection::explain(). The studio's looks into its cache first.
    using Explain = std::function<Result<std::shared_ptr<const Explanation>>(
        Inspection& model, const Image& input, const ExplainOrder& order, const CancelToken& cancel)>;
    explicit Comparison(Explain explain = {});
    ~Comparison();
    Comparison(const Comparison&) = delete;
    Comparison& operator=(const Comparison&) = delete;

    /// Takes over what is to be compared. Models that were open already stay so, those that are not in it any more are
    /// closed. Opens nothing yet.
    void setSpec(const ComparisonSpec& spec);
    const ComparisonSpec& spec() const;
    /// Opens the model at its first use. The error is the same every time.
    Result<const ModelFacts*> facts(std::size_t model);
    /// Reads a row's picture and finds its class; the network of RowClass::model answers.
    ComparedRow row(std::size_t row, const CancelToken& cancel = {});
    /// What one column shows of the row's picture. Never fails as a whole: the cell says what is wrong with it.
    /// Pictures, answers and maps that several cells of a row need are computed once while the row does not change.
    ComparedCell cell(std::size_t row, std::size_t column, const CancelToken& cancel = {});

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace lookaway
