// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "models/Classifier.h"

#include <cstdint>
#include <memory>
#include <string>

namespace lookaway {

/// Builds the architecture of that name (see allModels()) with a head for `classes` classes and fresh weights drawn
/// from the seed (see initialise()), on the CPU, in training mode. Fails with a sentence for an unknown name or a
/// class count outside [1, 1,000,000].
Result<std::shared_ptr<Classifier>> makeModel(const std::string& name, int classes, std::uint64_t seed);

/// The same with all weights zero, which takes no time: to ask for shapes and layers, or to load weights into.
Result<std::shared_ptr<Classifier>> makeBlankModel(const std::string& name, int classes);

} // namespace lookaway
