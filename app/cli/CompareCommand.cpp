// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "CompareTables.h"
#include "ComparedModels.h"
#include "Console.h"
#include "RunView.h"
#include "TestComparisonOptions.h"
#include "WatchedRun.h"

#include "base/OutputPath.h"
#include "compare/FigureFile.h"
#include "compare/ModelStatistics.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <map>
#include <memory>

namespace lookaway::cli {

namespace {

const std::map<std::string, PictureQuery::Order> orders{ { "spread-gain", PictureQuery::Order::SpreadGain },
    { "spread-loss", PictureQuery::Order::SpreadLoss }, { "gained", PictureQuery::Order::Gained },
    { "lost", PictureQuery::Order::Lost }, { "least-overlap", PictureQuery::Order::LeastOverlap },
    { "random", PictureQuery::Order::Random } };

struct CompareOptions {
    TestComparisonOptions models;
    std::string find;
    std::string of;
    PictureQuery query;
    std::string figure;
    std::string out;
    bool json = false;
};

/// The found pictures under all models, as the paper's figures show them.
FigureSpec figureOf(const TestComparison& outcome, const std::vector<std::size_t>& found)
{
    std::vector<ComparedPicture> pictures;
    for (const auto index : found)
        pictures.push_back(comparedPicture(outcome.pictures[index], outcome));
    auto spec = sideBySide(outcome.request.models, pictures);
    for (auto& column : spec.comparison.columns) {
        column.reference = outcome.request.reference;
        column.method = outcome.request.method;
        column.layer = outcome.request.layer;
    }
    spec.comparison.explain = outcome.request.explain;
    spec.comparison.hotLevel = outcome.request.hotLevel;
    spec.comparison.rowClass = outcome.request.rowClass;
    return spec;
}

Result<PictureQuery> queryOf(const CompareOptions& options, const TestComparisonRequest& request)
{
    PictureQuery query = options.query;
    query.order = options.find.empty() ? PictureQuery::Order::SpreadGain : orders.at(options.find);
    query.model = request.reference == 0 && request.models.size() > 1 ? 1 : 0;
    if (!query.className.empty()) {
        const auto known = trueClassNamed(query.className, request.pictures);
        if (!known)
            return known.error();
        query.className = *known;
    }
    if (options.of.empty())
        return query;
    const auto model = modelTitled(options.of, request.models);
    if (!model)
        return model.error();
    query.model = *model;
    return query;
}

/// `figure`: empty where none was written.
void printForMachines(const TestComparison& outcome, const std::vector<std::size_t>& found, const std::string& figure)
{
    auto document = nlohmann::json::parse(testComparisonJson(outcome));
    auto files = nlohmann::json::array();
    for (const auto index : found)
        files.push_back(outcome.pictures[index].picture.file.string());
    document["found"] = files;
    document["figure"] = figure.empty() ? nlohmann::json() : nlohmann::json(figure);
    printJson(document);
}

void printForPeople(const TestComparison& outcome, const std::vector<std::size_t>& found, const PictureQuery& query)
{
    std::fputs(statisticsText(outcome).c_str(), stdout);
    if (!outcome.request.out.empty())
        std::printf("comparison.csv and comparison.json are in %s\n", outcome.request.out.string().c_str());
    if (!found.empty())
        std::printf("\n%s", foundText(outcome, found, query).c_str());
}

int compare(const CompareOptions& options)
{
    if (const auto usage = options.models.usage(); !usage)
        return refuse(usage.error(), options.json);
    auto request = options.models.request();
    if (!request)
        return finish(request.error(), options.json);
    request->out = options.out;
    const auto query = queryOf(options, *request);
    if (!query)
        return refuse(query.error(), options.json);
    if (!options.figure.empty())
        if (const auto possible = checkOutputFile(options.figure); !possible)
            return finish(possible.error(), options.json);
    TestComparison outcome;
    RunView view;
    const auto job = testComparisonJob(*request, [&](TestComparison result) { outcome = std::move(result); });
    const auto finished = runWatched(job, view).finished;
    if (const auto error = errorOf(finished))
        return finish(*error, options.json);
    for (const auto& file : outcome.failed)
        printError(file.error);
    const bool wanted = !options.find.empty() || !options.figure.empty();
    const auto found = wanted ? findPictures(outcome, *query) : std::vector<std::size_t>();
    const auto figure = found.empty() ? std::string() : options.figure;
    if (wanted && found.empty())
        view.line("No picture is like that"
            + (options.figure.empty() ? "." : ", so that there is no figure to write to '" + options.figure + "'."));
    if (!figure.empty())
        if (const auto written = writeFigure(figure, figureOf(outcome, found)); !written)
            return finish(written.error(), options.json);
    if (options.json)
        printForMachines(outcome, found, figure);
    else
        printForPeople(outcome, found, *query);
    return complete(outcome.failed.size(), "picture");
}

void addQueryOptions(CLI::App& command, CompareOptions& options)
{
    const auto group = "Finding pictures";
    std::vector<std::string> names;
    for (const auto& [name, order] : orders)
        names.push_back(name);
    command
        .add_option("--find", options.find,
            "Lists pictures: spread-gain, spread-loss, gained (reference wrong, model right), lost, least-overlap, "
            "random.")
        ->type_name("ORDER")
        ->check(CLI::IsMember(names).description(""))
        ->group(group);
    command.add_option("--of", options.of, "Title of the model that is looked at beside the reference. [the next one]")
        ->type_name("TITLE")
        ->group(group);
    command.add_option("--count", options.query.count, "How many. [12]")
        ->type_name("N")
        ->check(CLI::Range(1, 100000).description(""))
        ->group(group);
    command.add_flag("--each-class", options.query.eachClass, "At most one picture of every true class.")->group(group);
    command.add_option("--only-class", options.query.className, "Only pictures of this true class.")
        ->type_name("NAME")
        ->group(group);
    command.add_option("--find-seed", options.query.seed, "Of random. [0]")->type_name("N")->group(group);
    command
        .add_option("--figure", options.figure,
            "Writes a figure of them, under all models, for \"lookaway-cli figure\" and the studio.")
        ->type_name("SPEC.toml")
        ->group(group);
}

} // namespace

void addCompareCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand("compare",
        "Compares where models look, and how often they are right, over the same test pictures, with paired tests.");
    const auto options = std::make_shared<CompareOptions>();
    options->models.addTo(*command);
    command->add_option("--out", options->out, "Folder for comparison.csv and comparison.json.")->type_name("DIR");
    addQueryOptions(*command, *options);
    addJsonFlag(*command, options->json);
    command->footer(columnsHelp()
        + "\nExamples:\n"
          "  lookaway-cli compare --model baseline=runs/none --model 0-occlusion=runs/zero --out compared\n"
          "  lookaway-cli compare --model runs/none --model runs/zero --find gained --count 6 --figure figure.toml");
    command->callback([options, &action] { action = [options] { return compare(*options); }; });
}

} // namespace lookaway::cli
