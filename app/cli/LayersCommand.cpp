// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "Console.h"
#include "TextTable.h"

#include "session/ModelCatalogue.h"
#include "weights/StateDict.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace lookaway::cli {

namespace {

struct LayersOptions {
    std::string model;
    int imageSize = 0;
    bool json = false;
};

int listLayers(const LayersOptions& options)
{
    const auto layers = layersOfModel(options.model, options.imageSize);
    if (!layers)
        return finish(layers.error(), options.json);
    if (options.json) {
        auto rows = nlohmann::json::array();
        for (const auto& layer : *layers)
            rows.push_back({ { "name", layer.name }, { "shape", layer.shape }, { "target", layer.target } });
        printJson({ { "model", options.model }, { "layers", rows } });
        return Success;
    }
    TextTable table({ { "Layer" }, { "Output (C x h x w)" }, { "" } });
    for (const auto& layer : *layers)
        table.add({ layer.name, shapeText(layer.shape), layer.target ? "<- explained by default" : "" });
    std::fputs(table.text().c_str(), stdout);
    return Success;
}

} // namespace

void addLayersCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand("layers",
        "Lists the layers of a network that can be explained (train --layer), in order of execution, with the shapes "
        "of "
        "their outputs.");
    const auto options = std::make_shared<LayersOptions>();
    command->add_option("--model", options->model, "Name of a network; \"lookaway-cli models\" lists them.")
        ->type_name("NAME")
        ->required();
    command->add_option("--image-size", options->imageSize, "Side of the picture. [the model's own default, px]")
        ->type_name("N");
    addJsonFlag(*command, options->json);
    command->footer("Example:\n  lookaway-cli layers --model resnet50 --image-size 320");
    command->callback([options, &action] { action = [options] { return listLayers(*options); }; });
}

} // namespace lookaway::cli
