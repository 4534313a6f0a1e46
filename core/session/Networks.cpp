// SPDX-License-Identifier: MIT
#include "session/Networks.h"

#include "models/Registry.h"
#include "models/ScriptedClassifier.h"

#include <torch/torch.h>

#include <filesystem>

namespace lookaway {

namespace {

Result<std::shared_ptr<ScriptedClassifier>> openScript(const ModelSettings& settings, int side)
{
    ScriptOptions options;
    options.side = side;
    return openTorchScript(settings.torchScript, options);
}

Result<std::shared_ptr<Classifier>> scriptFor(const ModelSettings& settings, int classes, int side)
{
    auto network = openScript(settings, side);
    if (!network)
        return network.error();
    const auto known = (*network)->facts().classes;
    if (known != classes)
        return fail("The TorchScript file '" + settings.torchScript + "' tells " + std::to_string(known)
                + " classes apart, but the data has " + std::to_string(classes) + ".",
            "Export the network with a head for " + std::to_string(classes)
                + " classes; unlike a network of the registry it cannot be given a new one here.");
    if ((*network)->parameters().empty())
        return fail("The TorchScript file '" + settings.torchScript
                + "' has no trainable parameters: it was frozen when it was exported.",
            "Export it without torch.jit.freeze.");
    return std::shared_ptr<Classifier>(std::move(*network));
}

} // namespace

Result<ModelInfo> networkInfo(const ModelSettings& settings, int side)
{
    if (settings.torchScript.empty())
        return findModel(settings.name);
    const auto network = openScript(settings, side);
    if (!network)
        return network.error();
    if ((*network)->facts().onePictureOnly)
        return fail("The TorchScript file '" + settings.torchScript
                + "' was exported for one picture at a time, and training takes several at once.",
            "Export it with torch.jit.script, or trace it with two pictures and without sizes that are fixed in its "
            "forward.");
    ModelInfo info = (*network)->info();
    if (info.channels != 3)
        return fail("The TorchScript file '" + settings.torchScript + "' takes pictures with "
                + std::to_string(info.channels) + " channel, and training here is in colour.",
            "Export a network for RGB pictures.");
    info.title = "TorchScript " + std::filesystem::path(settings.torchScript).filename().string();
    return info;
}

Result<std::shared_ptr<Classifier>> makeNetwork(
    const ModelSettings& settings, int classes, int side, std::uint64_t seed)
{
    return settings.torchScript.empty() ? makeModel(settings.name, classes, seed) : scriptFor(settings, classes, side);
}

Result<std::shared_ptr<Classifier>> networkToFill(const ModelSettings& settings, int classes, int side)
{
    return settings.torchScript.empty() ? makeBlankModel(settings.name, classes) : scriptFor(settings, classes, side);
}

} // namespace lookaway
