// SPDX-License-Identifier: MIT
#include "base/Text.h"

#include <array>
#include <charconv>

namespace lookaway {

std::string text(double value)
{
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return { buffer.data(), end };
}

} // namespace lookaway
