// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"
#include "base/Image.h"

#include <string>
#include <vector>

namespace lookaway {

/// Text as HTML: what has a meaning there is escaped, bytes that are not UTF-8 are replaced.
std::string html(const std::string& text);
/// A picture that is part of the page: <img> with a JPEG inside. `text` says what it shows.
std::string htmlPicture(const Image& picture, const std::string& text);

/// Colours from left to right, within a line of text.
std::string htmlColorBar(const std::vector<Rgb>& colors);

/// A table; cells are HTML.
class HtmlTable {
public:
    /// Numbers: the first column is text, the others stand to the right. Words: all to the left, wrapped where the page
    /// is narrow.
    enum class Kind { Numbers, Words };
    explicit HtmlTable(std::vector<std::string> heads, Kind kind = Kind::Numbers);
    void add(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }
    bool empty() const { return m_rows.empty(); }
    std::string text() const;

private:
    std::vector<std::string> m_heads;
    Kind m_kind;
    std::vector<std::vector<std::string>> m_rows;
};

/// A page that needs nothing from elsewhere: no script, no font, no link. Light or dark as the reader has it.
class HtmlPage {
public:
    explicit HtmlPage(std::string title);
    /// `body` is HTML.
    void section(const std::string& heading, const std::string& body);
    /// The same, folded.
    void details(const std::string& heading, const std::string& body);
    std::string text() const;

private:
    std::string m_title;
    std::string m_body;
};

} // namespace lookaway
