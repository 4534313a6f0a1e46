// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

namespace lookaway {

/// Versions of what computes: "lookaway", "libtorch" (of the library it was built with), "opencv" (as loaded).
std::map<std::string, std::string> versions();

} // namespace lookaway
