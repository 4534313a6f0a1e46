// SPDX-License-Identifier: MIT
#include "data/ByteSource.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace lookaway {

constexpr std::size_t kWindowBytes = 16384;

bool ByteSource::seek(std::uint64_t offset)
{
    if (offset >= m_size)
        return false;
    if (offset >= m_windowStart && offset - m_windowStart < m_window.size())
        return true;
    if (m_descriptor < 0)
        return false;
    m_buffer.resize(kWindowBytes);
    ssize_t count = 0;
    do {
        count = ::pread(m_descriptor, m_buffer.data(), m_buffer.size(), static_cast<off_t>(offset));
    } while (count < 0 && errno == EINTR);
    m_windowStart = offset;
    m_window = std::string_view(m_buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    return count > 0;
}

std::optional<std::uint8_t> ByteSource::byte(std::uint64_t offset)
{
    if (!seek(offset))
        return std::nullopt;
    return static_cast<std::uint8_t>(m_window[static_cast<std::size_t>(offset - m_windowStart)]);
}

std::optional<std::uint32_t> ByteSource::bigEndian(std::uint64_t offset, int bytes)
{
    std::uint32_t value = 0;
    for (int i = 0; i < bytes; ++i) {
        const auto next = byte(offset + static_cast<std::uint64_t>(i));
        if (!next)
            return std::nullopt;
        value = value << 8 | *next;
    }
    return value;
}

std::optional<std::uint32_t> ByteSource::littleEndian(std::uint64_t offset, int bytes)
{
    std::uint32_t value = 0;
    for (int i = 0; i < bytes; ++i) {
        const auto next = byte(offset + static_cast<std::uint64_t>(i));
        if (!next)
            return std::nullopt;
        value |= static_cast<std::uint32_t>(*next) << (8 * i);
    }
    return value;
}

bool ByteSource::startsWith(std::uint64_t offset, std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (byte(offset + i) != static_cast<std::uint8_t>(text[i]))
            return false;
    }
    return true;
}

std::optional<std::uint64_t> ByteSource::find(std::uint8_t value, std::uint64_t from)
{
    while (seek(from)) {
        const char* begin = m_window.data() + (from - m_windowStart);
        const std::size_t length = m_window.size() - static_cast<std::size_t>(from - m_windowStart);
        if (const void* hit = std::memchr(begin, value, length))
            return from + static_cast<std::uint64_t>(static_cast<const char*>(hit) - begin);
        from += length;
    }
    return std::nullopt;
}

} // namespace lookaway
