// SPDX-License-Identifier: MIT
#pragma once

#include "evaluate/Evaluation.h"

#include <cstdint>

namespace lookaway {

enum class ErasingFill { Mean, Random, Zero };

/// Random Erasing (Zhong et al. 2020) as a robustness test: every picture loses one rectangle (probability 1; area
/// ~ U(0.02, 0.4) of the picture, aspect ratio ~ U(0.3, 1/0.3), at most 100 attempts to fit). The hole depends on
/// `seed` and the picture's index in its Dataset only, so that all models see the same holes whatever the batch size.
struct RandomErasingTest {
    std::uint64_t seed = 0;
    ErasingFill fill = ErasingFill::Mean;
    /// Fill Mean: the data's mean colour in [0, 1], usually the normalisation's mean.
    std::array<float, 3> mean = { 0.5F, 0.5F, 0.5F };
};

BatchTransform randomErasingTransform(const RandomErasingTest& test);

} // namespace lookaway
