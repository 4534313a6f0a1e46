// SPDX-License-Identifier: MIT
#include "widgets/pictures/HeatColors.h"

#include "widgets/pictures/HeatMapImage.h"

#include <algorithm>
#include <cmath>

namespace lookaway {

HeatColors HeatColors::of(ColorMap map)
{
    HeatColors colors;
    const auto& entries = colorTable(map);
    for (std::size_t i = 0; i < entries.size(); ++i)
        colors.m_colors[i] = qRgb(entries[i].red, entries[i].green, entries[i].blue);
    colors.m_strength.fill(1);
    return colors;
}

HeatColors HeatColors::forAndAgainst()
{
    HeatColors colors;
    for (std::size_t i = 0; i < colors.m_colors.size(); ++i) {
        const float side = static_cast<float>(i) / 127.5F - 1;
        // Halfway to the end the colour is as strong as the opacity says.
        colors.m_strength[i] = 2 * std::abs(side);
        colors.m_colors[i] = side > 0 ? qRgb(178, 24, 43) : qRgb(33, 102, 172);
    }
    return colors;
}

std::size_t HeatColors::index(float value)
{
    // Written so that NaN ends at 0.
    return value > 0 ? static_cast<std::size_t>(std::lround(std::min(value, 1.0F) * 255)) : 0;
}

QRgb HeatColors::over(QRgb below, float value, double opacity) const
{
    const std::size_t at = index(value);
    const int alpha = static_cast<int>(std::lround(256 * std::clamp(opacity * m_strength[at], 0.0, 1.0)));
    const QRgb above = m_colors[at];
    const auto mix = [alpha](int a, int b) { return (a * (256 - alpha) + b * alpha + 128) >> 8; };
    return qRgb(mix(qRed(below), qRed(above)), mix(qGreen(below), qGreen(above)), mix(qBlue(below), qBlue(above)));
}

QImage heatOverlay(const QImage& picture, const HeatMap& heat, const HeatColors& colors, double opacity)
{
    QImage result = picture.convertToFormat(QImage::Format_RGB32);
    if (result.isNull() || heat.empty() || opacity <= 0)
        return result;
    const HeatMap fitted = resized(heat, result.size());
    for (int y = 0; y < fitted.height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(result.scanLine(y));
        for (int x = 0; x < fitted.width; ++x)
            line[x] = colors.over(line[x], fitted.at(x, y), opacity);
    }
    return result;
}

QImage colorBarImage(const HeatColors& colors, QSize size)
{
    if (size.isEmpty())
        return {};
    constexpr QRgb ground = qRgb(242, 242, 242); // seen where the colours are faint
    QImage image(size.width(), 1, QImage::Format_RGB32);
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(0));
    for (int x = 0; x < size.width(); ++x)
        line[x] = colors.over(ground, (static_cast<float>(x) + 0.5F) / static_cast<float>(size.width()), 1);
    return image.scaled(size);
}

} // namespace lookaway
