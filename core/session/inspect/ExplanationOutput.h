// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/ExplainFiles.h"

#include <memory>

namespace lookaway {

/// What is written for one picture and method.
struct ExplanationOutput {
    ExplainedFile facts = {}; ///< all but what writing finds: range, scale, heat
    Explanation explanation = {};
    std::shared_ptr<const Image> input = {};
};

/// The names of the pictures' results without an ending: "dog", and "dog-2" for a second one, or the next number that
/// no picture has.
std::vector<std::string> outputNames(const std::vector<std::filesystem::path>& pictures);

/// Writes overlays and raw maps, on all cores; the request says how they look. Adds those that are there to `written`,
/// also when others cannot be written; of these nothing is left.
Result<void> writeOutputs(
    std::vector<ExplanationOutput> outputs, const ExplainFilesRequest& request, std::vector<ExplainedFile>& written);

} // namespace lookaway
