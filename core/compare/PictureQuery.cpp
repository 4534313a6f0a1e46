// SPDX-License-Identifier: MIT
#include "compare/ModelStatistics.h"

#include "base/Random.h"
#include "models/NearestNames.h"
#include "session/inspect/ClassNames.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>

namespace lookaway {

namespace {

/// How much a picture is what is looked for; nullopt = it is not.
std::optional<double> worth(const TestedPicture& picture, const PictureQuery& query, std::size_t reference)
{
    const auto& model = picture.answers[query.model];
    const auto& before = picture.answers[reference];
    const bool known = !picture.picture.className.empty();
    const bool measured = !model.spread.empty && !before.spread.empty;
    const double gain = model.spread.shareAboveLevel - before.spread.shareAboveLevel;
    switch (query.order) {
    case PictureQuery::Order::SpreadGain:
        return measured && gain > 0 ? std::optional<double>(gain) : std::nullopt;
    case PictureQuery::Order::SpreadLoss:
        return measured && gain < 0 ? std::optional<double>(-gain) : std::nullopt;
    case PictureQuery::Order::Gained:
        return known && model.right && !before.right ? std::optional<double>(model.predictedProbability) : std::nullopt;
    case PictureQuery::Order::Lost:
        return known && !model.right && before.right ? std::optional<double>(before.predictedProbability)
                                                     : std::nullopt;
    case PictureQuery::Order::LeastOverlap:
        return model.overlap ? std::optional<double>(-model.overlap->iou) : std::nullopt;
    case PictureQuery::Order::Random:
        return 0.0;
    }
    return std::nullopt;
}

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

/// Names that the wanted one is a part of ("Audi" of "Audi S5"), else similar ones.
std::string suggestions(const std::string& wanted, const std::vector<std::string>& names)
{
    std::vector<std::string> longer;
    for (const auto& name : names)
        if (lowerCase(name).find(lowerCase(wanted)) != std::string::npos)
            longer.push_back(name);
    return nearestNames(wanted, longer.empty() ? names : longer);
}

} // namespace

Result<std::string> trueClassNamed(const std::string& wanted, const std::vector<TestPicture>& pictures)
{
    std::set<std::string> known;
    for (const auto& picture : pictures)
        if (!picture.className.empty())
            known.insert(picture.className);
    if (known.empty())
        return fail("The true classes of the pictures are not known, so that none is of class '" + wanted + "'.",
            "Name folders that are called as the classes, and explain the true class.");
    const std::vector<std::string> names(known.begin(), known.end());
    if (const auto found = indexOfClass(names, wanted); found >= 0)
        return names[static_cast<std::size_t>(found)];
    return fail("None of the pictures is of a class '" + wanted + "'.",
        "Did you mean " + suggestions(wanted, names) + "?");
}

std::vector<std::size_t> findPictures(const TestComparison& outcome, const PictureQuery& query)
{
    std::vector<std::pair<double, std::size_t>> found;
    if (query.model >= outcome.models.size())
        return {};
    for (std::size_t i = 0; i < outcome.pictures.size(); ++i) {
        const auto& picture = outcome.pictures[i];
        if (!query.className.empty() && picture.picture.className != query.className)
            continue;
        if (const auto value = worth(picture, query, outcome.request.reference))
            found.emplace_back(*value, i);
    }
    if (query.order == PictureQuery::Order::Random)
        Random(query.seed).shuffle(found);
    else
        std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::size_t> best;
    std::set<std::string> seen;
    for (const auto& [value, index] : found) {
        if (best.size() == query.count)
            break;
        if (query.eachClass && !seen.insert(outcome.pictures[index].picture.className).second)
            continue;
        best.push_back(index);
    }
    return best;
}

} // namespace lookaway
