// SPDX-License-Identifier: MIT
#pragma once

#include "weights/FileBytes.h"
#include "weights/Safetensors.h"

#include <string_view>

namespace lookaway {

/// Parses and checks the JSON text of a header for `dataBytes` bytes of data behind it (dataStart stays 0).
Result<SafetensorsHeader> parseSafetensorsHeader(
    std::string_view json, std::uint64_t dataBytes, const std::string& name);

/// Length of the JSON text from the first 8 bytes of a file with `fileBytes` bytes.
Result<std::uint64_t> safetensorsHeaderLength(const std::byte* start, std::uint64_t fileBytes, const std::string& name);

/// Tensors that look into `file`.
Result<WeightsFile> readSafetensors(const FileBytes& file, const std::string& name);

} // namespace lookaway
