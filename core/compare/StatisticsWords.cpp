// SPDX-License-Identifier: MIT
#include "compare/ModelStatistics.h"

#include "base/Text.h"
#include "session/inspect/MapHeat.h"

namespace lookaway {

std::string hotText(const std::string& method, double level)
{
    const auto above = "above " + text(level) + " of ";
    const std::string ofMaximum = "the map's maximum";
    const std::string ofWay = "the way from the map's minimum to its maximum";
    if (method.empty())
        return above + ofMaximum + " (of RISE, whose maps have no zero: of " + ofWay + ")";
    return above + (mapsHaveZero(method) ? ofMaximum : ofWay);
}

std::vector<StatisticsWord> statisticsWords(const std::string& hot)
{
    return {
        { "Accuracy", "accuracy", "Share of the pictures that the model gets right." },
        { "Gained", "gained", "Pictures that are right here and wrong in the reference.", true },
        { "Lost", "lost", "Pictures that are wrong here and right in the reference.", true },
        { "p (McNemar)", "p_accuracy",
            "Chance of such a difference between gained and lost if there were none: exact test, two-sided.", true },
        { "Empty", "empty_maps",
            "Maps without heat: none of their values is positive, however sure the model is. They are left out of all "
            "that "
            "follows." },
        { "Spread", "spread", "Share of the picture that is hot, " + hot + "; mean of the maps that are not empty." },
        { "Entropy", "entropy", "Of the map as a distribution over the pixels, in nats; mean of the same maps." },
        { "Regions", "regions", "Hot regions that are not connected; mean of the same maps." },
        { "Pairs", "pairs",
            "Pictures in which neither the map here nor the reference's is empty. What follows is over them.", true },
        { "There", "spread_there", "Mean spread of the reference over the pairs.", true },
        { "Here", "spread_here", "Mean spread of this model over the pairs.", true },
        { "Difference", "spread_test.mean_difference", "Here minus there, with the bounds that hold with 95 %.", true },
        { "p (t)", "spread_test.p_t", "Student's paired t-test of the spread, two-sided.", true },
        { "p (W)", "spread_test.p_wilcoxon", "Wilcoxon's signed-rank test of the spread, two-sided.", true },
        { "Overlap", "overlap", "Of the hot regions here and in the reference: intersection over union.", true },
        { "Kept", "kept", "Share of the reference's hot region that is hot here, too.", true },
        { "New", "new", "Share of the hot region here that is not hot in the reference.", true },
    };
}

} // namespace lookaway
