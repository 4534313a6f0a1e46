// SPDX-License-Identifier: MIT
#include "CommandLine.h"

#include "Commands.h"
#include "Console.h"
#include "HelpFormatter.h"

#include "models/NearestNames.h"
#include "session/Failure.h"
#include "session/Versions.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace lookaway::cli {

namespace {

constexpr const char* allHelp = "--help-all";
constexpr const char* jsonFlag = "--json";

bool contains(const std::vector<std::string>& arguments, const char* wanted)
{
    return std::find(arguments.begin(), arguments.end(), wanted) != arguments.end();
}

std::string versionText()
{
    const auto all = versions();
    return "lookaway-cli " + all.at("lookaway") + "\nLibTorch " + all.at("libtorch") + ", OpenCV " + all.at("opencv");
}

/// The command that the arguments name, or the program itself.
const CLI::App& namedCommand(const CLI::App& app)
{
    const auto commands = app.get_subcommands();
    return commands.empty() ? app : *commands.front();
}

Error unknownCommand(const CLI::App& app, const std::string& typed)
{
    std::vector<std::string> names;
    for (const auto* command : app.get_subcommands(nullptr))
        names.push_back(command->get_name());
    return fail("There is no command \"" + typed + "\".", "Did you mean " + nearestNames(typed, names, 1) + "? ");
}

/// The first argument that looks like an option and is none of the command's; the first of the others otherwise.
Error unknownArgument(const CLI::App& command, const std::vector<std::string>& arguments, const CLI::ParseError& error)
{
    std::vector<std::string> names;
    for (const auto* option : command.get_options(nullptr))
        for (const auto& name : option->get_lnames())
            names.push_back("--" + name);
    for (const auto& argument : arguments) {
        const auto typed = argument.substr(0, argument.find('='));
        if (typed.rfind("--", 0) == 0 && std::find(names.begin(), names.end(), typed) == names.end())
            return fail(
                "The option " + typed + " is not known.", "Did you mean " + nearestNames(typed, names, 1) + "? ");
    }
    return fail(error.what());
}

int reportUsage(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& arguments)
{
    const auto& command = namedCommand(app);
    const bool isProgram = &command == &app;
    Error shown = fail(error.what());
    if (dynamic_cast<const CLI::ExtrasError*>(&error) && isProgram && !arguments.empty())
        shown = unknownCommand(app, arguments.front());
    else if (dynamic_cast<const CLI::ExtrasError*>(&error))
        shown = unknownArgument(command, arguments, error);
    if (shown.what.empty() || shown.what.back() != '.')
        shown.what += '.';
    shown.hint +=
        "\"" + app.get_name() + (isProgram ? "" : " " + command.get_name()) + " --help\" lists what is possible.";
    return refuse(shown, contains(arguments, jsonFlag));
}

/// CLI11 takes whatever follows an option for its value: in `--image $pictures --out a.pdf` with an empty variable,
/// "--out" would be a picture. But no value begins with two hyphens, or is the name of an option.
void refuseOptionsAsValues(CLI::App& command)
{
    const CLI::Validator isValue(
        [&command](std::string& value) {
            const bool looksLikeOne = value.rfind("--", 0) == 0;
            const bool isOne = value.size() > 1 && value[0] == '-' && command.get_option_no_throw(value) != nullptr;
            return looksLikeOne || isOne ? "a value is missing before \"" + value + "\"" : std::string();
        },
        "");
    for (auto* option : command.get_options(nullptr))
        if (option->get_items_expected_min() > 0)
            option->transform(isValue); // before the other checks, which would speak of numbers
}

void addCommands(CLI::App& app, Action& action, bool showAdvanced)
{
    addDemoCommand(app, action);
    addTrainCommand(app, action, showAdvanced);
    addEvaluateCommand(app, action);
    addExplainCommand(app, action);
    addExplainersCommand(app, action);
    addFaithfulnessCommand(app, action);
    addCompareCommand(app, action);
    addReportCommand(app, action);
#ifdef LOOKAWAY_FIGURES
    addFigureCommand(app, action);
#endif
    addDemoDataCommand(app, action);
    addModelsCommand(app, action);
    addLayersCommand(app, action);
    addInspectWeightsCommand(app, action);
    for (auto* command : app.get_subcommands(nullptr)) {
        command->group("Commands");
        refuseOptionsAsValues(*command);
    }
}

int runGuarded(const Action& action, bool json)
{
    try {
        return action();
    } catch (...) {
        return finish(describeCurrentException().error, json);
    }
}

} // namespace

void addJsonFlag(CLI::App& command, bool& json)
{
    command.add_flag(jsonFlag, json, "For machines: one JSON document on stdout at the end; progress stays on stderr.");
}

int runCommandLine(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + std::min(1, argc), argv + argc);
    const bool showAdvanced = contains(arguments, allHelp);
    CLI::App app(
        "Trains image classifiers with the scheme \"Playing to distraction\" (Morales, Talavera, Remeseiro 2021):\n"
        "what the network looks at is hidden now and then, so that it learns to look at the rest as well.\n",
        "lookaway-cli");
    app.formatter(std::make_shared<HelpFormatter>());
    app.set_help_flag("-h,--help", "Shows this help.");
    app.set_version_flag("--version", versionText(), "Shows the versions of the program and its libraries.");
    app.require_subcommand(0, 1);
    app.footer("\"lookaway-cli COMMAND --help\" explains a command. Exit codes: 0 done, 1 failed, 2 wrong usage,\n"
               "3 done but for some pictures or cells, 130 cancelled.");
    Action action;
    addCommands(app, action, showAdvanced);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        std::cout << namedCommand(app).help();
        return Success;
    } catch (const CLI::CallForAllHelp&) {
        std::cout << namedCommand(app).help();
        return Success;
    } catch (const CLI::CallForVersion& asked) {
        std::cout << asked.what() << '\n';
        return Success;
    } catch (const CLI::ParseError& error) {
        return reportUsage(app, error, arguments);
    }
    if (!action) {
        std::cerr << app.help();
        return WrongUsage;
    }
    return runGuarded(action, contains(arguments, jsonFlag));
}

} // namespace lookaway::cli
