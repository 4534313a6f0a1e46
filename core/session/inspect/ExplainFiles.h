// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"
#include "session/Session.h"
#include "session/inspect/AdaptedModel.h"
#include "session/inspect/Inspection.h"
#include "session/inspect/OwnScale.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lookaway {

/// Which pictures are explained, by what, and where the results go.
struct ExplainFilesRequest {
    enum class ClassChoice { Predicted, True, Given };

    ModelSource model = {};
    /// As TrainingSettings::device.
    std::string device = "auto";
    /// Changes the model's usual input (or the one remembered beside its file); not written down.
    InputChange adapt = {};
    /// Files, and folders of them.
    std::vector<std::filesystem::path> pictures = {};
    /// Ids of methods; all explain the same class.
    std::vector<std::string> methods = { "grad-cam" };
    std::string layer = {}; ///< empty = the model's default
    ClassChoice choice = ClassChoice::Predicted;
    /// Given: number or name of a class. (True: the picture's folder has the name of its class.)
    std::string wantedClass = {};
    ExplainSettings settings = {};
    std::filesystem::path out = {};
    ColorMap colors = ColorMap::Viridis;
    double opacity = 0.5;
    /// Of the overlays' colours; none = without outliers for methods that judge single pixels, the whole otherwise.
    std::optional<OwnScale> scale = {};
    /// The raw map at the method's own resolution instead of the input's.
    bool ownResolution = false;
};

/// One method on one picture.
struct ExplainedFile {
    std::filesystem::path picture = {};
    std::string method = {};
    std::string layer = {};
    std::int64_t classIndex = 0;
    double probability = 0; ///< of that class
    std::int64_t predicted = 0;
    double predictedProbability = 0;
    MapScale range = {}; ///< least and largest value of the raw map that was written
    MapScale scale = {}; ///< the values that have the first and the last colour of the overlay
    OwnScale scaleKind = OwnScale::Whole;
    bool hasHeat = true; ///< otherwise the method found nothing: all values are the same, or 0
    std::filesystem::path overlay = {};
    std::filesystem::path raw = {};
};

struct UnexplainedFile {
    std::filesystem::path picture = {};
    Error error = {};
};

struct ExplainFilesOutcome {
    ModelFacts model = {};
    std::vector<ExplainedFile> explained = {};
    /// Pictures that could not be read; the others were explained.
    std::vector<UnexplainedFile> failed = {};
    std::size_t wanted = 0; ///< explanations that were asked for: pictures times methods
    /// Why it ended before everything was explained: it was cancelled, or failed.
    std::optional<Error> stopped = {};
    double seconds = 0;
};

/// Explains every picture with every method: OUT/NAME.METHOD.png (overlay), OUT/NAME.METHOD.npy (raw map) and
/// OUT/explanations.json (everything that is needed to say what they are). Of a class that is given, it is
/// NAME.METHOD.classNUMBER. Pictures of the same name in different folders are told apart by a number. What was found
/// is written on the way, and is listed also when the run is cancelled or fails; the outcome then says why. Hands the
/// outcome over on the session's thread before the run ends, if there is any; fails when no picture could be explained.
Job explainFilesJob(ExplainFilesRequest request, std::function<void(ExplainFilesOutcome)> done);

} // namespace lookaway
