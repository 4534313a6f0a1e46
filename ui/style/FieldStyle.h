// SPDX-License-Identifier: MIT
#pragma once

#include <QProxyStyle>

class QStyleOptionViewItem;

namespace lookaway {

/// Fusion with outlines that can be seen: it draws the frames of check boxes and fields in a shade of the window's
/// colour, which vanishes on a dark window and is faint on a light one. Here they have at least 3 : 1 against it
/// (WCAG 2.1, 1.4.11), taken from the palette.
class FieldStyle : public QProxyStyle {
public:
    FieldStyle();

    int styleHint(
        StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;

private:
    void drawBoxOfRow(const QStyleOptionViewItem& option, QPainter* painter, const QWidget* widget) const;
};

} // namespace lookaway
