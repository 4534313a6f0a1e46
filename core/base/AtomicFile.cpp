// SPDX-License-Identifier: MIT
#include "base/AtomicFile.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace lookaway {

namespace fs = std::filesystem;

static Error fileError(const char* doing, const fs::path& path, int code)
{
    const std::string what =
        std::string(doing) + " '" + path.string() + "': " + std::generic_category().message(code) + ".";
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return fail(what, "Free some space or choose another folder; what was there before is untouched.");
    case EFBIG:
        return fail(what, "A limit on the size of files is set (ulimit -f); what was there before is untouched.");
    case EACCES:
    case EPERM:
    case EROFS:
        return fail(what, "Check the permissions of the folder or choose another one.");
    default:
        return fail(what);
    }
}

void FileSink::write(const void* data, std::size_t bytes)
{
    const char* at = static_cast<const char*>(data);
    while (bytes > 0 && m_failure == 0) {
        const ssize_t written = ::write(m_descriptor, at, bytes);
        if (written < 0) {
            if (errno != EINTR)
                m_failure = errno;
            continue;
        }
        at += written;
        bytes -= static_cast<std::size_t>(written);
    }
}

static void syncFolder(const fs::path& folder)
{
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor); // not every file system can; the rename itself has already happened
    ::close(descriptor);
}

namespace {

struct TemporaryFile {
    fs::path path;
    int descriptor = -1; ///< -1: errno says why
};

/// Whether the name still stands for the opened file; its writer may have renamed it since.
bool isNamed(int descriptor, const fs::path& name)
{
    struct stat opened { };
    struct stat named { };
    return ::fstat(descriptor, &opened) == 0 && ::stat(name.c_str(), &named) == 0 && opened.st_ino == named.st_ino
        && opened.st_dev == named.st_dev;
}

/// A file beside `path` that no other writer has: it is locked while it is written. What a killed process left is used
/// again. File systems without locks give the first one to everybody.
TemporaryFile openTemporary(const fs::path& path)
{
    constexpr int mostWriters = 1000;
    for (int number = 1; number <= mostWriters; ++number) {
        const fs::path name = path.string() + (number == 1 ? "" : "." + std::to_string(number)) + ".tmp";
        const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor < 0)
            return { name, descriptor };
        const bool taken = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        if (!taken && isNamed(descriptor, name)) {
            if (::ftruncate(descriptor, 0) == 0)
                return { name, descriptor };
            const int why = errno;
            ::close(descriptor);
            errno = why;
            return { name, -1 };
        }
        ::close(descriptor);
    }
    errno = EBUSY;
    return {};
}

} // namespace

Result<void> writeFileAtomically(const fs::path& path, const std::function<void(FileSink&)>& write)
{
    const auto [temporary, descriptor] = openTemporary(path);
    if (descriptor < 0)
        return fileError("Cannot write", path, errno);
    FileSink sink(descriptor);
    write(sink);
    int failure = sink.failure();
    if (failure == 0 && ::fsync(descriptor) != 0)
        failure = errno;
    if (failure == 0 && ::rename(temporary.c_str(), path.c_str()) != 0)
        failure = errno;
    if (failure != 0)
        ::unlink(temporary.c_str());
    ::close(descriptor); // not before: it gives the temporary name free. fsync has told of all that can go wrong
    if (failure != 0)
        return fileError("Cannot write", path, failure);
    syncFolder(path.parent_path());
    return {};
}

Result<void> writeFileAtomically(const fs::path& path, std::string_view content)
{
    return writeFileAtomically(path, [&](FileSink& sink) { sink.write(content); });
}

Result<std::string> readFile(const fs::path& path, std::size_t maxBytes)
{
    std::error_code code;
    if (fs::is_directory(path, code))
        return fail("'" + path.string() + "' is a folder, not a file.");
    const auto size = fs::file_size(path, code);
    if (code)
        return fileError("Cannot read", path, code.value());
    if (size > maxBytes)
        return fail("'" + path.string() + "' has " + std::to_string(size) + " bytes; at most "
            + std::to_string(maxBytes) + " are read here.");
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return fileError("Cannot read", path, errno);
    std::string content(size, '\0');
    in.read(content.data(), static_cast<std::streamsize>(size));
    content.resize(static_cast<std::size_t>(in.gcount()));
    return content;
}

} // namespace lookaway
