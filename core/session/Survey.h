// SPDX-License-Identifier: MIT
#pragma once

#include "data/DataParts.h"
#include "session/Session.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lookaway {

struct SurveyPicture {
    std::string path = {};
    /// Index into Survey::classes.
    std::int32_t label = 0;
};

struct SurveyPart {
    /// "train", "val", "test", "test-cue-hidden".
    std::string name = {};
    std::vector<SurveyPicture> pictures = {};
    /// Pictures of each class.
    std::vector<std::int64_t> perClass = {};
};

struct PictureSize {
    int width = 0;
    int height = 0;
};

/// What a data set holds, divided as a training with the same settings and seed would divide it.
struct Survey {
    /// The folder or manifest.
    std::string root = {};
    std::vector<std::string> classes = {};
    /// Those with pictures, in the order train, val, test, further test sets.
    std::vector<SurveyPart> parts = {};
    std::vector<DataProblem> unreadable = {};
    std::vector<std::string> warnings = {};
    /// By area, of all readable pictures, as stored (before their EXIF orientation).
    PictureSize smallest = {};
    PictureSize median = {};
    PictureSize largest = {};
};

/// Looks through the data (as a training does; headers only) and hands the result over on the session's thread before
/// the run ends. Progress{"Reading the data"}. Fails with a sentence when the data cannot be trained on; cancellable.
Job surveyJob(DataSettings data, std::uint64_t seed, std::function<void(std::shared_ptr<const Survey>)> done);

/// The mask that demo data has for a picture (white where the easy cue is); empty where there is none.
std::string demoMaskOf(const std::string& picture);

} // namespace lookaway
