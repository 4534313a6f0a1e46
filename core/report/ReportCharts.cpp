// SPDX-License-Identifier: MIT
#include "report/Html.h"
#include "report/LineChart.h"
#include "report/ReportSections.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace lookaway {

namespace {

constexpr std::size_t mostClasses = 40;

/// A column of metrics.csv; epochs are counted from 1 for people.
ChartLine epochLine(const RunRecord& run, const char* column, std::string title, int color, bool dashed)
{
    ChartLine line{ std::move(title), {}, dashed, color };
    for (const auto& row : run.epochs) {
        const auto epoch = row.find("epoch");
        const auto value = row.find(column);
        if (epoch != row.end() && value != row.end())
            line.points.emplace_back(epoch->second + 1, value->second);
    }
    return line;
}

std::string epochChart(
    const std::string& title, const char* training, const char* validation, const std::vector<ReportedModel>& models)
{
    std::vector<ChartLine> lines;
    for (std::size_t i = 0; i < models.size(); ++i) {
        if (!models[i].run)
            continue;
        const auto color = static_cast<int>(i);
        for (auto line : { epochLine(*models[i].run, training, models[i].title + ", training", color, false),
                 epochLine(*models[i].run, validation, models[i].title + ", validation", color, true) })
            if (!line.points.empty())
                lines.push_back(std::move(line));
    }
    return lineChart(title, "Epoch", lines);
}

using Counts = std::map<std::string, std::map<std::string, int>>;

/// By true class, then predicted one; only pictures whose class is known.
Counts countAnswers(const TestComparison& outcome, std::size_t model)
{
    Counts counts;
    for (const auto& picture : outcome.pictures)
        if (!picture.picture.className.empty()) {
            const auto& answer = picture.answers[model];
            // A right answer may be written otherwise (capital letters).
            ++counts[picture.picture.className][answer.right ? picture.picture.className : answer.predicted];
        }
    return counts;
}

std::string matrix(const Counts& counts)
{
    std::string heads = "<tr><th></th>";
    for (const auto& [predicted, row] : counts)
        heads += "<th>" + html(predicted) + "</th>";
    std::string rows = heads + "<th>other</th></tr>\n";
    for (const auto& [truth, row] : counts) {
        int total = 0;
        int others = 0;
        for (const auto& [predicted, count] : row) {
            total += count;
            others += counts.count(predicted) == 0 ? count : 0;
        }
        const auto cell = [&](int count) {
            const int strength = total == 0 ? 0 : count * 70 / total;
            return "<td style=\"background: rgba(var(--heat), ." + std::string(strength < 10 ? "0" : "")
                + std::to_string(strength) + ")\">" + (count == 0 ? "" : std::to_string(count)) + "</td>";
        };
        rows += "<tr><th>" + html(truth) + "</th>";
        for (const auto& [predicted, ignored] : counts) {
            const auto found = row.find(predicted);
            rows += cell(found == row.end() ? 0 : found->second);
        }
        rows += cell(others) + "</tr>\n";
    }
    return "<div class=\"scroll\"><table class=\"matrix\">" + rows + "</table></div>\n";
}

} // namespace

std::string curvesSection(const std::vector<ReportedModel>& models)
{
    const auto loss = epochChart("Loss", "train_loss", "validation_loss", models);
    const auto accuracy = epochChart("Accuracy", "train_accuracy", "validation_accuracy", models);
    return loss.empty() && accuracy.empty() ? std::string() : "<div class=\"charts\">" + loss + accuracy + "</div>\n";
}

std::string confusionSection(const TestComparison& outcome)
{
    std::string all;
    for (std::size_t model = 0; model < outcome.models.size(); ++model) {
        const auto counts = countAnswers(outcome, model);
        if (counts.size() < 2 || counts.size() > mostClasses)
            continue;
        all += "<h3>" + html(outcome.request.models[model].title) + "</h3>\n" + matrix(counts);
    }
    if (!all.empty())
        all += "<p class=\"faint\">Rows: true class; columns: predicted class.</p>\n";
    return all;
}

} // namespace lookaway
