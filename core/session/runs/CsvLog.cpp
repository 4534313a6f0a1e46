// SPDX-License-Identifier: MIT
#include "session/runs/CsvLog.h"

#include "base/AtomicFile.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace lookaway {

namespace {

constexpr std::size_t maxCsvBytes = std::size_t{ 1 } << 30;

std::string line(const CsvLog::Row& row)
{
    std::string text;
    for (const auto& cell : row)
        text += (&cell == &row.front() ? "" : ",") + cell;
    return text + "\n";
}

CsvLog::Row cells(std::string_view text)
{
    CsvLog::Row row;
    for (std::size_t comma; (comma = text.find(',')) != std::string_view::npos; text.remove_prefix(comma + 1))
        row.emplace_back(text.substr(0, comma));
    row.emplace_back(text);
    return row;
}

} // namespace

std::vector<CsvLog::Row> csvRows(std::string_view text)
{
    std::vector<CsvLog::Row> rows;
    for (std::size_t end; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1))
        rows.push_back(cells(text.substr(0, end)));
    return rows;
}

Result<CsvLog> CsvLog::open(const std::filesystem::path& path, const Row& header, const Keep& keep)
{
    std::string content = line(header);
    std::error_code code;
    if (keep && std::filesystem::exists(path, code)) {
        const auto before = readFile(path, maxCsvBytes);
        if (!before)
            return before.error();
        const auto rows = csvRows(*before);
        for (std::size_t i = 1; i < rows.size(); ++i)
            if (rows[i].size() == header.size() && keep(rows[i]))
                content += line(rows[i]);
    }
    if (const auto written = writeFileAtomically(path, content); !written)
        return written.error();
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor < 0)
        return fail("Cannot write '" + path.string() + "': " + std::generic_category().message(errno) + ".");
    return CsvLog(descriptor);
}

CsvLog::~CsvLog()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

CsvLog::CsvLog(CsvLog&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

CsvLog& CsvLog::operator=(CsvLog&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

bool CsvLog::append(const Row& row)
{
    FileSink sink(m_descriptor);
    sink.write(line(row));
    return sink.failure() == 0;
}

} // namespace lookaway
