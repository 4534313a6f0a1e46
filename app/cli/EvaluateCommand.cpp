// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "Console.h"
#include "EvaluationText.h"
#include "OptionChecks.h"
#include "RunView.h"
#include "WatchedRun.h"

#include "session/EvaluateJob.h"
#include "session/settings/SettingNames.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <map>
#include <memory>

namespace lookaway::cli {

namespace {

struct EvaluateOptions {
    EvaluationRequest request;
    std::string device;
    std::string precision;
    int batch = 0;
    bool json = false;
};

EvaluationRequest requestOf(const EvaluateOptions& options)
{
    EvaluationRequest request = options.request;
    if (!options.device.empty())
        request.device = options.device;
    if (options.batch > 0)
        request.batchSize = options.batch;
    const auto names = namesOf<Precision>();
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == options.precision)
            request.precision = static_cast<Precision>(i);
    return request;
}

int evaluateRun(const EvaluateOptions& options)
{
    EvaluationOutcome outcome;
    RunView view;
    const auto job = evaluateJob(requestOf(options), [&](EvaluationOutcome result) { outcome = std::move(result); });
    const auto finished = runWatched(job, view).finished;
    if (const auto error = errorOf(finished))
        return finish(*error, options.json);
    if (options.json)
        printJson(evaluationJson(options.request.run, outcome));
    else
        std::fputs(evaluationText(outcome).c_str(), stdout);
    return complete(outcome.unreadable.size(), "picture");
}

/// An option that takes one of some words.
template <class Value>
CLI::Option* addChoice(CLI::App& command, const std::string& name, Value& value,
    const std::map<std::string, Value>& words, const std::string& help)
{
    std::string all;
    for (const auto& word : words)
        all += (all.empty() ? "" : "|") + word.first;
    const auto choose = [&value, words](const std::string& word) { value = words.at(word); };
    return command.add_option_function<std::string>(name, choose, help)
        ->type_name(all)
        ->check(CLI::IsMember(words).description(""));
}

void addOptions(CLI::App& command, EvaluateOptions& options)
{
    using Checkpoint = EvaluationRequest::Checkpoint;
    using Fill = ErasingOptions::Fill;
    const std::map<std::string, Checkpoint> checkpoints{ { "best", Checkpoint::Best }, { "last", Checkpoint::Last } };
    const std::map<std::string, Fill> fills{ { "mean", Fill::Mean }, { "random", Fill::Random },
        { "zero", Fill::Zero } };
    auto& request = options.request;
    command.add_option("--run", request.run, "Folder of the run.")->type_name("RUN")->required();
    command
        .add_option("--data", request.data,
            "Pictures to test on: a folder with one folder per class, or with a test/ of such folders; or a manifest. "
            "[the run's own test part]")
        ->type_name("DIR");
    addChoice(command, "--checkpoint", request.checkpoint, checkpoints, "Which weights of the run. [best]");
    const auto group = "Further tests";
    command
        .add_flag("--random-erasing", request.erasing.wanted,
            "Also test with one rectangle erased from every picture (the same for every model).")
        ->group(group);
    addChoice(command, "--erasing-fill", request.erasing.fill, fills, "With what the rectangles are filled. [mean]")
        ->group(group);
    command.add_option("--erasing-seed", request.erasing.seed, "Where the rectangles are. [0]")
        ->type_name("N")
        ->group(group);
    command
        .add_flag("--attention", request.attention,
            "Also measure how widely the heat maps of the true classes are spread (share above half of the maximum, "
            "entropy, connected regions).")
        ->group(group);
}

void addMachineOptions(CLI::App& command, EvaluateOptions& options)
{
    const auto group = "Machine";
    command.add_option("--batch", options.batch, "Pictures in a mini-batch. [as in training; 1 to 65536]")
        ->type_name("N")
        ->check(CLI::Range(1, 65536).description(""))
        ->group(group);
    command.add_option("--device", options.device, "auto, cpu, cuda, cuda:N or mps. [as in training]")
        ->type_name("DEVICE")
        ->check(deviceName())
        ->group(group);
    command.add_option("--precision", options.precision, "Arithmetic of the network. [as in training]")
        ->type_name("auto|fp32|bf16|fp16")
        ->check(CLI::IsMember(namesOf<Precision>()).description(""))
        ->group(group);
}

} // namespace

void addEvaluateCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand(
        "evaluate", "Tests a saved run: accuracy, precision, recall and F1 per class, the most frequent confusions.");
    const auto options = std::make_shared<EvaluateOptions>();
    addOptions(*command, *options);
    addMachineOptions(*command, *options);
    addJsonFlag(*command, options->json);
    command->footer("Examples:\n"
                    "  lookaway-cli evaluate --run runs/zero\n"
                    "  lookaway-cli evaluate --run runs/zero --data other-cars --random-erasing --json > zero.json");
    command->callback([options, &action] { action = [options] { return evaluateRun(*options); }; });
}

} // namespace lookaway::cli
