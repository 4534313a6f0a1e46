// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace lookaway {

struct Rgb {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
};

/// Viridis, Inferno, Magma and Cividis are perceptually uniform; Turbo is a smoother rainbow; Jet is what the paper's
/// figures use; Grey runs from black to white.
enum class ColorMap { Viridis, Inferno, Magma, Cividis, Turbo, Jet, Grey };

struct ColorMapEntry {
    ColorMap map = ColorMap::Viridis;
    /// Stable name for settings and files: "viridis".
    const char* id = "";
    /// Equal steps of the value look equally large.
    bool perceptuallyUniform = false;
};

/// All maps, in the order in which menus show them.
const std::vector<ColorMapEntry>& colorMaps();
/// The map with this id; nullopt = none.
std::optional<ColorMap> findColorMap(std::string_view id);

/// Colours for 0, 1/255, ..., 1 (sRGB).
const std::array<Rgb, 256>& colorTable(ColorMap map);
/// Colour of a value in [0, 1]; values outside and NaN get the nearest end (NaN the lower one).
Rgb colorAt(ColorMap map, float value);

} // namespace lookaway
