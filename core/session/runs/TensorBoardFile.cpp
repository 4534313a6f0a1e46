// SPDX-License-Identifier: MIT
#include "session/runs/TensorBoardFile.h"

#include "base/AtomicFile.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t maxEventFileBytes = std::size_t{ 1 } << 30;
constexpr const char* namePrefix = "events.out.tfevents.";
constexpr const char* nameSuffix = ".lookaway"; // where TensorFlow writes the host's name

constexpr std::array<std::uint32_t, 256> crcTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) ? 0x82F63B78U : 0U);
        table[byte] = crc;
    }
    return table;
}

/// TFRecord stores checksums rotated and shifted, because a CRC of data that holds CRCs is weak.
std::uint32_t masked(std::uint32_t crc)
{
    return ((crc >> 15) | (crc << 17)) + 0xA282EAD8U;
}

template <class T> void putLittleEndian(std::string& out, T value)
{
    for (std::size_t i = 0; i < sizeof value; ++i)
        out.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i)));
}

template <class T> T littleEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return static_cast<T>(value);
}

// Protocol buffers: a key is (field number << 3) | wire type; 0 varint, 1 64 bits, 2 length and bytes, 5 32 bits.

void putVarint(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        out.push_back(static_cast<char>(value | 0x80));
    out.push_back(static_cast<char>(value));
}

void putBytes(std::string& out, char key, std::string_view bytes)
{
    out.push_back(key);
    putVarint(out, bytes.size());
    out += bytes;
}

template <class Unsigned, class Real> void putFixed(std::string& out, char key, Real value)
{
    static_assert(sizeof(Unsigned) == sizeof(Real));
    Unsigned bits;
    std::memcpy(&bits, &value, sizeof bits);
    out.push_back(key);
    putLittleEndian(out, bits);
}

/// Event { double wall_time = 1; string file_version = 3; }
std::string versionEvent(double wallTime)
{
    std::string event;
    putFixed<std::uint64_t>(event, 0x09, wallTime);
    putBytes(event, 0x1A, "brain.Event:2");
    return event;
}

/// Event { double wall_time = 1; int64 step = 2; Summary summary = 5 { Value value = 1 { string tag = 1; float
/// simple_value = 2; } } }
std::string scalarEvent(std::string_view tag, std::int64_t step, float value, double wallTime)
{
    std::string entry;
    putBytes(entry, 0x0A, tag);
    putFixed<std::uint32_t>(entry, 0x15, value);
    std::string summary;
    putBytes(summary, 0x0A, entry);
    std::string event;
    putFixed<std::uint64_t>(event, 0x09, wallTime);
    event.push_back(0x10);
    putVarint(event, static_cast<std::uint64_t>(step));
    putBytes(event, 0x2A, summary);
    return event;
}

/// The step of an event as scalarEvent() and versionEvent() write it: it follows wall_time; 0 without one.
std::int64_t stepOf(std::string_view event)
{
    constexpr std::size_t wallTimeBytes = 9;
    std::uint64_t step = 0;
    if (event.size() <= wallTimeBytes || event[wallTimeBytes] != 0x10)
        return 0;
    for (std::size_t i = wallTimeBytes + 1, shift = 0; i < event.size() && shift < 64; ++i, shift += 7) {
        step |= static_cast<std::uint64_t>(event[i] & 0x7F) << shift;
        if (!(event[i] & 0x80))
            break;
    }
    return static_cast<std::int64_t>(step);
}

std::string record(std::string_view event)
{
    std::string out;
    putLittleEndian(out, static_cast<std::uint64_t>(event.size()));
    putLittleEndian(out, masked(crc32c(out)));
    out += event;
    putLittleEndian(out, masked(crc32c(event)));
    return out;
}

/// The sound records at the beginning of a file whose step is at most lastStep.
std::string soundRecords(std::string_view file, std::int64_t lastStep)
{
    constexpr std::size_t headBytes = 12;
    constexpr std::size_t frameBytes = 16;
    std::string kept;
    while (file.size() >= frameBytes) {
        const auto size = littleEndian<std::uint64_t>(file);
        if (littleEndian<std::uint32_t>(file.substr(8)) != masked(crc32c(file.substr(0, 8)))
            || size > file.size() - frameBytes)
            break;
        const auto event = file.substr(headBytes, size);
        if (littleEndian<std::uint32_t>(file.substr(headBytes + size)) != masked(crc32c(event)))
            break;
        if (stepOf(event) <= lastStep)
            kept += file.substr(0, frameBytes + size);
        file.remove_prefix(frameBytes + size);
    }
    return kept;
}

std::optional<fs::path> existingFile(const fs::path& folder)
{
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(folder, code))
        if (entry.path().filename().string().rfind(namePrefix, 0) == 0 && entry.path().extension() == nameSuffix)
            return entry.path();
    return std::nullopt;
}

Error cannotWrite(const fs::path& path, int code)
{
    return fail("Cannot write '" + path.string() + "': " + std::generic_category().message(code) + ".");
}

} // namespace

std::uint32_t crc32c(std::string_view data)
{
    static constexpr auto table = crcTable();
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : data)
        crc = (crc >> 8) ^ table[(crc ^ static_cast<unsigned char>(c)) & 0xFF];
    return ~crc;
}

Result<TensorBoardFile> TensorBoardFile::create(const fs::path& folder, double wallTime)
{
    const auto path = folder / (namePrefix + std::to_string(static_cast<std::int64_t>(wallTime)) + nameSuffix);
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return cannotWrite(path, errno);
    TensorBoardFile file(descriptor);
    if (!file.append(versionEvent(wallTime)))
        return cannotWrite(path, errno);
    return file;
}

Result<TensorBoardFile> TensorBoardFile::resume(const fs::path& folder, std::int64_t lastStep, double wallTime)
{
    const auto path = existingFile(folder);
    if (!path)
        return create(folder, wallTime);
    const auto content = readFile(*path, maxEventFileBytes);
    if (!content)
        return content.error();
    const std::string kept = soundRecords(*content, lastStep);
    if (const auto written = writeFileAtomically(*path, kept); !written)
        return written.error();
    const int descriptor = ::open(path->c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor < 0)
        return cannotWrite(*path, errno);
    TensorBoardFile file(descriptor);
    if (kept.empty() && !file.append(versionEvent(wallTime)))
        return cannotWrite(*path, errno);
    return file;
}

TensorBoardFile::~TensorBoardFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

TensorBoardFile::TensorBoardFile(TensorBoardFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

TensorBoardFile& TensorBoardFile::operator=(TensorBoardFile&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

bool TensorBoardFile::scalar(std::string_view tag, std::int64_t step, float value, double wallTime)
{
    return append(scalarEvent(tag, step, value, wallTime));
}

bool TensorBoardFile::append(std::string_view event)
{
    const std::string bytes = record(event);
    FileSink sink(m_descriptor);
    sink.write(bytes);
    return sink.failure() == 0;
}

} // namespace lookaway
