// SPDX-License-Identifier: MIT
#pragma once

#include "weights/WeightsFile.h"

#include <vector>

namespace lookaway {

/// One tensor as the header of a safetensors file describes it. Offsets count from the end of the header.
struct SafetensorsEntry {
    std::string name = {};
    ScalarType type = ScalarType::F32;
    std::vector<std::int64_t> shape = {};
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// The checked header: the tensors in the file's order cover its data without holes and overlaps.
struct SafetensorsHeader {
    std::vector<SafetensorsEntry> entries = {};
    std::map<std::string, std::string> metadata = {};
    /// Where the data begin in the file: 8 + length of the JSON text.
    std::uint64_t dataStart = 0;
};

/// Reads the header (names, types, shapes, metadata) and leaves the data alone. Headers over 16 MiB are refused.
Result<SafetensorsHeader> readSafetensorsHeader(const std::filesystem::path& path);

/// Writes tensors and metadata so that Python's safetensors reads them, every tensor aligned to its element size,
/// the names in the dictionary's order. Atomic: on failure (full disk) the old file stands. Streams straight from the
/// tensors' buffers. Equal input gives equal bytes.
/// Metadata that Lookaway writes: "model", "classes" (JSON list of names), "mean", "std", "image_size", and provenance.
Result<void> writeSafetensors(const std::filesystem::path& path, const StateDict& tensors,
    const std::map<std::string, std::string>& metadata = {});

} // namespace lookaway
