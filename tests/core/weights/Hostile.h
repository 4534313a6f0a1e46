// SPDX-License-Identifier: MIT
#pragma once

#include "weights/WeightsFile.h"

#include <cstdint>
#include <string>
#include <vector>

/// Hand-made files, byte by byte, for what no honest program writes.
namespace lookaway::test {

/// `value` in `bytes` little-endian bytes.
std::string littleEndian(std::uint64_t value, int bytes);

/// 8 bytes of length, the JSON text as it is, the data.
std::string safetensors(const std::string& json, const std::string& data);

/// A zip archive as torch.save makes it, with the given data.pkl and storages "0", "1", ...
std::string torchZip(const std::string& pickle, const std::vector<std::string>& storages, bool deflated = false);

/// The older format, with the given pickle, storage keys (pickled list) and bytes behind.
std::string torchLegacy(const std::string& pickle, const std::string& keysPickle, const std::string& storages);

/// Pieces of pickles.
std::string text(const std::string& value);
std::string integer(std::int32_t value);
std::string tuple(const std::vector<std::int32_t>& values);
/// A call of _rebuild_tensor_v2 on a float storage with the key "0".
std::string tensor(
    std::int32_t offset, const std::vector<std::int32_t>& shape, const std::vector<std::int32_t>& strides);
/// Protocol 2 and the end around a pickle's body.
std::string pickle(const std::string& body);
/// The archive of a state dict {"w": tensor} over one storage of four floats.
std::string oneTensor(
    std::int32_t offset, const std::vector<std::int32_t>& shape, const std::vector<std::int32_t>& strides);

/// The error sentence; "" when the bytes could be read.
std::string refusal(const std::string& bytes);

} // namespace lookaway::test
