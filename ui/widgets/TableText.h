// SPDX-License-Identifier: MIT
#pragma once

#include "base/Text.h"
#include "compare/TexText.h"

#include <QString>

namespace lookaway {

/// A field of a CSV line (RFC 4180): quoted where it holds a comma, a quote or a line break.
inline QString csvField(const QString& text)
{
    return QString::fromStdString(csvField(text.toStdString()));
}

/// A number as programs read it, whatever the locale: up to ten significant digits.
inline QString csvNumber(double value)
{
    return QString::number(value, 'g', 10);
}

/// Text with the characters that LaTeX takes for commands escaped.
inline QString latexText(const QString& text)
{
    return QString::fromStdString(texText(text.toStdString()));
}

} // namespace lookaway
