// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lookaway {

/// The index of the class of that name: exactly that; otherwise the only one that differs in nothing but capital
/// letters and blanks, underscores and hyphens ("Bull mastiff", "bull_mastiff"). -1: none, or several.
std::int64_t indexOfClass(const std::vector<std::string>& names, const std::string& wanted);

/// The index of a class by its name, as indexOfClass(), or its number. A sentence with the nearest names when the model
/// has no such class.
Result<std::int64_t> classNamed(const std::string& wanted, const ModelFacts& model);
/// The class whose name the picture's folder has.
Result<std::int64_t> classOfFolder(const std::filesystem::path& picture, const ModelFacts& model);
/// Empty where the class has none.
std::string classNameOf(const ModelFacts& model, std::int64_t index);

/// The names in a text file, one per line; empty lines at the end do not count. A sentence for what is no UTF-8 text.
Result<std::vector<std::string>> readClassNames(const std::filesystem::path& file);

} // namespace lookaway
