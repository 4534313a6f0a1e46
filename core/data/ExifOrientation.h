// SPDX-License-Identifier: MIT
#pragma once

#include "data/ByteSource.h"

namespace lookaway {

/// How a JPEG's EXIF data (CIPA DC-008, tag 0x0112) says it is to be turned: 1 (as it is) to 8; from 5 on its width and
/// height change places. 1 when it says nothing, nothing valid, or is no JPEG.
int exifOrientation(ByteSource& bytes);

} // namespace lookaway
