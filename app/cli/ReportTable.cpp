// SPDX-License-Identifier: MIT
#include "ReportTable.h"

#include "Console.h"
#include "TextTable.h"

#include "base/AtomicFile.h"
#include "session/runs/RunReader.h"
#include "session/settings/CommandLineText.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace lookaway::cli {

namespace fs = std::filesystem;

nlohmann::json runJson(const RunSummary& summary)
{
    constexpr std::size_t largestReport = 64 << 20;
    nlohmann::json json = { { "outcome", "completed" }, { "run", summary.started.folder },
        { "report_file", summary.finished.report }, { "seconds", summary.finished.seconds } };
    if (const auto text = readFile(summary.finished.report, largestReport))
        json["report"] = nlohmann::json::parse(*text, nullptr, false);
    return json;
}

std::string testTable(const std::vector<Evaluated>& tests)
{
    using Align = TextTable::Align;
    TextTable table(
        { { "Test set" }, { "Pictures", Align::Right }, { "Accuracy", Align::Right }, { "Macro P", Align::Right },
            { "Macro R", Align::Right }, { "Macro F1", Align::Right }, { "Top-5", Align::Right } });
    for (const auto& test : tests)
        table.add(
            { test.name, std::to_string(test.pictures), decimals(test.accuracy, 4), decimals(test.macroPrecision, 4),
                decimals(test.macroRecall, 4), decimals(test.macroF1, 4), decimals(test.top5, 4) });
    return table.text();
}

std::string runText(const RunSummary& summary)
{
    const fs::path folder = summary.started.folder;
    std::string text;
    if (!summary.tests.empty())
        text += testTable(summary.tests) + "\n";
    text += "Report    " + summary.finished.report + "\n";
    text += "Weights   " + (folder / runfile::best).string() + "\n";
    std::error_code ignored;
    if (fs::is_directory(folder / runfile::snapshots, ignored))
        text += "Pictures  " + (folder / runfile::snapshots).string() + "\n";
    text += "Repeat    lookaway-cli train --config " + shellQuoted((folder / runfile::configToml).string())
        + " --out ANOTHER_FOLDER\n";
    return text;
}

} // namespace lookaway::cli
