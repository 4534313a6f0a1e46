// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"
#include "session/Session.h"
#include "session/inspect/Inspection.h"

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
    std::function<void(InputFormat&)> adapt = {};
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
    MapScale scale = {}; ///< of the raw map that was written
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
    double seconds = 0;
};

/// Explains every picture with every method: OUT/NAME.METHOD.png (overlay), OUT/NAME.METHOD.npy (raw map) and
/// OUT/explanations.json (everything that is needed to say what they are). Pictures of the same name in different
/// folders are told apart by a number. Hands the outcome over on the session's thread before the run ends; fails when
/// no picture could be explained.
Job explainFilesJob(ExplainFilesRequest request, std::function<void(ExplainFilesOutcome)> done);

} // namespace lookaway
