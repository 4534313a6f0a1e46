// SPDX-License-Identifier: MIT
#include "compare/TexText.h"

#include <string_view>

namespace lookaway {

namespace {

std::string escaped(char c)
{
    switch (c) {
    case '\\':
        return "\\textbackslash{}";
    case '~':
        return "\\textasciitilde{}";
    case '^':
        return "\\textasciicircum{}";
    case '<':
        return "\\textless{}"; // in LaTeX's default encoding < prints as an exclamation mark
    case '>':
        return "\\textgreater{}";
    case '|':
        return "\\textbar{}";
    case '"':
        return "''";
    case '{':
    case '}':
    case '$':
    case '&':
    case '#':
    case '%':
    case '_':
        return { '\\', c };
    default:
        break;
    }
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    return std::string(1, control ? ' ' : c);
}

} // namespace

std::string texText(const std::string& text)
{
    std::string all;
    for (std::size_t i = 0; i < text.size(); ++i) {
        all += escaped(text[i]);
        if (text[i] == '-' && i + 1 < text.size() && text[i + 1] == '-')
            all += "{}"; // two hyphens would become a dash
    }
    return all;
}

std::string texPath(const std::string& path)
{
    std::string all;
    for (const char c : path) {
        if (c == '%')
            all += "\\csname @percentchar\\endcsname ";
        else if (std::string_view("#~&$^").find(c) != std::string_view::npos)
            all += std::string("\\string") + c;
        else
            all += c;
    }
    return all;
}

std::string texLabel(const std::string& label)
{
    std::string all;
    for (const char c : label) {
        const bool breaks =
            static_cast<unsigned char>(c) <= 0x20 || std::string_view("\\{}%#~^&$").find(c) != std::string_view::npos;
        all += breaks ? '-' : c;
    }
    return all;
}

} // namespace lookaway
