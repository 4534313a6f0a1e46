// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/settings/Config.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace lookaway {

/// A configuration as commented TOML, a table per section, every setting but run.folder (a run that is repeated goes
/// into another folder). Reading it back gives the same values, to the last bit of every number.
std::string toToml(const Config& config);

/// The settings of `text` on top of `base`. Fails with a sentence that names `source` and the line for broken TOML, a
/// wrong type or a value out of range, and the nearest key for an unknown one.
Result<Config> parseToml(std::string_view text, const std::string& source, Config base = {});
/// As parseToml; refuses files above 1 MiB.
Result<Config> readToml(const std::filesystem::path& file, Config base = {});

/// A configuration as JSON: an object per section.
std::string toJson(const Config& config);
/// As toJson wrote it; unknown keys and wrong values are refused as in TOML.
Result<Config> parseJson(std::string_view text, const std::string& source);

} // namespace lookaway
