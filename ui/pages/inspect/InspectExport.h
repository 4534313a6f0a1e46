// SPDX-License-Identifier: MIT
#pragma once

#include "pages/inspect/ExplainPane.h"
#include "widgets/pictures/HeatColors.h"

#include <QImage>
#include <QRectF>

namespace lookaway {

/// Where the square that the network sees lies in a picture of this size, px.
QRectF seenSquare(QSize picture, const InputFormat& format);

/// The map over the picture in its own resolution; what the network does not see of it stays as it is.
QImage originalOverlay(
    const Image& original, const HeatMap& heat, const InputFormat& format, const HeatColors& colors, double opacity);

/// Ask where to and save, or say why not; `pane` has an explanation.
void saveOverlay(const ExplainPane& pane, const Inspector& inspector, const HeatLook& look, bool originalSize);
void saveMap(const ExplainPane& pane, const Inspector& inspector);

/// What the file is called: "dog_and_cat grad-cam golden retriever".
QString exportName(const ExplainPane& pane, const Inspector& inspector);

} // namespace lookaway
