// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "weights/StateDict.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace lookaway {

/// What a weights file held.
struct WeightsFile {
    StateDict tensors = {};
    /// safetensors: its __metadata__. PyTorch checkpoints: the strings and numbers beside the state dict (arch, epoch).
    std::map<std::string, std::string> metadata = {};
    /// For a person, e.g. "safetensors" or "PyTorch checkpoint (zip), state dict under 'model'".
    std::string format = {};
};

/// How much memory a file may ask for. Whatever it claims, reading never takes more than a small multiple of the file's
/// own size plus 64 MiB, and never more than maxBytes.
struct ReadLimits {
    std::uint64_t maxBytes = std::uint64_t{ 8 } << 30;
};

/// Reads safetensors and PyTorch checkpoints (torch.save in its zip and its older format), told apart by content.
/// PyTorch: a state dict, one nested under state_dict / model_state_dict / model / net / ..., or a whole pickled
/// module; the prefixes of DataParallel ("module.") and torch.compile are removed. No code of the file is run and
/// nothing is built from it but tensors, numbers, strings and containers. Safe with hostile files; thread-safe.
Result<WeightsFile> readWeights(const std::filesystem::path& path, const ReadLimits& limits = {});

/// The same from memory (copied). `name` stands for the file in error sentences.
Result<WeightsFile> readWeights(
    const void* data, std::size_t bytes, const std::string& name, const ReadLimits& limits = {});

} // namespace lookaway
