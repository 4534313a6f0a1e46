// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <array>
#include <string>
#include <vector>

namespace lookaway {

/// Distribution that fresh weights are drawn from: those of torchvision's constructors, by family.
enum class Initialisation { ResNet, Vgg, MobileNetV2, SqueezeNet, InceptionV3, DenseNet, CifarResNet };

/// What is known about an architecture without building it. Torch-free.
struct ModelInfo {
    /// torchvision's name where it has the architecture, e.g. "resnet50"; others: "small_cnn", "resnet20_cifar".
    std::string name;
    /// For people, e.g. "ResNet-50".
    std::string title;
    /// Side of the square input that the published weights were trained for, in pixels.
    int imageSize = 224;
    /// Smallest side that gets through the network.
    int minimumImageSize = 32;
    /// The last convolutional layer, after its normalisation and ReLU: what Grad-CAM and the scheme explain by
    /// default. Where the network ends in global average pooling, that pooling reads this layer.
    std::string targetLayer;
    /// Module path of the last (classifying) layer; its parameters are "HEAD.weight" and "HEAD.bias".
    std::string head;
    std::string paper;
    Initialisation initialisation = Initialisation::ResNet;
    /// The network expects (pixel - mean) / std per RGB channel, pixels in [0, 1].
    std::array<float, 3> mean = { 0.485F, 0.456F, 0.406F };
    std::array<float, 3> std = { 0.229F, 0.224F, 0.225F };
    /// Channels of the input: 3 = RGB, 1 = grey (mean and std are then the first of theirs).
    int channels = 3;
    /// Parameters that weight files may bring and that are dropped: InceptionV3's auxiliary classifier.
    std::vector<std::string> ignoredPrefixes = {};
};

/// All architectures of the registry.
std::vector<ModelInfo> allModels();

/// The architecture of that name, or a sentence with the nearest names.
Result<ModelInfo> findModel(const std::string& name);

} // namespace lookaway
