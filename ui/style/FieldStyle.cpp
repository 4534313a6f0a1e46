// SPDX-License-Identifier: MIT
#include "style/FieldStyle.h"

#include "style/Theme.h"

#include <QPainter>
#include <QStyleOption>

namespace lookaway {

namespace {

constexpr int fusionsFactor = 140;

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

int FieldStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const
{
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0; // the desktop's coloured hooks and crosses do not belong beside our icons
    return QProxyStyle::styleHint(hint, option, widget, data);
}

/// On a selected row: a box of the row's own colours. In a dark theme that of a field would be a black square.
void FieldStyle::drawBoxOfRow(const QStyleOptionViewItem& option, QPainter* painter, const QWidget* widget) const
{
    QStyleOptionViewItem copy(option);
    const QColor ink = copy.palette.color(QPalette::HighlightedText);
    copy.palette.setColor(QPalette::Base, copy.palette.color(QPalette::Highlight));
    copy.palette.setColor(QPalette::Text, ink);
    QProxyStyle::drawPrimitive(PE_IndicatorItemViewItemCheck, &copy, painter, widget);
    painter->save();
    painter->setPen(ink);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter->restore();
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
        if (item->state & State_Selected) {
            drawBoxOfRow(*item, painter, widget);
            return;
        }
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
