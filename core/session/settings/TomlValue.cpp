// SPDX-License-Identifier: MIT
#include "session/settings/TomlValue.h"

namespace lookaway {

std::optional<SettingValue> settingValue(const toml::node& node)
{
    if (const auto* flag = node.as_boolean())
        return SettingValue(flag->get());
    if (const auto* whole = node.as_integer())
        return SettingValue(whole->get());
    if (const auto* real = node.as_floating_point())
        return SettingValue(real->get());
    if (const auto* words = node.as_string())
        return SettingValue(words->get());
    return std::nullopt;
}

} // namespace lookaway
