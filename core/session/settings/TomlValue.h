// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings/Settings.h"

#include <toml++/toml.h>

#include <optional>

namespace lookaway {

/// What a TOML node says as a setting's value; nothing for lists, tables and dates, which no setting is.
std::optional<SettingValue> settingValue(const toml::node& node);

} // namespace lookaway
