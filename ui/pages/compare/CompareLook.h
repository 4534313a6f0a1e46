// SPDX-License-Identifier: MIT
#pragma once

#include "compare/FigureSpec.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QToolButton;

namespace lookaway {

class ColorMapBox;
class SliderBox;

/// How the maps of a comparison are drawn, and how large.
class CompareLook : public QWidget {
    Q_OBJECT

public:
    explicit CompareLook(QWidget* parent = nullptr);

    /// Colours, opacity, scale and contour; the rest as it is by default.
    FigureStyle style() const;
    double hotLevel() const { return m_level; }
    void setColorMap(ColorMap map);

Q_SIGNALS:
    void changed();
    /// Spread, overlap and contours are of other pixels.
    void levelChanged(double level);
    /// By so many steps.
    void sizeWanted(int steps);
    void fitWanted();

private:
    void takeLevel();

    SliderBox* m_opacity;
    ColorMapBox* m_colors;
    QComboBox* m_scale;
    SliderBox* m_hot;
    QCheckBox* m_contour;
    double m_level = ComparisonSpec().hotLevel; ///< the last usable one
};

} // namespace lookaway
