// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace lookaway::test {

/// An APP1 segment with an EXIF block that holds an orientation, and optionally a thumbnail behind it.
inline std::string exifSegment(int orientation, const std::string& thumbnail = {})
{
    std::string tiff("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
    tiff += char(orientation);
    tiff += std::string(6, '\0'); // rest of the value, no further directory
    const std::string content = std::string("Exif\0\0", 6) + tiff + thumbnail;
    const std::size_t length = content.size() + 2;
    return std::string("\xFF\xE1") + char(length >> 8) + char(length & 0xFF) + content;
}

/// The JPEG with a segment behind its start.
inline std::string withSegment(const std::string& jpeg, const std::string& segment)
{
    return jpeg.substr(0, 2) + segment + jpeg.substr(2);
}

} // namespace lookaway::test
