// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace lookaway {

/// The index of a class by its name or number. A sentence when the model has no such class.
Result<std::int64_t> classNamed(const std::string& wanted, const ModelFacts& model);
/// The class whose name the picture's folder has.
Result<std::int64_t> classOfFolder(const std::filesystem::path& picture, const ModelFacts& model);
/// Empty where the class has none.
std::string classNameOf(const ModelFacts& model, std::int64_t index);

} // namespace lookaway
