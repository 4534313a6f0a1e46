// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lookaway {

/// Levenshtein's distance: insertions, deletions and replacements of characters that make one text the other.
std::size_t editDistance(std::string_view a, std::string_view b);

/// Up to `count` of the names, the most similar to a mistyped one first (edit distance, a common beginning breaks
/// ties), as text for a message: "layer4", "layer3".
std::string nearestNames(const std::string& typed, const std::vector<std::string>& names, std::size_t count = 3);

} // namespace lookaway
