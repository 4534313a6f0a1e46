// SPDX-License-Identifier: MIT
#pragma once

#include "compare/Comparison.h"
#include "session/Session.h"
#include "session/inspect/ExplainFiles.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace lookaway {

/// A picture of a test set, and the name of its class (empty = unknown).
struct TestPicture {
    std::filesystem::path file = {};
    std::string className = {};
};

/// The pictures that a run is tested on: its data's test part, split as it was in the run. Reads headers only.
Result<std::vector<TestPicture>> testPicturesOf(const std::filesystem::path& run, const CancelToken& cancel = {});
/// The pictures among files and below folders; a picture's folder names its class when `foldersAreClasses`.
Result<std::vector<TestPicture>> testPicturesIn(
    const std::vector<std::filesystem::path>& places, bool foldersAreClasses);

/// All models explain the same class of every picture with the same method; nothing else is compared.
struct TestComparisonRequest {
    std::vector<ComparedModel> models = {};
    /// Index of the model that the others are compared with, usually the baseline.
    std::size_t reference = 0;
    std::vector<TestPicture> pictures = {};
    /// Which class is explained. True: TestPicture::className; pictures without one are told of as failed.
    RowClass rowClass = trueClass();
    std::string method = "grad-cam";
    std::string layer = {}; ///< empty = each model's default
    ExplainSettings explain = {};
    /// A pixel is hot above this share of its map's greatest heat (session/inspect/MapHeat.h). (0, 1)
    double hotLevel = 0.5;
    std::string device = "auto";
    /// comparison.json and comparison.csv are written here; empty = no files.
    std::filesystem::path out = {};
};

/// What one model says about one picture.
struct TestedAnswer {
    std::int64_t classIndex = -1; ///< explained, in this model
    double probability = 0;       ///< of that class
    std::string predicted = {};   ///< name of the predicted class, or its number
    double predictedProbability = 0;
    bool right = false; ///< the prediction is the true class; false where that is unknown
    AttentionSpread spread = {};
    /// With the reference's map; nullopt for the reference and where one of the maps is empty.
    std::optional<HotOverlap> overlap = {};
};

struct TestedPicture {
    TestPicture picture = {};
    std::string className = {};             ///< that was explained
    std::vector<TestedAnswer> answers = {}; ///< by model
};

struct TestComparison {
    TestComparisonRequest request = {};
    std::vector<ModelFacts> models = {};
    std::vector<TestedPicture> pictures = {};
    std::vector<UnexplainedFile> failed = {};
    std::vector<std::string> remarks = {}; ///< what the reader should know: "... are taken by number"
    double seconds = 0;
};

/// The picture as a row of a comparison that explains the same class.
ComparedPicture comparedPicture(const TestedPicture& picture, const TestComparison& outcome);

/// Asks all models about all pictures and hands the outcome over on the session's thread before the run ends. Fails
/// when a model cannot be opened or cannot be explained by the method, or when no picture could be used.
Job testComparisonJob(TestComparisonRequest request, std::function<void(TestComparison)> done);

} // namespace lookaway
