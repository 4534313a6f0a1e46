// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "Console.h"
#include "ExplainOptions.h"
#include "OptionChecks.h"
#include "RunView.h"
#include "TextTable.h"
#include "WatchedRun.h"

#include "session/inspect/ExplanationRecord.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace lookaway::cli {

namespace {

struct Options {
    ExplainOptions explain;
    std::string out;
    std::string colors = "viridis";
    double opacity = 0.5;
    std::string scale;
    bool ownResolution = false;
    bool json = false;
};

Result<ExplainFilesRequest> requestOf(const Options& options)
{
    auto request = options.explain.request();
    if (!request)
        return request;
    request->out = options.out;
    request->colors = *findColorMap(options.colors);
    request->opacity = options.opacity;
    for (const auto kind : { OwnScale::Whole, OwnScale::WithoutOutliers })
        if (options.scale == nameOf(kind))
            request->scale = kind;
    request->ownResolution = options.ownResolution;
    return request;
}

std::string nameOfClass(const ModelFacts& model, std::int64_t index)
{
    const auto& names = model.input.classes;
    const auto number = std::to_string(index);
    return static_cast<std::size_t>(index) < names.size() ? names[static_cast<std::size_t>(index)] + " (" + number + ")"
                                                          : number;
}

void printForPeople(const ExplainFilesOutcome& outcome, const ExplainFilesRequest& request)
{
    using Align = TextTable::Align;
    TextTable table(
        { { "Picture" }, { "Method" }, { "Explained class" }, { "p", Align::Right }, { "Predicted" }, { "Overlay" } });
    for (const auto& file : outcome.explained)
        table.add({ file.picture.filename().string(), file.method, nameOfClass(outcome.model, file.classIndex),
            decimals(file.probability, 3), nameOfClass(outcome.model, file.predicted),
            file.overlay.string() + (file.hasHeat ? "" : " (no heat)") });
    std::fputs(table.text().c_str(), stdout);
    const auto count = outcome.explained.size();
    std::printf("\n%zu %s of %s in %s s; raw maps (.npy) and explanations.json are in %s\n", count,
        count == 1 ? "explanation" : "explanations", outcome.model.title.c_str(), decimals(outcome.seconds, 1).c_str(),
        request.out.string().c_str());
    const auto empty = std::count_if(
        outcome.explained.begin(), outcome.explained.end(), [](const ExplainedFile& file) { return !file.hasHeat; });
    if (empty > 0)
        std::printf(
            "%td of them %s no heat: the method found nothing that speaks for the class, and the overlay is the "
            "same everywhere.\n",
            empty, empty == 1 ? "shows" : "show");
}

/// Ends a run that was cancelled or failed; tells where that lies which was finished before.
int finishEarly(Error error, const ExplainFilesOutcome& outcome, const Options& options)
{
    if (!outcome.explained.empty())
        error.hint += (error.hint.empty() ? "" : " ") + std::to_string(outcome.explained.size()) + " of "
            + std::to_string(outcome.wanted) + " explanations were finished before; explanations.json in '"
            + options.out + "' lists them.";
    return finish(error, options.json);
}

int explain(const Options& options)
{
    if (const auto usage = options.explain.usage(); !usage)
        return refuse(usage.error(), options.json);
    const auto request = requestOf(options);
    if (!request)
        return finish(request.error(), options.json);
    ExplainFilesOutcome outcome;
    RunView view;
    const auto job = explainFilesJob(*request, [&](ExplainFilesOutcome result) { outcome = std::move(result); });
    const auto finished = runWatched(job, view, "Stopping, what is finished is kept").finished;
    for (const auto& file : outcome.failed)
        printError(file.error);
    if (const auto error = errorOf(finished))
        return finishEarly(*error, outcome, options);
    if (options.json)
        printJson(nlohmann::json::parse(explanationsJson(*request, outcome)));
    else
        printForPeople(outcome, *request);
    return complete(outcome.failed.size(), "picture");
}

int listMethods(bool json)
{
    if (json) {
        auto rows = nlohmann::json::array();
        for (const auto& method : explanationMethods())
            rows.push_back({ { "id", method.id }, { "title", method.title }, { "paper", method.paper },
                { "needs_layer", method.needsLayer }, { "class_specific", method.classSpecific },
                { "signed", method.isSigned }, { "many_passes", method.slow }, { "settings", method.settings } });
        printJson({ { "explainers", rows } });
        return Success;
    }
    TextTable table({ { "Id" }, { "Method" }, { "Layer" }, { "Class" }, { "Passes" }, { "Source" } });
    for (const auto& method : explanationMethods())
        table.add({ method.id, method.title, method.needsLayer ? "yes" : "-", method.classSpecific ? "yes" : "any",
            method.slow ? "many" : "few", method.paper });
    std::fputs(table.text().c_str(), stdout);
    return Success;
}

void addLookOptions(CLI::App& command, Options& options)
{
    const auto group = "Overlay";
    std::vector<std::string> colors;
    std::string all;
    for (const auto& map : colorMaps()) {
        colors.emplace_back(map.id);
        all += (all.empty() ? "" : ", ") + colors.back();
    }
    command.add_option("--colors", options.colors, "Colours of maps without a sign: " + all + ". [viridis]")
        ->type_name("NAME")
        ->check(CLI::IsMember(colors).description(""))
        ->group(group);
    command.add_option("--opacity", options.opacity, "Of the colours over the picture. [0.5]")
        ->type_name("X")
        ->check(numberWithin(0, 1))
        ->group(group);
    command
        .add_option("--scale", options.scale,
            "The values from the first colour to the last: all of the map, or without the hottest and the coldest "
            "hundredth, single pixels that leave nothing of the others to be seen. [methods that judge pixels: "
            "own-no-outliers; others: own]")
        ->type_name("own|own-no-outliers")
        ->check(CLI::IsMember({ nameOf(OwnScale::Whole), nameOf(OwnScale::WithoutOutliers) }).description(""))
        ->group(group);
}

} // namespace

void addExplainCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand("explain",
        "Shows where a saved model finds a class: an overlay (.png) and the raw map (.npy) for every picture and "
        "method.");
    const auto options = std::make_shared<Options>();
    options->explain.addTo(*command);
    command->add_option("--out", options->out, "Folder for the results.")->type_name("DIR")->required();
    addLookOptions(*command, *options);
    command->add_flag("--own-resolution", options->ownResolution,
        "Raw maps as the method gave them, instead of at the size of the network's picture.");
    addJsonFlag(*command, options->json);
    command->footer("Examples:\n"
                    "  lookaway-cli explain --image dog.jpg --weights mobilenet_v2.pth --out maps\n"
                    "  lookaway-cli explain --image demo/pictures/test/avocet --run demo/0-occlusion --class true "
                    "--out maps\n"
                    "  lookaway-cli explain --image photos --torchscript model.pt --method grad-cam,rise --class 243 "
                    "--out maps");
    command->callback([options, &action] { action = [options] { return explain(*options); }; });
}

void addExplainersCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand("explainers", "Lists the explanation methods.");
    const auto json = std::make_shared<bool>(false);
    addJsonFlag(*command, *json);
    command->footer("Example:\n  lookaway-cli explainers --json");
    command->callback([json, &action] { action = [json] { return listMethods(*json); }; });
}

} // namespace lookaway::cli
