// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "base/Result.h"

#include <cstdint>
#include <filesystem>

namespace lookaway {

// Pictures for display: thumbnails and large views. Any thread, several at once.

/// Decodes a picture (JPEG, PNG, BMP, WebP, TIFF), turned as its EXIF data says, with its longer side at most `maxSide`
/// pixels: shrunk with its aspect kept, never enlarged; 0 = as it is. JPEGs are decoded at a reduced scale where that
/// is enough. The error is a sentence that names the file.
Result<Image> readPicture(const std::filesystem::path& path, int maxSide);

/// What can be known without decoding.
struct PictureFacts {
    /// As shown, that is turned as the EXIF data of a JPEG says.
    int width = 0;
    int height = 0;
    /// Of the file.
    std::uint64_t bytes = 0;
};

/// Reads the header only. Refuses what readPicture() would refuse by header and length.
Result<PictureFacts> pictureFacts(const std::filesystem::path& path);

} // namespace lookaway
