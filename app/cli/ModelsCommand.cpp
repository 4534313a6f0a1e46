// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "Console.h"
#include "TextTable.h"

#include "session/inspect/ModelCatalogue.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace lookaway::cli {

static int listModels(bool json)
{
    const auto catalogue = modelCatalogue();
    if (json) {
        auto models = nlohmann::json::array();
        for (const auto& [info, parameters] : catalogue)
            models.push_back({ { "name", info.name }, { "title", info.title }, { "parameters", parameters },
                { "image_size", info.imageSize }, { "minimum_image_size", info.minimumImageSize },
                { "target_layer", info.targetLayer }, { "mean", info.mean }, { "std", info.std },
                { "paper", info.paper } });
        printJson({ { "models", models } });
        return Success;
    }
    using Align = TextTable::Align;
    TextTable table({ { "Name" }, { "Parameters", Align::Right }, { "Image size", Align::Right }, { "Target layer" },
        { "Network" } });
    for (const auto& [info, parameters] : catalogue)
        table.add({ info.name, grouped(static_cast<unsigned long long>(parameters)),
            std::to_string(info.imageSize) + " px", info.targetLayer, info.title });
    std::printf(
        "%s\nParameters are counted with 1000 classes. The target layer is the one that is explained by default;\n"
        "\"lookaway-cli layers --model NAME\" lists the others.\n",
        table.text().c_str());
    return Success;
}

void addModelsCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand("models", "Lists the networks that can be trained.");
    const auto json = std::make_shared<bool>(false);
    addJsonFlag(*command, *json);
    command->footer("Example:\n  lookaway-cli models");
    command->callback([json, &action] { action = [json] { return listModels(*json); }; });
}

} // namespace lookaway::cli
