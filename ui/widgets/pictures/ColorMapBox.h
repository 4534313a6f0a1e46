// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"

#include <QComboBox>

namespace lookaway {

/// Chooses the colour map of heat maps; every entry shows its colours.
class ColorMapBox : public QComboBox {
    Q_OBJECT

public:
    explicit ColorMapBox(QWidget* parent = nullptr);

    ColorMap colorMap() const;
    void setColorMap(ColorMap map);

Q_SIGNALS:
    void colorMapChanged(lookaway::ColorMap map);
};

} // namespace lookaway
