// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "Console.h"
#include "DemoPictures.h"
#include "RunView.h"

#include "session/settings/CommandLineText.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace lookaway::cli {

namespace {

struct DemoDataOptions {
    std::string folder;
    DemoSettings settings;
    bool json = false;
};

Result<DemoSummary> draw(const DemoDataOptions& options)
{
    RunView view; // gone, and its bar with it, before anything else is printed
    return makeDemoPictures(options.folder, options.settings, view);
}

int demoData(const DemoDataOptions& options)
{
    const auto made = draw(options);
    if (!made)
        return finish(made.error(), options.json);
    if (options.json) {
        printJson({ { "outcome", "completed" }, { "folder", options.folder }, { "classes", made->classes },
            { "pictures", made->pictures }, { "already_there", made->alreadyThere } });
        return Success;
    }
    std::printf("%zu pictures of %zu classes %s in %s\nTrain on them: lookaway-cli train --data %s --out RUN "
                "--occlusion zero --lr 0.002\n",
        made->pictures, made->classes, made->alreadyThere ? "were there already" : "drawn", options.folder.c_str(),
        shellQuoted(options.folder).c_str());
    return Success;
}

} // namespace

void addDemoDataCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand("demo-data",
        "Draws small pictures of invented aircraft that show what distraction does: one cue (the emblem on the fin) is "
        "much easier than the others. A second test set has it painted over.");
    const auto options = std::make_shared<DemoDataOptions>();
    const auto usual = [](auto value) { return " [" + std::to_string(value); };
    command->add_option("DIR", options->folder, "Folder for the pictures.")->required();
    command
        ->add_option("--images-per-class", options->settings.imagesPerClass,
            "Training pictures of each class." + usual(options->settings.imagesPerClass) + "; 4 to 9999]")
        ->type_name("N")
        ->check(CLI::Range(4, 9999).description(""));
    command
        ->add_option("--size", options->settings.size,
            "Side of the square pictures." + usual(options->settings.size) + " px; 32 to 512]")
        ->type_name("N")
        ->check(CLI::Range(32, 512).description(""));
    command
        ->add_option(
            "--seed", options->settings.seed, "Other pictures of the same kind." + usual(options->settings.seed) + "]")
        ->type_name("N");
    addJsonFlag(*command, options->json);
    command->footer("Example:\n  lookaway-cli demo-data demo-pictures --images-per-class 200 --size 96");
    command->callback([options, &action] { action = [options] { return demoData(*options); }; });
}

} // namespace lookaway::cli
