// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings/Settings.h"

#include <QWidget>

class QSlider;

namespace lookaway {

class RealBox;

/// A number of a range inside [0, 1] as a slider in steps of 0.01 and, coupled to it, as a box for any other value. The
/// slider shows the step that is nearest.
class SliderBox : public QWidget {
    Q_OBJECT

public:
    SliderBox(const Range& range, const QString& name, QWidget* parent = nullptr);

    /// The box shows and takes percent from now on; value() stays a share of 1.
    void showPercent();
    /// Not signalled.
    void setValue(double value);
    /// nullopt while the box holds something that cannot be used.
    std::optional<double> value() const;
    RealBox* box() const { return m_box; }
    QSlider* slider() const { return m_slider; }

Q_SIGNALS:
    /// The person moved the slider, typed or stepped.
    void edited();

private:
    void showOnSlider(double value);

    Range m_range;
    double m_unit = 1; ///< of the box
    QSlider* m_slider;
    RealBox* m_box;
};

} // namespace lookaway
