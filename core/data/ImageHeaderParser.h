// SPDX-License-Identifier: MIT
#pragma once

#include "data/ByteSource.h"
#include "data/ImageReader.h"

#include <string>

namespace lookaway {

/// How much of a JPEG is read to learn whether it is complete. Quick trusts an end-of-image marker in the last bytes
/// (entropy-coded data cannot contain one) and reads all of it only when there is none; Full always follows the scans.
enum class Completeness { Quick, Full };

/// Format, size and completeness of a picture, see inspectImage(). `name` is what the sentences call it.
Result<ImageHeader> parseImageHeader(ByteSource& bytes, const std::string& name, Completeness completeness);

} // namespace lookaway
