// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "base/Result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace lookaway {

/// Larger pictures are refused by their header, before anything is decoded (134 megapixels, 400 MB of pixels).
inline constexpr std::int64_t kMaxPicturePixels = std::int64_t(128) << 20;
/// Larger files are refused without reading them.
inline constexpr std::size_t kMaxPictureBytes = std::size_t(512) << 20;

enum class ImageFormat { Jpeg, Png, Bmp, Webp, Tiff };

/// What a picture's header says, before EXIF orientation is applied.
struct ImageHeader {
    ImageFormat format = ImageFormat::Jpeg;
    std::int64_t width = 0;
    std::int64_t height = 0;
};

/// Reads header and end of a picture file without decoding it: format (by content, not by name), size within
/// kMaxPicturePixels, and whether the file is complete (JPEG: end-of-image marker after the last scan; PNG: IEND;
/// WebP and BMP: announced length). The error names the file.
Result<ImageHeader> inspectImage(const std::filesystem::path& path);

/// Reads a JPEG, PNG, BMP, WebP or TIFF as 8-bit RGB: grayscale becomes three equal channels, palettes are resolved,
/// 16 bits are cut to 8, alpha is dropped (as PIL's convert("RGB"), so that pictures equal torchvision's), EXIF
/// orientation is applied. Everything inspectImage() refuses is refused here too, a JPEG's whole marker structure
/// included. `coverSide` > 0: JPEGs may be decoded at 1/2, 1/4 or 1/8 scale as long as both sides stay >= coverSide.
/// Thread-safe; no exception leaves it.
Result<Image> readImage(const std::filesystem::path& path, int coverSide = 0);

/// The same for a file's content; `name` is what the sentences call it.
Result<Image> decodeImage(std::string_view bytes, const std::string& name, int coverSide = 0);

/// Stretches a picture to width x height: area averaging where it shrinks, bilinear where it grows.
Image resizeImage(const Image& image, int width, int height);

/// Once at program start: OpenCV must not start threads of its own (the loader is parallel over pictures) nor write
/// log lines between the progress lines. Process-wide settings of OpenCV, therefore not hidden in readImage().
void prepareImageLibrary();

} // namespace lookaway
