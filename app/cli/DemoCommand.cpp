// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "Console.h"
#include "DemoPictures.h"
#include "ReportTable.h"
#include "RunView.h"
#include "TextTable.h"
#include "WatchedRun.h"

#include "session/TrainJob.h"
#include "session/runs/RunReader.h"
#include "session/settings/DemoConfig.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

namespace lookaway::cli {

namespace {

namespace fs = std::filesystem;

struct DemoOptions {
    std::string folder = "demo";
    std::uint64_t seed = 1;
    int epochs = 0;
    bool json = false;
};

/// One of the two trainings that are compared.
struct Arm {
    std::string name;
    FillKind fill;
    fs::path folder;
    RunRecord record;
};

std::vector<Arm> armsOf(const DemoOptions& options)
{
    const std::string suffix = options.seed == 1 ? "" : "-seed" + std::to_string(options.seed);
    const fs::path folder = options.folder;
    return { { "baseline", FillKind::None, folder / ("baseline" + suffix), {} },
        { "0-occlusion", FillKind::Zero, folder / ("0-occlusion" + suffix), {} } };
}

/// Trains an arm, or goes on with it, or finds it finished.
Result<void> trainArm(Arm& arm, const DemoOptions& options, const fs::path& pictures)
{
    RunView view(arm.name);
    bool finished = false;
    if (isRun(arm.folder)) {
        auto record = readRun(arm.folder);
        if (!record)
            return record.error();
        const int epochs = record->facts.config.training.epochs;
        if (options.epochs > 0 && epochs != options.epochs)
            return fail("The run in '" + arm.folder.string() + "' is one of " + std::to_string(epochs)
                    + (epochs == 1 ? " epoch." : " epochs."),
                "Leave --epochs out, or choose another folder with --out.");
        finished = record->status == RunRecord::Status::Finished;
        if (finished)
            view.line("trained already, see " + arm.folder.string());
    }
    if (!finished) {
        Config config = demoConfig(pictures.string(), arm.folder.string(), arm.fill, options.seed);
        if (options.epochs > 0)
            config.training.epochs = options.epochs;
        const auto run =
            runWatched(isRun(arm.folder) ? resumeJob(arm.folder) : trainJob(config), view, afterMiniBatch).finished;
        if (run.outcome == RunFinished::Outcome::Cancelled)
            return cancelled();
        if (run.outcome == RunFinished::Outcome::Failed)
            return run.error;
    }
    auto record = readRun(arm.folder);
    if (!record)
        return record.error();
    arm.record = std::move(*record);
    return {};
}

/// The first sheet of occluded mini-batches; empty when none was drawn.
fs::path firstSheet(const fs::path& run)
{
    std::vector<fs::path> sheets;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(run / runfile::snapshots, code))
        if (entry.path().extension() == ".png")
            sheets.push_back(entry.path());
    return sheets.empty() ? fs::path() : *std::min_element(sheets.begin(), sheets.end());
}

std::string cell(const Arm& arm, const char* metric)
{
    const auto found = arm.record.results.find(metric);
    return found == arm.record.results.end() ? "-" : decimals(found->second, 3);
}

void printForPeople(const std::vector<Arm>& arms, const fs::path& pictures)
{
    using Align = TextTable::Align;
    TextTable table({ { "Accuracy on" }, { arms[0].name, Align::Right }, { arms[1].name, Align::Right } });
    for (const auto& [title, metric] : { std::pair{ "test pictures, all cues visible", "test.accuracy" },
             std::pair{ "the same, easiest cue hidden", "test_cue_hidden.accuracy" } })
        table.add({ title, cell(arms[0], metric), cell(arms[1], metric) });
    std::printf("\n%s\n", table.text().c_str());
    std::printf("The easiest cue is the emblem on the fin: the second row shows how far a network gets without it.\n"
                "One pair of runs differs by chance too; --seed 2 trains another.\n\n");
    std::printf("Pictures            %s\n", pictures.c_str());
    for (const auto& arm : arms)
        std::printf("Run %-15s %s\n", arm.name.c_str(), arm.folder.c_str());
    if (const auto sheet = firstSheet(arms[1].folder); !sheet.empty())
        std::printf("Occluded mini-batch %s\n", sheet.c_str());
    std::printf("\nNext, with your own pictures: lookaway-cli train --data DIR --out RUN --occlusion zero\n");
}

void printForMachines(const std::vector<Arm>& arms, const fs::path& pictures)
{
    nlohmann::json json = { { "outcome", "completed" }, { "pictures", pictures.string() },
        { "occluded_batch", firstSheet(arms[1].folder).string() } };
    for (const auto& arm : arms)
        json["runs"].push_back(
            { { "name", arm.name }, { "folder", arm.folder.string() }, { "results", arm.record.results } });
    printJson(json);
}

int demo(const DemoOptions& options)
{
    const fs::path pictures = fs::path(options.folder) / "pictures";
    {
        RunView view;
        if (auto made = makeDemoPictures(pictures, demoPictures(), view); !made)
            return finish(made.error(), options.json);
    }
    auto arms = armsOf(options);
    for (auto& arm : arms) {
        if (auto trained = trainArm(arm, options, pictures); !trained) {
            Error error = trained.error();
            if (error.cancelled())
                error.hint = "The same command goes on where it stopped.";
            return finish(error, options.json);
        }
    }
    if (options.json)
        printForMachines(arms, pictures);
    else
        printForPeople(arms, pictures);
    return Success;
}

} // namespace

void addDemoCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand(
        "demo", "The demonstration: draws pictures, trains a baseline and a 0-occlusion network, and compares them.");
    const auto options = std::make_shared<DemoOptions>();
    command->add_option("--out", options->folder, "Folder for the pictures and the two runs. [demo]")->type_name("DIR");
    command->add_option("--seed", options->seed, "Seed of the two runs. [1]")->type_name("N");
    command->add_option("--epochs", options->epochs, "Passes over the training pictures. [what the demo needs]")
        ->type_name("N")
        ->check(CLI::Range(1, 100000).description(""));
    addJsonFlag(*command, options->json);
    command->footer("What is there already is used again: a second call only shows the results.\n\n"
                    "Example:\n  lookaway-cli demo --out demo");
    command->callback([options, &action] { action = [options] { return demo(*options); }; });
}

} // namespace lookaway::cli
