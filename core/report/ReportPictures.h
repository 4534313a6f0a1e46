// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "compare/SurveySummary.h"

#include <string>
#include <vector>

namespace lookaway {

/// Pictures of a survey that belong together: "Gained", and why.
struct PictureGroup {
    std::string title = {};
    std::vector<std::size_t> pictures = {}; ///< indices of SurveyOutcome::pictures
};

/// One model: the pictures whose true class it finds least probable. Several: for each but the reference those gained,
/// lost, and with the largest gain of spread. At most `count` each; without empty groups.
std::vector<PictureGroup> pictureGroups(const SurveyOutcome& outcome, std::size_t count);

/// The groups as HTML: every picture beside all models' heat maps, with what they answer. Explains them again (the
/// survey keeps no maps); on the calling thread.
Result<std::string> picturesSection(
    const SurveyOutcome& outcome, const std::vector<PictureGroup>& groups, const CancelToken& cancel);

} // namespace lookaway
