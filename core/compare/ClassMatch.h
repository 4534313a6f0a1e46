// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <cstdint>
#include <string>

namespace lookaway {

/// "dog"; its number where the model does not name it. For one model's class as others are told of it.
std::string classLabel(const ModelFacts& model, std::int64_t index);

/// Class `index` of `from` in `to`: by its name where both name their classes (capital letters do not matter),
/// otherwise by its number. A sentence when `to` has no such class.
Result<std::int64_t> matchClass(const ModelFacts& from, std::int64_t index, const ModelFacts& to);

/// As classNamed(), but capital letters do not matter.
Result<std::int64_t> findClass(const std::string& wanted, const ModelFacts& model);

/// The class of the pictures in a folder of that name. A number is a class only where it is a class's name, or where
/// classes have no names.
Result<std::int64_t> folderClass(const std::string& folder, const ModelFacts& model);

} // namespace lookaway
