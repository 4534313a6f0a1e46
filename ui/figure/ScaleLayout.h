// SPDX-License-Identifier: MIT
#pragma once

#include "figure/FigureSheet.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <vector>

namespace lookaway {

class FigureFont;

/// A colour bar, or patches, with what is written at it; mm.
struct ScaleParts {
    struct Text {
        QPointF baseline = {}; ///< its left end
        QString text = {};
    };
    QSizeF size = {};
    QRectF bar = {};                  ///< empty where there are patches
    std::vector<QRectF> patches = {}; ///< as SheetScale::patches
    std::vector<Text> texts = {};

    void translate(const QPointF& by);
};

/// The parts of a scale from (0, 0) on, at most `width` wide: the ends' texts beside the bar and the note after them,
/// or below where the line is too short for it.
ScaleParts scaleParts(const SheetScale& scale, const FigureFont& font, double width);

} // namespace lookaway
