// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "Console.h"
#include "TextTable.h"

#include "session/inspect/ModelCatalogue.h"
#include "weights/WeightsFile.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace lookaway::cli {

namespace {

struct InspectOptions {
    std::string file;
    bool json = false;
};

struct Totals {
    std::uint64_t bytes = 0;
    std::uint64_t numbers = 0;
};

Totals totalsOf(const StateDict& tensors)
{
    Totals totals;
    for (const auto& [name, tensor] : tensors) {
        totals.bytes += tensor.bytes;
        totals.numbers += static_cast<std::uint64_t>(tensor.count());
    }
    return totals;
}

void printForMachines(const InspectOptions& options, const WeightsFile& weights, const std::vector<WeightsMatch>& fits)
{
    auto tensors = nlohmann::json::array();
    for (const auto& [name, tensor] : weights.tensors)
        tensors.push_back({ { "name", name }, { "dtype", nameOf(tensor.type) }, { "shape", tensor.shape } });
    auto models = nlohmann::json::array();
    for (const auto& match : fits)
        models.push_back({ { "model", match.model }, { "classes", match.classes } });
    const auto totals = totalsOf(weights.tensors);
    printJson(
        { { "file", options.file }, { "format", weights.format }, { "tensors", tensors }, { "numbers", totals.numbers },
            { "bytes", totals.bytes }, { "metadata", weights.metadata }, { "fits", models } });
}

void printForPeople(const WeightsFile& weights, const std::vector<WeightsMatch>& fits)
{
    TextTable table({ { "Tensor" }, { "Type" }, { "Shape" } });
    for (const auto& [name, tensor] : weights.tensors)
        table.add({ name, std::string(nameOf(tensor.type)), shapeText(tensor.shape) });
    const auto totals = totalsOf(weights.tensors);
    std::printf("%s\nFormat    %s\nTensors   %zu with %s numbers, %s MB\n", table.text().c_str(),
        weights.format.c_str(), weights.tensors.size(), grouped(totals.numbers).c_str(),
        decimals(static_cast<double>(totals.bytes) / 1e6, 1).c_str());
    for (const auto& [key, value] : weights.metadata) {
        const bool isLong = value.size() > 200;
        std::printf("Metadata  %s = %s\n", key.c_str(), (isLong ? value.substr(0, 200) + " ..." : value).c_str());
    }
    for (const auto& match : fits)
        std::printf("Fits      %s with %lld classes (train --model %s --weights ...)\n", match.model.c_str(),
            static_cast<long long>(match.classes), match.model.c_str());
    if (fits.empty())
        std::puts("Fits      none of the networks that \"lookaway-cli models\" lists");
}

int inspect(const InspectOptions& options)
{
    const auto weights = readWeights(options.file);
    if (!weights)
        return finish(weights.error(), options.json);
    const auto fits = matchingModels(weights->tensors);
    if (options.json)
        printForMachines(options, *weights, fits);
    else
        printForPeople(*weights, fits);
    return Success;
}

} // namespace

void addInspectWeightsCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand("inspect-weights",
        "Shows what a weights file (.pth, .pt, .safetensors) holds and which network it fits. No code of the file is "
        "run.");
    const auto options = std::make_shared<InspectOptions>();
    command->add_option("FILE", options->file, "The weights file.")->required();
    addJsonFlag(*command, options->json);
    command->footer("Example:\n  lookaway-cli inspect-weights resnet50.pth");
    command->callback([options, &action] { action = [options] { return inspect(*options); }; });
}

} // namespace lookaway::cli
