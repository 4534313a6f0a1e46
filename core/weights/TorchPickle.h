// SPDX-License-Identifier: MIT
#pragma once

#include "weights/FileBytes.h"
#include "weights/ZipArchive.h"

namespace lookaway {

/// A checkpoint as torch.save writes it since PyTorch 1.6: a zip archive with data.pkl and one entry per storage.
Result<WeightsFile> readTorchZip(
    const ZipArchive& archive, std::uint64_t fileBytes, const std::string& name, const ReadLimits& limits);

/// The older format: pickles of a magic number, the protocol, the machine and the object, then storage keys and bytes.
/// The tensors look into `file`.
Result<WeightsFile> readTorchLegacy(const FileBytes& file, const std::string& name, const ReadLimits& limits);

} // namespace lookaway
