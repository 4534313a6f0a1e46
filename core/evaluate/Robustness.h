// SPDX-License-Identifier: MIT
#pragma once

#include "data/Augmentation.h"

#include <cstdint>
#include <memory>

namespace lookaway {

class Dataset;

/// The random-erasing test set: every picture of `source` loses one rectangle (Random Erasing, Zhong et al. 2020, with
/// probability 1: area ~ U(0.02, 0.4) of the picture, aspect ratio ~ U(0.3, 1/0.3), at most 100 attempts to fit).
/// The hole (and a random fill) depends on `seed` and the picture's index only, so that all models see the same holes
/// whatever their batch size, thread number or order.
std::shared_ptr<const Dataset> randomErasingTestSet(std::shared_ptr<const Dataset> source,
    ErasingOptions::Fill fill = ErasingOptions::Fill::Mean, std::uint64_t seed = 0);

} // namespace lookaway
