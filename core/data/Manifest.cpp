// SPDX-License-Identifier: MIT
#include "data/Manifest.h"

#include "base/AtomicFile.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace lookaway {

namespace {

constexpr std::size_t kMaxManifestBytes = std::size_t(1) << 30;

Error lineError(std::size_t line, const std::string& what, const std::string& hint = {})
{
    return fail("Line " + std::to_string(line) + ": " + what, hint);
}

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(" \t");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Reads record by record.
class RecordReader {
public:
    RecordReader(std::string_view text, char delimiter)
        : m_text(text)
        , m_delimiter(delimiter)
    {
        if (m_text.substr(0, 3) == "\xEF\xBB\xBF") // byte order mark
            m_text.remove_prefix(3);
    }

    bool atEnd() const { return m_at >= m_text.size(); }
    /// Line on which the record read last starts.
    std::size_t line() const { return m_recordLine; }

    /// The fields of the next record; an empty line is one empty field.
    Result<std::vector<std::string>> next()
    {
        m_recordLine = m_line;
        std::vector<std::string> fields(1);
        while (!atEnd()) {
            const char c = m_text[m_at];
            if (c == '"' && fields.back().empty()) {
                if (auto error = quoted(fields.back()))
                    return *error;
            } else if (c == m_delimiter) {
                fields.emplace_back();
                ++m_at;
            } else if (lineEnds()) {
                return fields;
            } else {
                fields.back() += c;
                ++m_at;
            }
        }
        return fields;
    }

private:
    /// Passes over LF, CRLF or CR; false when none is here.
    bool lineEnds()
    {
        const std::string_view rest = m_text.substr(m_at, 2);
        const std::size_t length = rest == "\r\n" ? 2 : rest[0] == '\n' || rest[0] == '\r' ? 1 : 0;
        m_at += length;
        m_line += length > 0;
        return length > 0;
    }

    /// Reads a quoted field; afterwards a delimiter, a line end or the end of the text follows.
    std::optional<Error> quoted(std::string& field)
    {
        for (++m_at; !atEnd(); ++m_at) {
            if (m_text[m_at] == '"') {
                ++m_at;
                if (atEnd() || m_text[m_at] != '"')
                    return closed();
            }
            m_line += m_text[m_at] == '\n';
            field += m_text[m_at];
        }
        return lineError(m_recordLine, "a quoted field is never closed.", "Write a quote inside quotes as \"\".");
    }

    std::optional<Error> closed() const
    {
        const char next = atEnd() ? '\n' : m_text[m_at];
        if (next == m_delimiter || next == '\n' || next == '\r')
            return std::nullopt;
        return lineError(m_line, "text follows the closing quote of a field.", "Write a quote inside quotes as \"\".");
    }

    std::string_view m_text;
    char m_delimiter;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
    std::size_t m_recordLine = 1;
};

struct Columns {
    std::optional<std::size_t> path, label, split, group;
    std::size_t count = 0;
};

Result<Columns> readHeader(const std::vector<std::string>& fields, std::size_t line)
{
    Columns columns;
    columns.count = fields.size();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::string name = lowered(trimmed(fields[i]));
        std::optional<std::size_t>* column = name == "path" ? &columns.path
            : name == "label"                               ? &columns.label
            : name == "split"                               ? &columns.split
            : name == "group"                               ? &columns.group
                                                            : nullptr;
        if (column == nullptr)
            continue;
        if (*column)
            return lineError(line, "the header names the column '" + name + "' twice.");
        *column = i;
    }
    if (!columns.path || !columns.label)
        return lineError(line, "the header row must name the columns path and label.",
            "Start the file with: path,label,split (tabs instead of commas in a .tsv).");
    return columns;
}

std::optional<std::string> canonicalSplit(const std::string& text)
{
    const std::string name = trimmed(text), lower = lowered(name);
    if (lower.empty() || lower == "test" || lower == "train" || lower == "val")
        return lower;
    if (lower == "valid" || lower == "validation")
        return "val";
    if (lower.rfind("test-", 0) == 0 && lower.size() > 5)
        return "test-" + name.substr(5);
    return std::nullopt;
}

Result<ManifestRow> readRow(const std::vector<std::string>& fields, const Columns& columns, std::size_t line)
{
    if (fields.size() != columns.count)
        return lineError(line,
            "there are " + std::to_string(fields.size()) + " fields, but the header names "
                + std::to_string(columns.count) + ".",
            "Put fields that contain the delimiter in quotes.");
    ManifestRow row;
    row.line = line;
    row.path = fields[*columns.path];
    row.label = trimmed(fields[*columns.label]);
    row.group = columns.group ? trimmed(fields[*columns.group]) : "";
    if (row.path.empty() || row.label.empty())
        return lineError(line, row.path.empty() ? "the path is empty." : "the label is empty.");
    if (row.path.find('\0') != std::string::npos)
        return lineError(line, "the path contains a zero byte.", "Save the manifest as UTF-8 text.");
    if (columns.split) {
        const auto split = canonicalSplit(fields[*columns.split]);
        if (!split)
            return lineError(
                line, "the split '" + fields[*columns.split] + "' is unknown.", "Use train, val, test or test-NAME.");
        row.split = *split;
    }
    return row;
}

} // namespace

Result<ManifestTable> parseManifest(std::string_view text, char delimiter)
{
    RecordReader reader(text, delimiter);
    std::optional<Columns> columns;
    ManifestTable table;
    while (!reader.atEnd()) {
        const auto fields = reader.next();
        if (!fields.ok())
            return fields.error();
        if (fields->size() == 1 && trimmed(fields->front()).empty())
            continue;
        if (!columns) {
            const auto header = readHeader(*fields, reader.line());
            if (!header.ok())
                return header.error();
            columns = *header;
            continue;
        }
        auto row = readRow(*fields, *columns, reader.line());
        if (!row.ok())
            return row.error();
        table.hasSplit = table.hasSplit || !row->split.empty();
        table.hasGroup = table.hasGroup || !row->group.empty();
        table.rows.push_back(*std::move(row));
    }
    if (!columns)
        return fail("The manifest is empty.", "Start it with a header row: path,label,split.");
    return table;
}

Result<ManifestTable> readManifest(const std::filesystem::path& path)
{
    const auto text = readFile(path, kMaxManifestBytes);
    if (!text.ok())
        return text.error();
    auto table = parseManifest(*text, lowered(path.extension().string()) == ".tsv" ? '\t' : ',');
    if (!table.ok())
        return fail("'" + path.string() + "': " + table.error().what, table.error().hint);
    for (ManifestRow& row : table->rows)
        row.path = (path.parent_path() / row.path).lexically_normal().string(); // an absolute path stays itself
    return table;
}

} // namespace lookaway
