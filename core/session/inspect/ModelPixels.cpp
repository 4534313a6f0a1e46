// SPDX-License-Identifier: MIT
#include "session/inspect/ModelPixels.h"

#include "data/Batch.h"
#include "session/inspect/OpenedModel.h"
#include "train/TrainStep.h"

#include <torch/torch.h>

namespace lookaway {

Result<void> checkInputs(const std::vector<Image>& inputs, const OpenedModel& model)
{
    const int side = model.facts.input.side;
    for (const auto& input : inputs)
        if (input.width != side || input.height != side)
            return fail("A picture of " + std::to_string(input.width) + " x " + std::to_string(input.height)
                + " px was not brought to the network's " + std::to_string(side) + " px.");
    return {};
}

at::Tensor pixelsOf(const std::vector<Image>& inputs, const OpenedModel& model)
{
    Batch batch;
    batch.count = static_cast<int>(inputs.size());
    batch.width = inputs.front().width;
    batch.height = inputs.front().height;
    for (const auto& input : inputs)
        batch.pixels.insert(batch.pixels.end(), input.pixels.begin(), input.pixels.end());
    const auto colour = imagesOf(batch, Computing{ c10::Device(model.facts.device) });
    if (model.facts.input.channels == 3)
        return colour;
    const auto luma = torch::tensor({ 0.299F, 0.587F, 0.114F }, colour.device()).view({ 1, 3, 1, 1 }); // ITU-R 601
    return (colour * luma).sum(1, /*keepdim=*/true);
}

} // namespace lookaway
