// SPDX-License-Identifier: MIT
#pragma once

#include "models/Classifier.h"

#include <memory>

// One function per family; weights are zero until initialise() or a weight file fills them.
namespace lookaway {

using ClassifierPointer = std::shared_ptr<Classifier>;

/// Four stages of 3x3 convolution, BatchNorm and ReLU (16, 32, 64, 96 channels), global average pooling and one linear
/// layer. Halves the picture three times, so that at 64 px its last feature map still has 8 x 8 cells.
ClassifierPointer makeSmallCnn(const ModelInfo& info, int classes);

/// He et al. 2016, torchvision's variant: in bottlenecks the 3x3 convolution strides.
ClassifierPointer makeResNet18(const ModelInfo& info, int classes);
ClassifierPointer makeResNet34(const ModelInfo& info, int classes);
ClassifierPointer makeResNet50(const ModelInfo& info, int classes);
ClassifierPointer makeResNet101(const ModelInfo& info, int classes);

/// Sandler et al. 2018, width 1.0.
ClassifierPointer makeMobileNetV2(const ModelInfo& info, int classes);

} // namespace lookaway
