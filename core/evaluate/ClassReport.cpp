// SPDX-License-Identifier: MIT
#include "evaluate/ClassReport.h"

namespace lookaway {

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

static ClassScores scoresOfClass(const ConfusionMatrix& confusion, std::size_t index, std::string name)
{
    ClassScores scores;
    scores.name = std::move(name);
    scores.support = confusion.support(index);
    scores.predictions = confusion.predictions(index);
    const auto hits = static_cast<double>(confusion.count(index, index));
    scores.precision = ratio(hits, static_cast<double>(scores.predictions));
    scores.recall = ratio(hits, static_cast<double>(scores.support));
    scores.f1 = ratio(2 * scores.precision * scores.recall, scores.precision + scores.recall);
    return scores;
}

static void accumulate(Scores& sum, const Scores& scores, double weight)
{
    sum.precision += weight * scores.precision;
    sum.recall += weight * scores.recall;
    sum.f1 += weight * scores.f1;
}

ClassReport classReport(const ConfusionMatrix& confusion, const std::vector<std::string>& names)
{
    ClassReport report;
    report.pictures = confusion.total();
    const auto pictures = static_cast<double>(report.pictures);
    report.accuracy = ratio(static_cast<double>(confusion.correct()), pictures);
    for (std::size_t i = 0; i < confusion.classes(); ++i) {
        const auto scores = scoresOfClass(confusion, i, i < names.size() ? names[i] : std::to_string(i));
        accumulate(report.macro, scores, 1.0 / static_cast<double>(confusion.classes()));
        accumulate(report.weighted, scores, ratio(static_cast<double>(scores.support), pictures));
        if (scores.predictions == 0)
            report.neverPredicted.push_back(scores.name);
        if (scores.support == 0)
            report.withoutPictures.push_back(scores.name);
        report.perClass.push_back(scores);
    }
    return report;
}

} // namespace lookaway
