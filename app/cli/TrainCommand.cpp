// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "Console.h"
#include "ReportTable.h"
#include "RunView.h"
#include "SettingOptions.h"
#include "WatchedRun.h"

#include "models/ModelInfo.h"
#include "session/TrainJob.h"
#include "session/runs/RunReader.h"
#include "session/settings/CommandLineText.h"
#include "session/settings/Settings.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>

namespace lookaway::cli {

namespace {

namespace fs = std::filesystem;

struct TrainOptions {
    SettingOptions settings;
    bool resume = false;
    bool json = false;
};

/// Whether `asked` means what the run has: the same value, the same place, or 0 where the run holds what 0 stood for.
bool means(const Setting& setting, const Config& asked, const Config& stored)
{
    const auto now = text(setting.get(asked));
    const auto then = text(setting.get(stored));
    if (now == then || setting.key == "run.folder")
        return true;
    if (setting.key == "training.threads" || setting.key == "data.loader_threads")
        return now == "0";
    if (setting.key == "data.image_size" && now == "0") {
        const auto model = findModel(stored.model.name);
        return model && model->imageSize == stored.data.imageSize;
    }
    std::error_code ignored;
    return setting.type == SettingType::Text
        && fs::weakly_canonical(now, ignored) == fs::weakly_canonical(then, ignored);
}

/// A resumed run keeps its settings; those given again, in a file or on the command line, must be what they were.
Result<void> checkUnchanged(const Config& asked, const Config& stored)
{
    for (const auto& setting : settings()) {
        if (means(setting, asked, stored))
            continue;
        const auto now = text(setting.get(asked));
        const auto then = text(setting.get(stored));
        return fail("--" + setting.option + " is " + (now.empty() ? "nothing" : now) + ", but the run in '"
                + asked.run.folder + "' was started with " + (then.empty() ? "nothing" : then)
                + "; a resumed run keeps its settings.",
            "Leave the setting out, or start a new run in another folder.");
    }
    return {};
}

int report(const RunSummary& summary, const std::string& folder, bool json)
{
    const auto& finished = summary.finished;
    if (finished.outcome == RunFinished::Outcome::Completed) {
        if (json)
            printJson(runJson(summary));
        else
            std::fputs(runText(summary).c_str(), stdout);
        return Success;
    }
    Error error = finished.error;
    if (finished.outcome == RunFinished::Outcome::Cancelled) {
        error = cancelled();
        if (fs::exists(fs::path(folder) / runfile::configJson))
            error = { "Stopped; '" + folder + "' holds what is needed to go on.",
                "Go on with: lookaway-cli train --out " + shellQuoted(folder) + " --resume", Error::Kind::Cancelled };
    }
    return finish(error, json);
}

int train(const TrainOptions& options)
{
    const auto config = options.settings.applyTo({});
    if (!config)
        return refuse(config.error(), options.json);
    const auto& folder = config->run.folder;
    if (folder.empty())
        return refuse(fail("There is no folder for the run.", "Name one with --out DIR."), options.json);
    if (config->data.path.empty() && !options.resume)
        return refuse(fail("There are no pictures to train on.",
                          "Name their folder with --data DIR, or make some with \"lookaway-cli demo-data DIR\"."),
            options.json);
    Job job = trainJob(*config);
    if (options.resume) {
        if (isRun(folder)) {
            const auto run = readRun(folder);
            if (!run)
                return finish(run.error(), options.json);
            const auto asked = options.settings.applyTo(run->facts.config);
            if (!asked)
                return refuse(asked.error(), options.json);
            if (auto same = checkUnchanged(*asked, run->facts.config); !same)
                return refuse(same.error(), options.json);
            job = resumeJob(folder);
        } else if (config->data.path.empty()) {
            return finish(fail("There is no run to go on with in '" + folder + "'.",
                              "Start one with --data DIR --out " + shellQuoted(folder) + "."),
                options.json);
        }
    }
    RunView view;
    return report(runWatched(std::move(job), view, afterMiniBatch), folder, options.json);
}

} // namespace

void addTrainCommand(CLI::App& app, Action& action, bool showAdvanced)
{
    auto* command =
        app.add_subcommand("train", "Trains a network on a folder of pictures, tests it and writes a report.");
    const auto options = std::make_shared<TrainOptions>();
    options->settings.addTo(*command, showAdvanced);
    command->add_flag("--resume", options->resume,
        "Goes on with the run in --out from its last checkpoint, to the same result as if it had not been stopped. "
        "With "
        "--data, starts it when there is none yet.");
    addJsonFlag(*command, options->json);
    command->set_help_all_flag("--help-all", "Shows all settings, the advanced ones too.");
    command->footer("Ctrl-C writes a checkpoint and stops; Ctrl-C again quits at once.\n\n"
                    "Examples:\n"
                    "  lookaway-cli train --data cars --out runs/baseline --model resnet50 --weights resnet50.pth\n"
                    "  lookaway-cli train --data cars --out runs/zero --model resnet50 --weights resnet50.pth \\\n"
                    "      --occlusion zero --p 0.25 --threshold 0.85 --snapshot-batches 4\n"
                    "  lookaway-cli train --out runs/zero --resume\n"
                    "  lookaway-cli train --config runs/zero/config.toml --seed 2 --out runs/zero-2");
    command->callback([options, &action] { action = [options] { return train(*options); }; });
}

} // namespace lookaway::cli
