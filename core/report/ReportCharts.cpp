// SPDX-License-Identifier: MIT
#include "report/LineChart.h"
#include "report/ReportSections.h"

namespace lookaway {

namespace {

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

} // namespace

std::string curvesSection(const std::vector<ReportedModel>& models)
{
    const auto loss = epochChart("Loss", "train_loss", "validation_loss", models);
    const auto accuracy = epochChart("Accuracy", "train_accuracy", "validation_accuracy", models);
    return loss.empty() && accuracy.empty() ? std::string() : "<div class=\"charts\">" + loss + accuracy + "</div>\n";
}

} // namespace lookaway
