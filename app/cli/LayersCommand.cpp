// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "Console.h"
#include "ModelOptions.h"
#include "TextTable.h"

#include "session/inspect/ModelSidecar.h"
#include "weights/StateDict.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace lookaway::cli {

namespace {

struct LayersOptions {
    ModelOptions model;
    bool remember = false;
    bool json = false;
};

int listLayers(const LayersOptions& options)
{
    if (const auto named = options.model.source(ModelOptions::Weights::Optional); !named)
        return refuse(named.error(), options.json);
    const auto opened = openModel(options.model, ModelOptions::Weights::Optional, options.remember);
    if (!opened)
        return finish(opened.error(), options.json);
    const auto& model = (*opened)->facts();
    if (options.json) {
        auto rows = nlohmann::json::array();
        for (const auto& layer : model.layers)
            rows.push_back({ { "name", layer.name }, { "type", layer.type }, { "shape", layer.shape },
                { "target", layer.name == model.targetLayer }, { "eligible", layer.eligible },
                { "reason", layer.reason } });
        printJson({ { "model", model.title }, { "classes", model.classCount }, { "parameters", model.parameters },
            { "image_size", model.input.side }, { "remarks", model.remarks }, { "layers", rows } });
        return Success;
    }
    TextTable table({ { "Layer" }, { "Type" }, { "Output (C x h x w)" }, { "" } });
    for (const auto& layer : model.layers)
        table.add({ layer.name, layer.type, shapeText(layer.shape),
            layer.name == model.targetLayer ? "<- explained by default"
                : layer.eligible            ? ""
                                            : "no places to look at" });
    std::fputs(table.text().c_str(), stdout);
    for (const auto& remark : model.remarks)
        std::printf("%s\n", remark.c_str());
    if (options.remember)
        std::printf("Remembered in %s\n", sidecarOf(model.source).string().c_str());
    return Success;
}

} // namespace

void addLayersCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand("layers",
        "Lists the layers of a network that can be explained (train --layer), in order of execution, with the shapes "
        "of their outputs. Of a network by its name, a run, or any saved model.");
    const auto options = std::make_shared<LayersOptions>();
    options->model.addTo(*command);
    command
        ->add_flag("--remember", options->remember,
            "Keeps these settings and the names of the classes beside the model's file, for every command and the "
            "studio.")
        ->group("Input");
    addJsonFlag(*command, options->json);
    command->footer("Examples:\n  lookaway-cli layers --model resnet50 --image-size 320\n"
                    "  lookaway-cli layers --torchscript model.pt\n"
                    "  lookaway-cli layers --weights mobilenet_v2.pth --classes names.txt --remember");
    command->callback([options, &action] { action = [options] { return listLayers(*options); }; });
}

} // namespace lookaway::cli
