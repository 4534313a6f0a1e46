// SPDX-License-Identifier: MIT
#include "weights/StateDict.h"

#include <array>
#include <cstring>
#include <limits>

namespace lookaway {

namespace {

struct TypeInfo {
    ScalarType type;
    std::string_view name;
    std::size_t size;
};

constexpr std::array<TypeInfo, 10> types{ { { ScalarType::F64, "F64", 8 }, { ScalarType::F32, "F32", 4 },
    { ScalarType::F16, "F16", 2 }, { ScalarType::BF16, "BF16", 2 }, { ScalarType::I64, "I64", 8 },
    { ScalarType::I32, "I32", 4 }, { ScalarType::I16, "I16", 2 }, { ScalarType::I8, "I8", 1 },
    { ScalarType::U8, "U8", 1 }, { ScalarType::Bool, "BOOL", 1 } } };

const TypeInfo& infoOf(ScalarType type)
{
    return types[static_cast<std::size_t>(type)]; // the table is in the enumeration's order
}

} // namespace

std::size_t sizeOf(ScalarType type)
{
    return infoOf(type).size;
}

std::string_view nameOf(ScalarType type)
{
    return infoOf(type).name;
}

bool scalarTypeFromName(std::string_view name, ScalarType& type)
{
    for (const TypeInfo& info : types) {
        if (info.name == name) {
            type = info.type;
            return true;
        }
    }
    return false;
}

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    if (shape.empty())
        return "scalar";
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? "" : "x") + std::to_string(size);
    return text;
}

bool byteCount(ScalarType type, const std::vector<std::int64_t>& shape, std::uint64_t& bytes)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    bytes = sizeOf(type);
    bool empty = false;
    for (const std::int64_t size : shape) {
        if (size < 0)
            return false;
        if (size == 0)
            empty = true; // keep checking: 0 x 2^62 x 2^62 is no sensible shape either
        else if (bytes > most / static_cast<std::uint64_t>(size))
            return false;
        else
            bytes *= static_cast<std::uint64_t>(size);
    }
    if (empty)
        bytes = 0;
    return true;
}

std::shared_ptr<const std::byte> copyBytes(const void* data, std::size_t bytes)
{
    std::shared_ptr<std::byte> copy(new std::byte[bytes], std::default_delete<std::byte[]>());
    if (bytes > 0)
        std::memcpy(copy.get(), data, bytes);
    return copy;
}

bool StateDict::insert(std::string name, TensorData tensor)
{
    if (!m_index.emplace(name, m_entries.size()).second)
        return false;
    m_entries.emplace_back(std::move(name), std::move(tensor));
    return true;
}

const TensorData* StateDict::find(const std::string& name) const
{
    const auto found = m_index.find(name);
    return found == m_index.end() ? nullptr : &m_entries[found->second].second;
}

} // namespace lookaway
