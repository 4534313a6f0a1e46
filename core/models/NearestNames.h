// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace lookaway {

/// Up to `count` of the names, the most similar to a mistyped one first (edit distance, a common beginning breaks
/// ties), as text for a message: "layer4", "layer3".
std::string nearestNames(const std::string& typed, const std::vector<std::string>& names, std::size_t count = 3);

} // namespace lookaway
