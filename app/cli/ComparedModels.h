// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "compare/ComparisonSpec.h"

#include <string>
#include <vector>

namespace lookaway::cli {

/// Whether all of them (as below) have different titles; looks at nothing but the names.
Result<void> checkTitles(const std::vector<std::string>& named);
/// Whether one of them has that title; a sentence that lists their titles otherwise.
Result<void> checkTitle(const std::string& title, const std::vector<std::string>& named);
/// Models as commands that compare several name them: "TITLE=PATH", or PATH, whose title is then the name of its run
/// folder or file. PATH: a run folder, a checkpoint in one, weights or a TorchScript file. Titles are told apart; a
/// sentence for a path that is no model.
Result<std::vector<ComparedModel>> comparedModels(const std::vector<std::string>& named);

/// The index of a model by its title; a sentence that lists the titles otherwise.
Result<std::size_t> modelTitled(const std::string& title, const std::vector<ComparedModel>& models);

/// "true", "predicted" (by the model of that index) or a class.
RowClass rowClassFor(const std::string& wanted, std::size_t model);

} // namespace lookaway::cli
