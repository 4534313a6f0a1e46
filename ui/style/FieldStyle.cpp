// SPDX-License-Identifier: MIT
#include "style/FieldStyle.h"

#include "style/Theme.h"

#include <QStyleOption>

namespace lookaway {

namespace {

QColor outlineColor(const QPalette& palette)
{
    constexpr double strength = 0.9;
    const QColor ink = faintTextColor(palette);
    const QColor paper = palette.color(QPalette::Base);
    const auto mixed = [](double of, double with) { return static_cast<float>(of * strength + with * (1 - strength)); };
    return QColor::fromRgbF(
        mixed(ink.redF(), paper.redF()), mixed(ink.greenF(), paper.greenF()), mixed(ink.blueF(), paper.blueF()));
}

/// A copy of the option from which Fusion derives our outline: it takes the window's colour, darkened to 140 %.
template <class Option> Option outlined(const Option& option)
{
    constexpr int fusionsFactor = 140;
    Option copy(option);
    if (copy.state & QStyle::State_Enabled)
        copy.palette.setColor(QPalette::Window, outlineColor(option.palette).lighter(fusionsFactor));
    return copy;
}

} // namespace

FieldStyle::FieldStyle()
    : QProxyStyle(QStringLiteral("fusion"))
{
}

void FieldStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const bool box = element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton;
    if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option); box && button) {
        const auto copy = outlined(*button);
        QProxyStyle::drawPrimitive(element, &copy, painter, widget);
    } else if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
               element == PE_IndicatorItemViewItemCheck && item) {
        const auto copy = outlined(*item);
        QProxyStyle::drawPrimitive(element, &copy, painter, widget);
    } else if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
               (element == PE_FrameLineEdit || element == PE_PanelLineEdit) && frame) {
        const auto copy = outlined(*frame);
        QProxyStyle::drawPrimitive(element, &copy, painter, widget);
    } else {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FieldStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option); control == CC_SpinBox && spin) {
        const auto copy = outlined(*spin);
        QProxyStyle::drawComplexControl(control, &copy, painter, widget);
    } else if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
               control == CC_ComboBox && combo) {
        const auto copy = outlined(*combo);
        QProxyStyle::drawComplexControl(control, &copy, painter, widget);
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

} // namespace lookaway
