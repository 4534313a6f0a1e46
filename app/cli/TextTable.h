// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace lookaway::cli {

/// A table of text for people: two blanks between columns, a rule under the header.
class TextTable {
public:
    enum class Align { Left, Right };
    struct Column {
        std::string title;
        Align align = Align::Left;
    };

    explicit TextTable(std::vector<Column> columns);
    /// One cell per column; missing cells are empty.
    void add(std::vector<std::string> row);
    std::string text() const;

private:
    std::vector<Column> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace lookaway::cli
