// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <algorithm>

namespace lookaway {

/// A field of a CSV line (RFC 4180): quoted where it holds a comma, a quote or a line break.
inline QString csvField(QString text)
{
    const auto needsQuotes = [](QChar c) { return c == u',' || c == u'"' || c == u'\n' || c == u'\r'; };
    if (std::none_of(text.cbegin(), text.cend(), needsQuotes))
        return text;
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

/// A number as programs read it, whatever the locale: up to ten significant digits.
inline QString csvNumber(double value)
{
    return QString::number(value, 'g', 10);
}

/// Text with the characters that LaTeX takes for commands escaped.
inline QString latexText(const QString& text)
{
    QString out;
    for (const QChar c : text) {
        if (QStringLiteral("&%$#_{}").contains(c))
            out += u'\\' + QString(c);
        else if (c == u'\\')
            out += QStringLiteral("\\textbackslash{}");
        else if (c == u'~')
            out += QStringLiteral("\\textasciitilde{}");
        else if (c == u'^')
            out += QStringLiteral("\\textasciicircum{}");
        else
            out += c;
    }
    return out;
}

} // namespace lookaway
