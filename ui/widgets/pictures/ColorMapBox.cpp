// SPDX-License-Identifier: MIT
#include "widgets/pictures/ColorMapBox.h"

#include "widgets/pictures/HeatMapImage.h"

#include <QPixmap>

namespace lookaway {

namespace {

QString title(const ColorMapEntry& entry)
{
    QString name = QString::fromLatin1(entry.id);
    name[0] = name[0].toUpper();
    return entry.map == ColorMap::Jet ? ColorMapBox::tr("%1 (paper)").arg(name) : name;
}

} // namespace

ColorMapBox::ColorMapBox(QWidget* parent)
    : QComboBox(parent)
{
    const QSize bar(40, 12);
    const double ratio = devicePixelRatioF();
    setIconSize(bar);
    for (const ColorMapEntry& entry : colorMaps()) {
        QPixmap pixmap = QPixmap::fromImage(colorBarImage(entry.map, bar * ratio));
        pixmap.setDevicePixelRatio(ratio);
        addItem(QIcon(pixmap), title(entry), static_cast<int>(entry.map));
        setItemData(count() - 1,
            entry.perceptuallyUniform ? tr("Equal steps of heat look equally large.")
                                      : tr("Not perceptually uniform: some steps look larger than others."),
            Qt::ToolTipRole);
    }
    setAccessibleName(tr("Colour map"));
    setToolTip(tr("Colours of the heat map, from cold (left) to hot (right)"));
    setColorMap(ColorMap::Inferno);
    connect(this, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT colorMapChanged(colorMap()); });
}

ColorMap ColorMapBox::colorMap() const
{
    return static_cast<ColorMap>(currentData().toInt());
}

void ColorMapBox::setColorMap(ColorMap map)
{
    setCurrentIndex(findData(static_cast<int>(map)));
}

} // namespace lookaway
