// SPDX-License-Identifier: MIT
#include "EvaluationText.h"

#include "Console.h"
#include "TextTable.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace lookaway::cli {

nlohmann::json evaluationJson(const std::filesystem::path& run, const EvaluationOutcome& outcome)
{
    nlohmann::json json = { { "outcome", "completed" }, { "run", run.string() },
        { "checkpoint", outcome.checkpoint.string() }, { "classes", outcome.classes } };
    for (const auto& test : outcome.tests)
        json.update(metricsJson(test));
    for (const auto& [name, spread] : outcome.attention)
        json.update(attentionJson(name, spread));
    json["failed_count"] = outcome.unreadable.size();
    json["unreadable"] = nlohmann::json::array();
    for (const auto& problem : outcome.unreadable)
        json["unreadable"].push_back({ { "path", problem.path.string() }, { "reason", problem.reason } });
    return json;
}

namespace {

using Align = TextTable::Align;

std::string scores(const char* title, const Scores& average)
{
    return std::string(title) + " precision " + decimals(average.precision, 4) + ", recall "
        + decimals(average.recall, 4) + ", F1 " + decimals(average.f1, 4) + "\n";
}

std::string classTable(const ClassReport& report)
{
    TextTable table({ { "Class" }, { "Pictures", Align::Right }, { "Precision", Align::Right },
        { "Recall (TPR)", Align::Right }, { "F1", Align::Right } });
    for (const auto& row : report.perClass)
        table.add({ row.name, std::to_string(row.support), row.predictions == 0 ? "-" : decimals(row.precision, 3),
            row.support == 0 ? "-" : decimals(row.recall, 3), decimals(row.f1, 3) });
    return table.text();
}

/// The cells outside the diagonal that hold most, at most eight.
std::string confusionSummary(const TestResult& test)
{
    struct Cell {
        std::uint64_t count;
        std::size_t truth;
        std::size_t predicted;
    };
    std::vector<Cell> cells;
    for (std::size_t truth = 0; truth < test.confusion.classes(); ++truth)
        for (std::size_t predicted = 0; predicted < test.confusion.classes(); ++predicted)
            if (const auto count = test.confusion.count(truth, predicted); truth != predicted && count > 0)
                cells.push_back({ count, truth, predicted });
    if (cells.empty())
        return {};
    std::stable_sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a.count > b.count; });
    constexpr std::size_t most = 8;
    TextTable table({ { "Times", Align::Right }, { "True class" }, { "Taken for" } });
    for (std::size_t i = 0; i < std::min(most, cells.size()); ++i)
        table.add({ std::to_string(cells[i].count), test.report.perClass[cells[i].truth].name,
            test.report.perClass[cells[i].predicted].name });
    return "\nMost frequent confusions\n" + table.text();
}

std::string named(const char* sentence, const std::vector<std::string>& classes)
{
    std::string text;
    for (const auto& name : classes)
        text += (text.empty() ? sentence : ", ") + name;
    return text.empty() ? text : text + "\n";
}

std::string testText(const TestResult& test)
{
    const auto& report = test.report;
    std::string text = test.name + ": " + std::to_string(report.pictures) + " pictures\n\n" + classTable(report) + "\n";
    text += "Accuracy " + decimals(report.accuracy, 4) + ", top-5 " + decimals(test.top5, 4) + ", loss "
        + decimals(test.meanLoss, 4) + "\n";
    text += scores("Macro   ", report.macro) + scores("Weighted", report.weighted);
    text += named("Never predicted (precision counts as 0): ", report.neverPredicted);
    text += named("Without test pictures (recall counts as 0): ", report.withoutPictures);
    return text + confusionSummary(test);
}

} // namespace

std::string evaluationText(const EvaluationOutcome& outcome)
{
    std::string text;
    for (const auto& test : outcome.tests) {
        text += (text.empty() ? "" : "\n\n") + testText(test);
        if (const auto found = outcome.attention.find(test.name); found != outcome.attention.end())
            text += "\nAttention: " + decimals(100 * found->second.meanShareAboveLevel, 1)
                + " % of the pixels above half of the maximum, entropy " + decimals(found->second.meanEntropy, 3)
                + " nats, " + decimals(found->second.meanComponents, 2) + " regions ("
                + std::to_string(found->second.emptyMaps) + " of " + std::to_string(found->second.maps)
                + " maps without heat)\n";
    }
    if (!outcome.unreadable.empty()) {
        text += "\nLeft out because they cannot be read:\n";
        for (const auto& problem : outcome.unreadable)
            text += "  " + problem.reason + "\n";
    }
    return text + "\nWeights: " + outcome.checkpoint.string() + "\n";
}

} // namespace lookaway::cli
