// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "models/Tracer.h"

#include <string>
#include <vector>

namespace lookaway {

/// Every layer that can be tapped, in order of execution, with its output's shape for a square picture of imageSize
/// pixels (0: the model's default). Runs one black picture through in inference mode; flags, BatchNorm buffers and
/// random streams stay as they are. Throws c10::Error when the picture is too small for the network.
std::vector<LayerShape> layersOf(Classifier& model, int imageSize = 0);

/// A sentence with the nearest names when the model has no such layer.
Result<void> checkLayer(Classifier& model, const std::string& layer);

} // namespace lookaway
