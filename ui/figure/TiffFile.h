// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QImage>

namespace lookaway {

/// The picture as a baseline TIFF 6.0 (RGB, 8 bits a channel, deflated without loss), with its dots per metre as dots
/// per inch. Written here because Qt writes TIFF only with a plugin that not every system has.
QByteArray tiffFile(const QImage& image);

} // namespace lookaway
