// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QSize>

namespace lookaway {

/// The picture at another size: cubic interpolation (Keys 1981, a = -1/2), widened where it shrinks so that nothing
/// aliases. The same bytes on every machine, unlike QImage::scaled(). RGB888; transparent pixels become white.
QImage resampled(const QImage& picture, QSize size);

} // namespace lookaway
