// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace lookaway {

/// Text for LaTeX's text mode: what has a meaning there is escaped, line breaks become blanks.
std::string texText(const std::string& text);
/// A file's name as the argument of \includegraphics: what LaTeX reads as something else is kept from it.
std::string texPath(const std::string& path);
/// For \label: characters that would break it become hyphens.
std::string texLabel(const std::string& label);

} // namespace lookaway
