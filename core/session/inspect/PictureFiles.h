// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"
#include "base/Image.h"
#include "base/Result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lookaway {

// Pictures and maps as files. Any thread.

/// The pictures (by their names: .jpg, .png, .bmp, .webp, .tif and the like) among files and below folders, sorted
/// within each folder, each once. What does not exist or is no picture is a sentence; a folder without pictures too.
Result<std::vector<std::filesystem::path>> listPictures(const std::vector<std::filesystem::path>& places);

/// Writes atomically.
Result<void> writePng(const std::filesystem::path& file, const Image& picture);
/// NumPy's format 1.0: float32, little-endian, height x width.
Result<void> writeNpy(const std::filesystem::path& file, const HeatMap& map);

/// Colours of `heat` (values in [0, 1], as large as the picture) laid over the picture: opacity 0 = the picture alone.
Image overlay(const Image& picture, const HeatMap& heat, ColorMap map, double opacity);
/// The same for a signed map (0.5 = nothing): red speaks for the class, blue against it, and what is near zero lets the
/// picture through.
Image overlaySigned(const Image& picture, const HeatMap& heat, double opacity);

} // namespace lookaway
