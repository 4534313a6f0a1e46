// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "data/DataSettings.h"
#include "data/Dataset.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lookaway {

/// A picture that cannot be used, and why, as a sentence that names it.
struct DataProblem {
    std::filesystem::path path;
    std::string reason;
};

/// Adds the problems of pictures that `all` does not name yet.
void addProblems(std::vector<DataProblem>& all, const std::vector<DataProblem>& more);

/// A data set, opened and divided. The parts are never null, but may be empty (validation and test when their share
/// is 0; train with OpenOptions::wholeAsTest).
struct DataParts {
    /// Names, sorted; their index is the label.
    std::vector<std::string> classes;
    std::shared_ptr<const Dataset> train;
    std::shared_ptr<const Dataset> validation;
    std::shared_ptr<const Dataset> test;
    /// Further test sets by name: the folder test-cue-hidden/ (or that split in a manifest) is "cue-hidden".
    std::map<std::string, std::shared_ptr<const Dataset>> extraTests;
    /// Pictures that were left out because they cannot be read.
    std::vector<DataProblem> problems;
    /// Sentences about what is odd but does not stop a training (a class without test pictures, ...).
    std::vector<std::string> warnings;
};

struct OpenOptions {
    /// Decides the random split, together with the pictures' names; nothing else does.
    std::uint64_t seed = 0;
    /// Class names (in label order) that the data must fit, e.g. those of a saved model; empty = take them from the
    /// data. Data that lacks some of them is fine, data with others is not.
    std::vector<std::string> classes = {};
    /// For evaluating on foreign pictures: data that brings no parts becomes the test part as a whole, and a missing
    /// training part is no error.
    bool wholeAsTest = false;
    CancelToken cancel = {};
    /// Pictures checked, of how many. Called from one thread at a time, not always the caller's.
    std::function<void(std::size_t done, std::size_t total)> progress = {};
    /// Size in pixels of a picture that can be read, as stored; in no order. Called from one thread at a time, too.
    std::function<void(std::int64_t width, std::int64_t height)> sized = {};
};

/// Opens settings.path: a manifest (.csv, .tsv, see Manifest.h), a folder with train/ [val/ or valid/] [test/]
/// [test-NAME/] that hold one folder per class, or a folder with one folder per class. Parts the data does not bring
/// are split off the training part, stratified by class and seeded: first settings.testShare as test part, then
/// settings.validationShare of what remains as validation part.
///
/// Every picture is checked by its header and its end, in parallel, without decoding it; those that fail are listed
/// in DataParts::problems and left out. A picture that passes and still fails to decode is handled by BatchLoader.
Result<DataParts> openData(const DataSettings& settings, const OpenOptions& options);

} // namespace lookaway
