// SPDX-License-Identifier: MIT
#include "session/settings/TomlText.h"

#include "base/Text.h"

#include <nlohmann/json.hpp>

namespace lookaway {

std::string tomlText(const std::string& text)
{
    // JSON's escapes are a subset of TOML's, but JSON lets DEL stand.
    const auto json = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    std::string quoted;
    for (const char c : json)
        quoted += c == '\x7f' ? std::string("\\u007f") : std::string(1, c);
    return quoted;
}

std::string tomlNumber(double value)
{
    std::string number = text(value);
    if (number.find_first_of(".en") == std::string::npos)
        number += ".0";
    return number;
}

bool isUtf8(const std::string& text)
{
    using nlohmann::json;
    return json(text).dump(-1, ' ', false, json::error_handler_t::ignore)
        == json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace lookaway
