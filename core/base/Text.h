// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace lookaway {

/// Shortest text that gives the same value back ("0.1", "1e-08", "nan"); the same in every language setting.
std::string text(double value);

} // namespace lookaway
