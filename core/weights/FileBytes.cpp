// SPDX-License-Identifier: MIT
#include "weights/FileBytes.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <new>
#include <system_error>

namespace lookaway {

namespace fs = std::filesystem;

static Error cannotRead(const fs::path& path, const std::string& why)
{
    return fail("Cannot read '" + path.string() + "': " + why + ".", "Check the path and its permissions.");
}

Result<std::uint64_t> sizeOfFile(const fs::path& path)
{
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (code)
        return cannotRead(path, code.message());
    if (fs::is_directory(status))
        return fail("'" + path.string() + "' is a folder, not a weights file.");
    if (!fs::is_regular_file(status))
        return fail("'" + path.string() + "' is not a regular file.");
    const std::uintmax_t size = fs::file_size(path, code);
    if (code)
        return cannotRead(path, code.message());
    return std::uint64_t{ size };
}

Result<FileBytes> readStart(const fs::path& path, std::uint64_t bytes)
{
    const auto size = sizeOfFile(path);
    if (!size)
        return size.error();
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return cannotRead(path, std::generic_category().message(errno));
    const std::uint64_t wanted = std::min(bytes, *size);
    // Uninitialised on purpose: a gigabyte of zeros would only be written over.
    std::shared_ptr<std::byte> buffer(new (std::nothrow) std::byte[wanted], std::default_delete<std::byte[]>());
    if (!buffer)
        return fail("'" + path.string() + "' has " + std::to_string(*size) + " bytes, more than memory is free.");
    in.read(reinterpret_cast<char*>(buffer.get()), static_cast<std::streamsize>(wanted));
    return FileBytes{ buffer, static_cast<std::uint64_t>(in.gcount()) };
}

Result<FileBytes> readAll(const fs::path& path, const ReadLimits& limits)
{
    const auto size = sizeOfFile(path);
    if (!size)
        return size.error();
    if (*size > limits.maxBytes)
        return fail("'" + path.string() + "' has " + std::to_string(*size) + " bytes; at most "
                + std::to_string(limits.maxBytes) + " are read.",
            "Is this the weights file?");
    return readStart(path, *size);
}

Budget::Budget(std::uint64_t fileBytes, const ReadLimits& limits)
{
    constexpr std::uint64_t free = std::uint64_t{ 64 } << 20;
    m_left = std::min(limits.maxBytes, fileBytes > limits.maxBytes / 16 ? limits.maxBytes : 16 * fileBytes + free);
}

bool Budget::take(std::uint64_t bytes)
{
    if (bytes > m_left)
        return false;
    m_left -= bytes;
    return true;
}

Error damaged(const std::string& name, const std::string& why)
{
    return fail("'" + name + "' is damaged: " + why + ".", "Download or save it again.");
}

Error tooLarge(const std::string& name)
{
    return fail("'" + name + "' would take far more memory than a file of its size should.",
        "It looks made to exhaust memory; get it from a source you trust.");
}

} // namespace lookaway
