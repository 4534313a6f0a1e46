// SPDX-License-Identifier: MIT
#pragma once

#include <opencv2/core.hpp>

#include <cstddef>
#include <cstdint>

namespace lookaway::demo {

/// One picture of the demo data: 8-bit RGB, and where its easy cue is (8-bit, 255 inside).
struct Picture {
    cv::Mat pixels;
    cv::Mat cue;
};

/// Draws a picture from nothing but its arguments. With the cue hidden every number drawn stays the same: the two
/// variants differ only inside the mask.
Picture drawPicture(std::size_t type, std::uint64_t stream, int size, bool cueHidden);

} // namespace lookaway::demo
