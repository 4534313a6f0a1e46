// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace lookaway::cli {

/// What the command line asks for; returns the exit code. Set while the command line is parsed, run afterwards.
using Action = std::function<int()>;

// Each adds one command with its options and help to `app` and sets `action` when the command line names it.
void addDemoCommand(CLI::App& app, Action& action);
void addDemoDataCommand(CLI::App& app, Action& action);
void addTrainCommand(CLI::App& app, Action& action, bool showAdvanced);
void addEvaluateCommand(CLI::App& app, Action& action);
void addExplainCommand(CLI::App& app, Action& action);
void addExplainersCommand(CLI::App& app, Action& action);
void addFaithfulnessCommand(CLI::App& app, Action& action);
void addCompareCommand(CLI::App& app, Action& action);
void addReportCommand(CLI::App& app, Action& action);
void addFigureCommand(CLI::App& app, Action& action); // only in programs with LOOKAWAY_FIGURES
void addModelsCommand(CLI::App& app, Action& action);
void addLayersCommand(CLI::App& app, Action& action);
void addInspectWeightsCommand(CLI::App& app, Action& action);

/// The switch that every command has: --json.
void addJsonFlag(CLI::App& command, bool& json);

} // namespace lookaway::cli
