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

std::string csvField(const std::string& field)
{
    if (field.find_first_of(",\"\r\n") == std::string::npos)
        return field;
    std::string all = "\"";
    for (const char c : field)
        all += c == '"' ? std::string("\"\"") : std::string(1, c);
    return all + "\"";
}

} // namespace lookaway
