// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"

#include <QImage>

#include <cstring>

namespace lookaway {

/// A copy, RGB888; null for an empty picture.
inline QImage sheetImage(const Image& picture)
{
    if (picture.empty())
        return {};
    QImage image(picture.width, picture.height, QImage::Format_RGB888);
    for (int y = 0; y < picture.height; ++y)
        std::memcpy(image.scanLine(y), picture.at(0, y), static_cast<std::size_t>(picture.width) * 3);
    return image;
}

} // namespace lookaway
