// SPDX-License-Identifier: MIT
#pragma once

#include "models/Classifier.h"

#include <cstdint>

namespace lookaway {

/// Draws fresh weights as torchvision's constructor of that architecture does (distributions, not numbers) and resets
/// BatchNorm's statistics. Every parameter has a stream of its own, derived from the seed and its name: the same seed
/// gives the same weights everywhere, and LibTorch's generators stay untouched.
void initialise(Classifier& model, std::uint64_t seed);

} // namespace lookaway
