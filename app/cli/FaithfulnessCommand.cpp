// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "Console.h"
#include "ExplainOptions.h"
#include "OptionChecks.h"
#include "RunView.h"
#include "TextTable.h"
#include "WatchedRun.h"

#include "session/inspect/FaithfulnessJob.h"
#include "session/inspect/FaithfulnessRecord.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace lookaway::cli {

namespace {

struct FaithfulnessOptions {
    ExplainOptions explain;
    std::vector<std::string> measures{ "insertion", "deletion", "road", "spread", "pointing" };
    std::string boxes;
    std::string out;
    FaithfulnessSettings measure;
    bool json = false;
};

Result<FaithfulnessRequest> requestOf(const FaithfulnessOptions& options)
{
    auto explain = options.explain.request();
    if (!explain)
        return explain.error();
    FaithfulnessRequest request;
    request.explain = std::move(*explain);
    request.explain.out = options.out;
    const auto wanted = [&](const char* name) {
        return std::find(options.measures.begin(), options.measures.end(), name) != options.measures.end();
    };
    request.measures = { wanted("insertion") || wanted("deletion"), wanted("road"), wanted("spread"),
        wanted("pointing"), wanted("sanity") };
    request.settings = options.measure;
    request.settings.chunk = request.explain.settings.chunk;
    request.boxes = options.boxes;
    return request;
}

/// The columns of a measure that nobody asked for, or that no picture allows, are left out.
struct Column {
    TextTable::Column head;
    bool shown;
    std::function<std::string(const MeasuredMethod&)> cell;
};

std::vector<Column> columnsFor(const FaithfulnessRequest& request, const FaithfulnessOutcome& outcome)
{
    using Method = const MeasuredMethod&;
    constexpr auto right = TextTable::Align::Right;
    const auto& measures = request.measures;
    const bool pointed = outcome.methods.front().pointing().pictures() > 0;
    return {
        { { "Method" }, true, [](Method m) { return m.method + (m.control ? " (control)" : ""); } },
        { { "Insertion +", right }, measures.curves, [](Method m) { return decimals(m.insertion().area(), 3); } },
        { { "Deletion -", right }, measures.curves, [](Method m) { return decimals(m.deletion().area(), 3); } },
        { { "ROAD MoRF -", right }, measures.road, [](Method m) { return decimals(m.morf().mean(), 3); } },
        { { "ROAD LeRF +", right }, measures.road, [](Method m) { return decimals(m.lerf().mean(), 3); } },
        { { "Spread", right }, measures.spread, [](Method m) { return decimals(m.spread().meanShareAboveLevel, 3); } },
        { { "Pointing +", right }, pointed, [](Method m) { return decimals(m.pointing().accuracy(), 3); } },
        { { "Sanity", right }, measures.sanity,
            [](Method m) {
                return !m.sanity ? "" : decimals(m.sanity->correlation(), 2) + (m.sanity->passed() ? " ok" : " FAILS");
            } },
    };
}

void printForPeople(const FaithfulnessOutcome& outcome, const FaithfulnessRequest& request)
{
    std::vector<TextTable::Column> heads;
    const auto columns = columnsFor(request, outcome);
    for (const auto& column : columns)
        if (column.shown)
            heads.push_back(column.head);
    TextTable table(heads);
    for (const auto& method : outcome.methods) {
        std::vector<std::string> row;
        for (const auto& column : columns)
            if (column.shown)
                row.push_back(column.cell(method));
        table.add(std::move(row));
    }
    std::fputs(table.text().c_str(), stdout);
    const auto count = outcome.methods.front().explanations.size();
    std::printf("\n%zu %s, %s, %s s. + larger is better, - smaller is better; a control is a map of noise.\n", count,
        count == 1 ? "picture" : "pictures", outcome.model.title.c_str(), decimals(outcome.seconds, 1).c_str());
    if (request.measures.sanity)
        std::printf("Sanity: Spearman correlation of the maps with those of random weights; FAILS from %s on.\n",
            decimals(SanityCheck::limit, 1).c_str());
    if (request.measures.pointing && !columns[6].shown)
        std::printf("Pointing was not measured: the pictures have no masks; name boxes with --boxes FILE.csv.\n");
    if (!request.explain.out.empty())
        std::printf("Curves and single pictures are in %s\n", request.explain.out.string().c_str());
}

int measure(const FaithfulnessOptions& options)
{
    if (const auto usage = options.explain.usage(); !usage)
        return refuse(usage.error(), options.json);
    const auto request = requestOf(options);
    if (!request)
        return finish(request.error(), options.json);
    FaithfulnessOutcome outcome;
    RunView view;
    const auto job = faithfulnessJob(*request, [&](FaithfulnessOutcome result) { outcome = std::move(result); });
    const auto finished = runWatched(job, view).finished;
    if (const auto error = errorOf(finished))
        return finish(*error, options.json);
    for (const auto& file : outcome.failed)
        printError(file.error);
    if (options.json)
        printJson(nlohmann::json::parse(faithfulnessJson(*request, outcome)));
    else
        printForPeople(outcome, *request);
    return complete(outcome.failed.size(), "picture");
}

void addMeasureOptions(CLI::App& command, FaithfulnessOptions& options)
{
    const auto group = "Measures";
    command
        .add_option("--measures", options.measures,
            "insertion, deletion (both come together), road, spread, pointing, sanity (explains every picture anew "
            "for every stage). [all but sanity]")
        ->type_name("NAME,...")
        ->delimiter(',')
        ->check(CLI::IsMember({ "insertion", "deletion", "road", "spread", "pointing", "sanity" }).description(""))
        ->group(group);
    command.add_option("--steps", options.measure.steps, "Of insertion and deletion. [56; 1 to 10000]")
        ->type_name("N")
        ->check(CLI::Range(1, 10000).description(""))
        ->group(group);
    command
        .add_option("--boxes", options.boxes,
            "Boxes for the pointing game: rows picture,class,x0,y0,x1,y1 in px. [the masks of demo data]")
        ->type_name("FILE.csv")
        ->group(group);
    command
        .add_option(
            "--tolerance", options.measure.pointingTolerance, "Of the pointing game, px of the network's picture. [15]")
        ->type_name("X")
        ->check(numberWithin(0, 4096))
        ->group(group);
    command
        .add_option("--sanity-stages", options.measure.sanityStages,
            "After how many layers the maps are compared; 0: after each. [10]")
        ->type_name("N")
        ->check(CLI::Range(0, 10000).description(""))
        ->group(group);
    command.add_option("--noise-seed", options.measure.seed, "Of random weights, ROAD's noise and the controls. [1]")
        ->type_name("N")
        ->group(group);
}

} // namespace

void addFaithfulnessCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand("faithfulness",
        "Measures whether heat maps show what a saved model goes by, beside maps of noise that show what no "
        "information scores.");
    const auto options = std::make_shared<FaithfulnessOptions>();
    options->explain.addTo(*command);
    command->add_option("--out", options->out, "Folder for curves.csv, pictures.csv and faithfulness.json.")
        ->type_name("DIR");
    addMeasureOptions(*command, *options);
    addJsonFlag(*command, options->json);
    command->footer(
        "Examples:\n"
        "  lookaway-cli faithfulness --image demo/pictures/test/avocet --run demo/0-occlusion --class true\n"
        "  lookaway-cli faithfulness --image photos --weights mobilenet_v2.pth --boxes boxes.csv --out faithful");
    command->callback([options, &action] { action = [options] { return measure(*options); }; });
}

} // namespace lookaway::cli
