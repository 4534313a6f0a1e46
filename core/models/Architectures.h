// SPDX-License-Identifier: MIT
#pragma once

#include "models/Classifier.h"

#include <memory>

// One function per family; weights are zero until initialise() or a weight file fills them.
namespace lookaway {

using ClassifierPointer = std::shared_ptr<Classifier>;

/// Four stages of 3x3 convolution, BatchNorm and ReLU (16, 32, 64, 96 channels), global average pooling and one linear
/// layer. Halves the picture three times only, so that its last feature map (12 x 12 for 96 px) is fine against the
/// details of a picture.
ClassifierPointer makeSmallCnn(const ModelInfo& info, int classes);

/// He et al. 2016, torchvision's variant: in bottlenecks the 3x3 convolution strides.
ClassifierPointer makeResNet18(const ModelInfo& info, int classes);
ClassifierPointer makeResNet34(const ModelInfo& info, int classes);
ClassifierPointer makeResNet50(const ModelInfo& info, int classes);
ClassifierPointer makeResNet101(const ModelInfo& info, int classes);

/// Sandler et al. 2018, width 1.0.
ClassifierPointer makeMobileNetV2(const ModelInfo& info, int classes);

/// Simonyan & Zisserman 2015, configuration D; ends in three linear layers.
ClassifierPointer makeVgg16(const ModelInfo& info, int classes);
ClassifierPointer makeVgg16Bn(const ModelInfo& info, int classes);

/// Iandola et al. 2016; ends in a 1x1 convolution, ReLU and global average pooling.
ClassifierPointer makeSqueezeNet10(const ModelInfo& info, int classes);
ClassifierPointer makeSqueezeNet11(const ModelInfo& info, int classes);

/// Huang et al. 2017.
ClassifierPointer makeDenseNet121(const ModelInfo& info, int classes);

/// Szegedy et al. 2016, without the auxiliary classifier (weights named "AuxLogits." are dropped). torchvision's
/// pretrained model rescales its input from ImageNet's statistics to (x - 0.5) / 0.5 ("transform_input"); here that
/// normalisation stands in ModelInfo and the network takes its input as it is.
ClassifierPointer makeInceptionV3(const ModelInfo& info, int classes);

/// He et al. 2016, section 4.2: 6n+2 layers for 32 px pictures, n blocks per stage, shortcuts of option A. Parameter
/// names as in akamaster/pytorch_resnet_cifar10.
ClassifierPointer makeCifarResNet(const ModelInfo& info, int classes, int blocksPerStage);

} // namespace lookaway
