// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <filesystem>

namespace lookaway {

/// Holds a run folder, so that no two trainings (of this or other processes) write into it. The kernel drops the lock
/// with the process, however that ends; the file stays.
class RunLock {
public:
    /// Fails with a sentence when somebody else holds it, or the folder cannot be written.
    static Result<RunLock> take(const std::filesystem::path& folder);
    /// Whether somebody holds the folder; does not touch the lock.
    static bool held(const std::filesystem::path& folder);

    ~RunLock();
    RunLock(RunLock&& other) noexcept;
    RunLock& operator=(RunLock&& other) noexcept;

private:
    explicit RunLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    int m_descriptor = -1;
};

} // namespace lookaway
