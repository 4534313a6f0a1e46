// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace lookaway {

/// Which network, and where its weights come from. Torch-free.
struct ModelSettings {
    /// A name of the registry, e.g. "resnet50".
    std::string name = "small_cnn";
    /// A TorchScript file to fine-tune instead: `name` and `weights` are then not used.
    std::string torchScript = {};
    /// .pth, .pt or .safetensors to start from; empty = random weights.
    std::string weights = {};
    /// Train the head only.
    bool freezeBackbone = false;
    /// Keep BatchNorm on its stored statistics (they are neither used nor updated from mini-batches).
    bool freezeBatchNorm = false;
};

} // namespace lookaway
