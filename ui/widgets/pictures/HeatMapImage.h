// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"
#include "base/Image.h"

#include <QImage>
#include <QSize>

#include <memory>

namespace lookaway {

// The core's pictures and maps as QImage. Any thread. Empty pictures and maps give null images.

/// A copy, RGB888.
QImage toImage(const Image& picture);
/// Takes the pixels over without copying them.
QImage toImage(Image&& picture);
/// Shows the shared pixels without copying them and keeps them alive; the first write to the image detaches it.
QImage toImage(std::shared_ptr<const Image> picture);
/// A copy without transparency: what shines through is white.
Image fromImage(const QImage& image);

/// The map at another size, bilinear with half-pixel centres (as the map was stretched over the picture).
HeatMap resized(const HeatMap& heat, QSize size);

/// One pixel per value of a map in [0, 1]; NaN is drawn as 0. RGB32.
QImage heatImage(const HeatMap& heat, ColorMap colors);
/// The map, bilinearly resized, over the picture: picture * (1 - opacity) + colour * opacity, opacity in [0, 1]. RGB32,
/// of the picture's size; the picture itself where there is no map.
QImage heatOverlay(const QImage& picture, const HeatMap& heat, ColorMap colors, double opacity);
/// White where the mask is above 0.5 (hidden), black elsewhere. 8-bit grey.
QImage maskImage(const HeatMap& mask);

/// The map's colours from 0 (left) to 1 (right), for legends.
QImage colorBarImage(ColorMap colors, QSize size);

} // namespace lookaway
