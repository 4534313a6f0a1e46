// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"
#include "session/inspect/OpenedModel.h"

#include <string>
#include <vector>

namespace at {
class Tensor;
}

namespace lookaway {

/// What an Inspection is made of. Torch-free header.
struct Inspection::Parts {
    OpenedModel model;
    std::string device;

    /// The normalised input of the network; as pixelsOf().
    at::Tensor inputOf(const std::vector<Image>& inputs) const;
};

/// The values of a vector of floats.
std::vector<float> valuesOf(const at::Tensor& vector);

} // namespace lookaway
