// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lookaway {

/// Element types that weights files hold; the names are those of safetensors ("F32", "BF16", ...).
enum class ScalarType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

std::size_t sizeOf(ScalarType type);
std::string_view nameOf(ScalarType type);
/// Inverse of nameOf(); false when the name is unknown.
bool scalarTypeFromName(std::string_view name, ScalarType& type);

/// A tensor without LibTorch: elements in row-major order without gaps, little-endian. The bytes may be a part of a
/// larger buffer (a whole file) that they keep alive, need not be aligned for their type, and are never written to.
struct TensorData {
    ScalarType type = ScalarType::F32;
    /// Sizes from the outermost dimension; empty for a scalar.
    std::vector<std::int64_t> shape = {};
    std::shared_ptr<const std::byte> data = {};
    /// Product of shape times sizeOf(type).
    std::size_t bytes = 0;

    std::int64_t count() const { return static_cast<std::int64_t>(bytes / sizeOf(type)); }
};

/// "64x3x7x7", or "scalar" for an empty shape.
std::string shapeText(const std::vector<std::int64_t>& shape);

/// Number of bytes a tensor takes; false when a size is negative or the product does not fit 63 bits.
bool byteCount(ScalarType type, const std::vector<std::int64_t>& shape, std::uint64_t& bytes);

/// Copies `bytes` bytes (nothing for 0) into a buffer of its own, as TensorData::data wants them.
std::shared_ptr<const std::byte> copyBytes(const void* data, std::size_t bytes);

/// Named tensors in the order of their insertion (torch.nn.Module.state_dict order for checkpoints).
class StateDict {
public:
    using Entry = std::pair<std::string, TensorData>;

    /// False, and nothing changed, when the name is already there.
    bool insert(std::string name, TensorData tensor);
    /// nullptr when there is no such tensor; valid until the next insert.
    const TensorData* find(const std::string& name) const;

    std::size_t size() const { return m_entries.size(); }
    bool empty() const { return m_entries.empty(); }
    std::vector<Entry>::const_iterator begin() const { return m_entries.begin(); }
    std::vector<Entry>::const_iterator end() const { return m_entries.end(); }

private:
    std::vector<Entry> m_entries;
    std::map<std::string, std::size_t> m_index;
};

} // namespace lookaway
