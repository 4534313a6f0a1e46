// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lookaway {

/// One mini-batch as the loader hands it over: 8-bit RGB, count x height x width x 3 (N H W C), rows top to bottom.
/// Torch-free; the train step moves it to the device and scales it to [0, 1] there.
struct Batch {
    int epoch = 0;
    /// Number of the mini-batch within its epoch, from 0.
    std::int64_t index = 0;
    int count = 0;
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> pixels = {};
    /// Class index of every picture.
    std::vector<std::int64_t> labels = {};
    /// Index of every picture in its Dataset.
    std::vector<std::size_t> items = {};
};

} // namespace lookaway
