// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "base/Result.h"
#include "train/TrainingEvents.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lookaway {

/// What lies around the pictures of a sheet, px.
struct SheetMargins {
    static constexpr int left = 16;
    static constexpr int top = 80;    ///< the header
    static constexpr int right = 308; ///< the numbers beside the pictures
};

/// Draws an occluded mini-batch as a sheet: where in the run it is and how it was occluded, and a row per picture with
/// the original, the heat map over it (inferno, which is perceptually uniform, scaled to [0, 1] per picture), the mask
/// (white: hidden) and the occluded picture, and beside them the class, the hidden share, and loss and p(true class)
/// before and after. 8-bit RGB.
Image drawBatchSheet(const BatchOccluded& batch, const std::vector<std::string>& classes);

/// The sheet as a PNG file, written atomically.
Result<void> writeBatchSheet(
    const std::filesystem::path& path, const BatchOccluded& batch, const std::vector<std::string>& classes);

} // namespace lookaway
