// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace lookaway {

/// Shortest text that gives the same value back ("0.1", "1e-08", "nan"); the same in every language setting.
std::string text(double value);

/// As a field of a CSV file (RFC 4180): in quotes where it needs them.
std::string csvField(const std::string& field);

} // namespace lookaway
