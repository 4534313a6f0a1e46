// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings/Config.h"

#include <string>
#include <string_view>

namespace lookaway {

/// Text as one word of a POSIX shell: as it is where that is safe, else in single quotes.
std::string shellQuoted(std::string_view text);

/// The command that starts this run: "lookaway-cli train --data DIR --out DIR" and every setting that is not at its
/// default, ready to be pasted into a shell. Names that are empty are left out.
std::string trainCommand(const Config& config);

} // namespace lookaway
