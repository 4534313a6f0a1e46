// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lookaway {

/// Random access to the bytes of a file or of memory for header parsers: reads outside give nullopt, a file is read
/// in small windows. Not thread-safe.
class ByteSource {
public:
    explicit ByteSource(std::string_view memory)
        : m_size(memory.size())
        , m_window(memory)
    {
    }
    /// The descriptor stays the caller's.
    ByteSource(int descriptor, std::uint64_t size)
        : m_descriptor(descriptor)
        , m_size(size)
    {
    }
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    std::uint64_t size() const { return m_size; }
    std::optional<std::uint8_t> byte(std::uint64_t offset);
    /// Unsigned integer of 1 to 4 bytes.
    std::optional<std::uint32_t> bigEndian(std::uint64_t offset, int bytes);
    std::optional<std::uint32_t> littleEndian(std::uint64_t offset, int bytes);
    bool startsWith(std::uint64_t offset, std::string_view text);
    /// Offset of the first byte with this value at or after `from`.
    std::optional<std::uint64_t> find(std::uint8_t value, std::uint64_t from);

private:
    /// Makes m_window hold the offset; false when there is no such byte (or the file cannot be read there).
    bool seek(std::uint64_t offset);

    int m_descriptor = -1;
    std::uint64_t m_size = 0;
    std::uint64_t m_windowStart = 0;
    std::string m_buffer;
    std::string_view m_window;
};

} // namespace lookaway
