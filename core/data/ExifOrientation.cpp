// SPDX-License-Identifier: MIT
#include "data/ExifOrientation.h"

namespace lookaway {

using namespace std::string_view_literals;
using Offset = std::uint64_t;

/// Looks through the first directory of the TIFF structure at `start`.
static int orientationIn(ByteSource& bytes, Offset start)
{
    const bool big = bytes.startsWith(start, "MM\0*"sv);
    if (!big && !bytes.startsWith(start, "II*\0"sv))
        return 1;
    const auto number = [&](Offset at, int count) {
        return big ? bytes.bigEndian(at, count) : bytes.littleEndian(at, count);
    };
    const Offset directory = start + number(start + 4, 4).value_or(0);
    const std::uint32_t entries = number(directory, 2).value_or(0);
    for (std::uint32_t i = 0; i < entries; ++i) {
        const Offset entry = directory + 2 + Offset(i) * 12;
        if (number(entry, 2).value_or(0) != 0x0112)
            continue;
        const auto value = number(entry + 8, 2).value_or(1);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

int exifOrientation(ByteSource& bytes)
{
    if (!bytes.startsWith(0, "\xFF\xD8\xFF"sv))
        return 1;
    for (Offset at = 2; bytes.byte(at).value_or(0) == 0xFF;) {
        const auto marker = bytes.byte(at + 1).value_or(0xDA);
        const auto length = bytes.bigEndian(at + 2, 2).value_or(0);
        if (marker == 0xDA || length < 2) // the picture begins
            return 1;
        if (marker == 0xE1 && bytes.startsWith(at + 4, "Exif\0\0"sv))
            return orientationIn(bytes, at + 10);
        at += 2 + length;
    }
    return 1;
}

} // namespace lookaway
