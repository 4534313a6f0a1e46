// SPDX-License-Identifier: MIT
#include "session/runs/RunLock.h"

#include "session/runs/RunReader.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

// Open-file-description locks (Linux 3.15): as with flock() they belong to the open file, not to the process (so two
// sessions of one process exclude each other too), but unlike it they can be asked about without being taken.

namespace lookaway {

namespace {

struct flock wholeFile()
{
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

} // namespace

Result<RunLock> RunLock::take(const std::filesystem::path& folder)
{
    const auto path = folder / runfile::lock;
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return fail(
            "Cannot write to the run folder '" + folder.string() + "': " + std::generic_category().message(errno) + ".",
            "Check the permissions of the folder or choose another one.");
    RunLock lock(descriptor);
    auto region = wholeFile();
    if (::fcntl(descriptor, F_OFD_SETLK, &region) == 0)
        return lock;
    if (errno == EAGAIN || errno == EACCES)
        return fail(
            "Another training is writing to '" + folder.string() + "'.", "Wait for its end, or choose another folder.");
    return lock; // a file system without locks (some network drives): go on without
}

bool RunLock::held(const std::filesystem::path& folder)
{
    const int descriptor = ::open((folder / runfile::lock).c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    auto region = wholeFile();
    const bool asked = ::fcntl(descriptor, F_OFD_GETLK, &region) == 0;
    ::close(descriptor);
    return asked && region.l_type != F_UNLCK;
}

RunLock::~RunLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

RunLock::RunLock(RunLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

RunLock& RunLock::operator=(RunLock&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

} // namespace lookaway
