// SPDX-License-Identifier: MIT
#include "base/ColorMap.h"

#include "base/ColorTables.h"

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {

using Table = std::array<Rgb, 256>;

constexpr std::uint8_t nibble(char digit)
{
    return static_cast<std::uint8_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

constexpr std::uint8_t byteAt(std::string_view digits, std::size_t at)
{
    return static_cast<std::uint8_t>(nibble(digits[at]) * 16 + nibble(digits[at + 1]));
}

/// From 256 times RRGGBB.
constexpr Table tableOf(std::string_view digits)
{
    Table table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = { byteAt(digits, 6 * i), byteAt(digits, 6 * i + 2), byteAt(digits, 6 * i + 4) };
    return table;
}

/// A tent of height 1.5 over `peak`, cut to [0, 1]: what Jet is made of.
std::uint8_t tent(double value, double peak)
{
    return static_cast<std::uint8_t>(std::lround(255 * std::clamp(1.5 - std::abs(4 * value - peak), 0.0, 1.0)));
}

Table jetTable()
{
    Table table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double value = static_cast<double>(i) / 255;
        table[i] = { tent(value, 3), tent(value, 2), tent(value, 1) };
    }
    return table;
}

constexpr Table greyTable()
{
    Table table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const auto level = static_cast<std::uint8_t>(i);
        table[i] = { level, level, level };
    }
    return table;
}

} // namespace

const std::vector<ColorMapEntry>& colorMaps()
{
    static const std::vector<ColorMapEntry> maps = { { ColorMap::Viridis, "viridis", true },
        { ColorMap::Inferno, "inferno", true }, { ColorMap::Magma, "magma", true },
        { ColorMap::Cividis, "cividis", true }, { ColorMap::Turbo, "turbo", false }, { ColorMap::Jet, "jet", false },
        { ColorMap::Grey, "grey", true } };
    return maps;
}

std::optional<ColorMap> findColorMap(std::string_view id)
{
    for (const auto& entry : colorMaps())
        if (entry.id == id)
            return entry.map;
    return std::nullopt;
}

const std::array<Rgb, 256>& colorTable(ColorMap map)
{
    static const std::array<Table, 7> tables = { tableOf(colours::viridis), tableOf(colours::inferno),
        tableOf(colours::magma), tableOf(colours::cividis), tableOf(colours::turbo), jetTable(), greyTable() };
    return tables.at(static_cast<std::size_t>(map));
}

Rgb colorAt(ColorMap map, float value)
{
    const float level = value > 0 ? std::min(value, 1.0F) * 255 : 0; // NaN is not above 0
    return colorTable(map)[static_cast<std::size_t>(std::lround(level))];
}

} // namespace lookaway
