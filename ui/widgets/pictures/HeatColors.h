// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"
#include "base/Image.h"

#include <QImage>
#include <QSize>

#include <array>

namespace lookaway {

/// The colours of heat in [0, 1]: one of the colour maps, or, for maps with a sign, red for what speaks for the class
/// (above 0.5) and blue for what speaks against it, the fainter the nearer to zero, so that the picture shows where
/// nothing speaks. Any thread.
class HeatColors {
public:
    static HeatColors of(ColorMap map);
    static HeatColors forAndAgainst();

    /// NaN counts as 0, here and below.
    QRgb at(float value) const { return m_colors[index(value)]; }
    /// The same laid over a colour: below * (1 - opacity) + colour * opacity, fainter as described.
    QRgb over(QRgb below, float value, double opacity) const;

private:
    static std::size_t index(float value);

    std::array<QRgb, 256> m_colors{};
    std::array<float, 256> m_strength{};
};

/// As heatOverlay() of HeatMapImage.h, in these colours.
QImage heatOverlay(const QImage& picture, const HeatMap& heat, const HeatColors& colors, double opacity);
/// From 0 (left) to 1 (right).
QImage colorBarImage(const HeatColors& colors, QSize size);

} // namespace lookaway
