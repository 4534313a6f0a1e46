// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lookaway {

/// A table of numbers that grows by a row at a time (RFC 4180, no quoting needed). A row is one write, so that a
/// killed process leaves at most one incomplete line, which reading and resuming drop. Not thread-safe.
class CsvLog {
public:
    using Row = std::vector<std::string>;
    /// Whether a row of the file is kept.
    using Keep = std::function<bool(const Row&)>;

    /// Begins the file, or, with `keep`, goes on with the one that is there after dropping all other rows.
    static Result<CsvLog> open(const std::filesystem::path& path, const Row& header, const Keep& keep = {});
    ~CsvLog();
    CsvLog(CsvLog&& other) noexcept;
    CsvLog& operator=(CsvLog&& other) noexcept;

    /// False when it cannot be written (full disk).
    bool append(const Row& row);

private:
    explicit CsvLog(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    int m_descriptor = -1;
};

/// The complete lines of a CSV text, split at commas; the first one is the header.
std::vector<CsvLog::Row> csvRows(std::string_view text);

} // namespace lookaway
