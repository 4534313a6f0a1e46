// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "base/Result.h"

#include <vector>

namespace at {
class Tensor;
}

namespace lookaway {

struct OpenedModel;

// Pictures as Inspection::prepare() gives them, on their way into the network.

/// Refuses pictures of another size than the network's.
Result<void> checkInputs(const std::vector<Image>& inputs, const OpenedModel& model);
/// N x C x H x W in [0, 1] on the model's device, before the normalisation. At least one picture, all of one size.
at::Tensor pixelsOf(const std::vector<Image>& inputs, const OpenedModel& model);

} // namespace lookaway
