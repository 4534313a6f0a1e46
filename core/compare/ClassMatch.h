// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <cstdint>
#include <optional>
#include <string>

namespace lookaway {

/// "dog"; its number where the model does not name it. For one model's class as others are told of it.
std::string classLabel(const ModelFacts& model, std::int64_t index);

/// A model by the title that people know it by. Both outlive it.
struct TitledModel {
    const std::string& title;
    const ModelFacts& facts;
};

/// Why classes of the one cannot be found in the other: the numbers of classes differ, and not both name them. The
/// hint says how names are given. nullopt: they can be found, by name or, with as many classes, by number.
std::optional<Error> classMismatch(const TitledModel& from, const TitledModel& to);
/// "'b' does not name its classes: they are taken by number, as 'a' has as many."; empty where both or none names them.
std::string numberRemark(const TitledModel& from, const TitledModel& to);
/// Class `index` of `from` in `to`: by its name where both name their classes (as indexOfClass()),
/// otherwise by its number. A sentence when `to` has no such class, or as classMismatch().
Result<std::int64_t> matchClass(const TitledModel& from, std::int64_t index, const TitledModel& to);

/// The class of the pictures in a folder of that name. A number is a class only where it is a class's name, or where
/// classes have no names.
Result<std::int64_t> folderClass(const std::string& folder, const ModelFacts& model);

} // namespace lookaway
