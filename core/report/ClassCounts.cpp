// SPDX-License-Identifier: MIT
#include "report/ClassCounts.h"

#include "compare/ClassMatch.h"

#include <map>
#include <set>

namespace lookaway {

std::vector<std::string> trueClasses(const TestComparison& outcome)
{
    std::set<std::string> names;
    for (const auto& picture : outcome.pictures)
        if (!picture.picture.className.empty())
            names.insert(picture.picture.className);
    return { names.begin(), names.end() };
}

ConfusionMatrix countAnswers(const TestComparison& outcome, std::size_t model, const std::vector<std::string>& classes)
{
    std::map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < classes.size(); ++i)
        index.emplace(lowerCase(classes[i]), i);
    ConfusionMatrix counts(classes.size() + 1);
    for (const auto& picture : outcome.pictures) {
        if (picture.picture.className.empty())
            continue;
        const auto& answer = picture.answers[model];
        const auto truth = index.at(lowerCase(picture.picture.className));
        const auto predicted = index.find(lowerCase(answer.predicted));
        // A right answer may be called otherwise: a number, where the model does not name its classes.
        counts.add(truth, answer.right ? truth : predicted == index.end() ? classes.size() : predicted->second);
    }
    return counts;
}

} // namespace lookaway
