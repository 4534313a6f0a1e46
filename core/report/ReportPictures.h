// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "compare/ModelStatistics.h"

#include <string>
#include <vector>

namespace lookaway {

/// Pictures of a test comparison that belong together: "Gained", and why.
struct PictureGroup {
    std::string title = {};
    std::vector<std::size_t> pictures = {}; ///< indices of TestComparison::pictures
};

/// One model: the pictures whose true class it finds least probable. Several: for each but the reference those gained,
/// lost, and with the largest gain of spread. At most `count` each; without empty groups.
std::vector<PictureGroup> pictureGroups(const TestComparison& outcome, std::size_t count);

/// The groups as HTML: every picture beside all models' heat maps, with what they answer. Explains them again (the
/// comparison keeps no maps); on the calling thread.
Result<std::string> picturesSection(
    const TestComparison& outcome, const std::vector<PictureGroup>& groups, const CancelToken& cancel);

} // namespace lookaway
