// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"
#include "session/runs/Event.h"

#include <QFont>
#include <QImage>
#include <QPalette>
#include <QPixmap>
#include <QRect>
#include <QString>

#include <cstdint>
#include <memory>

class QPainter;

namespace lookaway {

/// One picture of an occluded mini-batch with what is said about it.
struct PictureCard {
    /// Unique in the program's lifetime: the batch's serial and the picture's place in it.
    std::uint64_t id = 0;
    std::shared_ptr<const OccludedPicture> picture = {};
    QString className = {};
    /// The class that was predicted before the occlusion.
    QString predictedName = {};
    /// "epoch 3, mini-batch 120"
    QString origin = {};
    /// "zero, salient, threshold 0.85, layer4"; empty = not known.
    QString occlusion = {};
    bool pinned = false;
};

/// How cards are drawn.
struct CardStyle {
    bool original = true;
    bool overlay = true;
    bool mask = true;
    bool occluded = true;
    /// Of the heat map over the picture, [0, 1].
    double opacity = 0.5;
    ColorMap colors = ColorMap::Inferno;
    /// Side of a picture, device-independent pixels.
    int side = 96;

    int columns() const { return int(original) + int(overlay) + int(mask) + int(occluded); }
    bool operator==(const CardStyle& other) const;
    bool operator!=(const CardStyle& other) const { return !(*this == other); }
};

QSize cardSize(const CardStyle& style, const QFont& font);
/// The style with its pictures as large as a card of that width allows, but at most a quarter larger.
CardStyle widened(const CardStyle& style, int cardWidth);

/// The pictures of a card beside each other, to be drawn at the top of the card: what takes time. Any thread.
QImage composeCard(const OccludedPicture& picture, const CardStyle& style, double devicePixelRatio);

struct CardState {
    bool selected = false;
    bool focused = false;
    bool hovered = false;
};

/// Draws a card: frame, `tiles` (null: placeholders), captions, and the numbers below.
void paintCard(QPainter& painter, const QRect& rect, const PictureCard& card, const CardStyle& style,
    const QPixmap& tiles, const QPalette& palette, const CardState& state);

/// Where the pin is drawn.
QRect pinRect(const QRect& card);

/// Everything the card says, as a sentence or two (tool tip, screen reader).
QString describe(const PictureCard& card);

/// With what and where pixels were hidden: "zero, salient, threshold 0.85, layer4". Empty for FillKind::None.
QString occlusionText(const DistractionSettings& settings);

/// "0.412 -> 1.203" with an arrow up where it rose, down where it fell; NaN after: "0.412 -> ?".
QString changeText(double before, double after);
QString lossText(const OccludedPicture& picture);
QString probabilityText(const OccludedPicture& picture);
QString shareText(double share);

} // namespace lookaway
