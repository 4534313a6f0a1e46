// SPDX-License-Identifier: MIT
#include "TextTable.h"

#include <algorithm>

namespace lookaway::cli {

/// Characters of UTF-8 text (continuation bytes take no column of their own).
static std::size_t columnsOf(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

TextTable::TextTable(std::vector<Column> columns)
    : m_columns(std::move(columns))
{
}

void TextTable::add(std::vector<std::string> row)
{
    row.resize(m_columns.size());
    m_rows.push_back(std::move(row));
}

std::string TextTable::text() const
{
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        widths.push_back(columnsOf(m_columns[i].title));
        for (const auto& row : m_rows)
            widths[i] = std::max(widths[i], columnsOf(row[i]));
    }
    const auto line = [&](const auto& cell) {
        std::string text;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const std::string content = cell(i);
            const std::string padding(widths[i] - columnsOf(content), ' ');
            text += (i == 0 ? "" : "  ");
            text += m_columns[i].align == Align::Right ? padding + content : content + padding;
        }
        text.erase(text.find_last_not_of(' ') + 1);
        return text + "\n";
    };
    std::string all = line([&](std::size_t i) { return m_columns[i].title; });
    all += line([&](std::size_t i) { return std::string(widths[i], '-'); });
    for (const auto& row : m_rows)
        all += line([&](std::size_t i) { return row[i]; });
    return all;
}

} // namespace lookaway::cli
