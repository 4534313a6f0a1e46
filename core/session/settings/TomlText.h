// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace lookaway {

/// A basic string of TOML 1.0, quotes included: reading it gives the same text back. Bytes that are not UTF-8, which
/// TOML cannot hold, are replaced.
std::string tomlText(const std::string& text);
/// A TOML float: always with a point or an exponent, and the same value when read.
std::string tomlNumber(double value);
/// Whether TOML can hold the text at all.
bool isUtf8(const std::string& text);

} // namespace lookaway
