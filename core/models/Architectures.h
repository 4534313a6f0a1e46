// SPDX-License-Identifier: MIT
#pragma once

#include "models/Classifier.h"

#include <memory>
#include <vector>

// One function per family; weights are zero until initialise() or a weight file fills them.
namespace lookaway {

using ClassifierPointer = std::shared_ptr<Classifier>;

/// Four stages of 3x3 convolution, BatchNorm and ReLU (16, 32, 64, 96 channels), global average pooling and one linear
/// layer. Halves the picture three times, so that at 64 px its last feature map still has 8 x 8 cells.
ClassifierPointer makeSmallCnn(const ModelInfo& info, int classes);

} // namespace lookaway
