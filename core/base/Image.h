// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lookaway {

/// A picture without LibTorch, OpenCV or Qt: 8-bit RGB, rows top to bottom, pixels interleaved (height x width x 3).
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels = {};

    Image() = default;
    Image(int w, int h)
        : width(w)
        , height(h)
        , pixels(static_cast<std::size_t>(w) * h * 3)
    {
    }

    bool empty() const { return pixels.empty(); }
    std::uint8_t* at(int x, int y) { return pixels.data() + (static_cast<std::size_t>(y) * width + x) * 3; }
    const std::uint8_t* at(int x, int y) const { return pixels.data() + (static_cast<std::size_t>(y) * width + x) * 3; }
};

/// One float per pixel (height x width), e.g. a heat map; raw or normalised to [0, 1], as its producer says.
struct HeatMap {
    int width = 0;
    int height = 0;
    std::vector<float> values = {};

    HeatMap() = default;
    HeatMap(int w, int h)
        : width(w)
        , height(h)
        , values(static_cast<std::size_t>(w) * h)
    {
    }
    bool empty() const { return values.empty(); }
    float at(int x, int y) const { return values[static_cast<std::size_t>(y) * width + x]; }
};

} // namespace lookaway
