// SPDX-License-Identifier: MIT
#include "session/SavedModel.h"

#include "models/Classifier.h"
#include "models/WeightTransfer.h"
#include "session/Networks.h"
#include "train/Device.h"
#include "train/Precision.h"
#include "weights/WeightsFile.h"

#include <torch/torch.h>

namespace lookaway {

Result<SavedModel> loadSavedModel(
    const RunFacts& run, const std::filesystem::path& checkpoint, const TrainingSettings& machine)
{
    auto network = networkToFill(run.config.model, static_cast<int>(run.classes.size()), run.imageSize);
    if (!network)
        return network.error();
    const auto weights = readWeights(checkpoint);
    if (!weights)
        return weights.error();
    TransferOptions options;
    options.source = "'" + checkpoint.string() + "'";
    options.target = run.config.model.name;
    if (auto loaded = loadInto(**network, weights->tensors, options); !loaded)
        return loaded.error();
    const auto device = chooseDevice(machine.device);
    if (!device)
        return device.error();
    (*network)->to(*device);
    auto precision = choosePrecision(machine, *device, **network);
    if (!precision)
        return precision.error();
    const auto& named = run.config.distraction.layer;
    return SavedModel{ *network, std::make_shared<const PrecisionPolicy>(std::move(*precision)),
        named.empty() ? (*network)->info().targetLayer : named };
}

} // namespace lookaway
