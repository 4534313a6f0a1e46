// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <filesystem>
#include <string>

namespace lookaway {

/// SHA-256 (FIPS 180-4) of a file's content as 64 lower-case hexadecimal digits: which weights a figure or a run came
/// from. Reads in pieces, whatever the file's size.
Result<std::string> sha256OfFile(const std::filesystem::path& path);

} // namespace lookaway
