// SPDX-License-Identifier: MIT
#pragma once

#include "compare/TestComparison.h"
#include "evaluate/ConfusionMatrix.h"

#include <cstddef>
#include <string>
#include <vector>

namespace lookaway {

/// The true classes of the test pictures, sorted; pictures whose class is not known do not count.
std::vector<std::string> trueClasses(const TestComparison& outcome);

/// How a model answered, by true class and predicted one. The last class of the matrix stands for all that no test
/// picture belongs to.
ConfusionMatrix countAnswers(const TestComparison& outcome, std::size_t model, const std::vector<std::string>& classes);

} // namespace lookaway
