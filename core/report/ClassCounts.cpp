// SPDX-License-Identifier: MIT
#include "report/ClassCounts.h"

#include "session/inspect/ClassNames.h"

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
    std::map<std::string, std::size_t> known; // by a name that was said: searched for once
    const auto indexOf = [&](const std::string& name) {
        const auto found = known.find(name);
        if (found != known.end())
            return found->second;
        const auto index = indexOfClass(classes, name);
        return known[name] = index < 0 ? classes.size() : static_cast<std::size_t>(index);
    };
    ConfusionMatrix counts(classes.size() + 1);
    for (const auto& picture : outcome.pictures) {
        if (picture.picture.className.empty())
            continue;
        const auto& answer = picture.answers[model];
        const auto truth = indexOf(picture.picture.className);
        // A right answer may be called otherwise: a number, where the model does not name its classes.
        counts.add(truth, answer.right ? truth : indexOf(answer.predicted));
    }
    return counts;
}

} // namespace lookaway
