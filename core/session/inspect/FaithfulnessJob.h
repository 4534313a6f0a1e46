// SPDX-License-Identifier: MIT
#pragma once

#include "evaluate/AttentionSpread.h"
#include "evaluate/Faithfulness.h"
#include "evaluate/PointingGame.h"
#include "session/Session.h"
#include "session/inspect/ExplainFiles.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lookaway {

struct FaithfulnessMeasures {
    bool curves = true; ///< insertion and deletion
    bool road = true;
    bool spread = true;
    bool pointing = true; ///< of the pictures that have boxes or masks
    bool sanity = false;  ///< explains every picture as often as there are stages
};

/// Which explanations of which pictures are measured, and how.
struct FaithfulnessRequest {
    /// Model, pictures, methods, class and their settings as ExplainFilesRequest says; what is only about the files
    /// that it writes is not looked at, and `out` may be empty: no files.
    ExplainFilesRequest explain = {};
    FaithfulnessMeasures measures = {};
    FaithfulnessSettings settings = {};
    /// CSV file, see PictureRegions::readBoxes(); empty: masks of demo data, where the pictures have them.
    std::filesystem::path boxes = {};
};

/// One explanation, measured. What was not measured is empty.
struct MeasuredExplanation {
    std::filesystem::path picture = {};
    std::int64_t classIndex = 0;
    std::optional<InsertionDeletion> curves = {};
    std::optional<Road> road = {};
    std::optional<AttentionSpread> spread = {};
    /// The pointing game, per class that has a region in the picture: whether the map of that class points there.
    std::map<std::int64_t, bool> points = {};
};

/// A method over all pictures.
struct MeasuredMethod {
    /// Id of the table of methods; of a control "noise 7x7".
    std::string method = {};
    /// A map of seeded noise, as coarse as one of the methods' raw maps: what no information scores.
    bool control = false;
    std::vector<MeasuredExplanation> explanations = {};
    std::optional<SanityCheck> sanity = {};

    AnswerCurve insertion() const;
    AnswerCurve deletion() const;
    AnswerCurve morf() const;
    AnswerCurve lerf() const;
    AttentionSpreadSummary spread() const;
    PointingGame pointing() const;
};

struct FaithfulnessOutcome {
    ModelFacts model = {};
    /// As asked for, then the controls.
    std::vector<MeasuredMethod> methods = {};
    /// Pictures that could not be read or used; the others were measured.
    std::vector<UnexplainedFile> failed = {};
    double seconds = 0;
};

/// Explains every picture with every method and measures the maps; the same for controls made of noise. Writes
/// OUT/faithfulness.json, OUT/curves.csv (means) and OUT/pictures.csv. Hands the outcome over on the session's thread
/// before the run ends; fails when no picture could be measured.
Job faithfulnessJob(FaithfulnessRequest request, std::function<void(FaithfulnessOutcome)> done);

} // namespace lookaway
