// SPDX-License-Identifier: MIT
#include "widgets/forms/SliderBox.h"

#include "widgets/WheelGuard.h"
#include "widgets/forms/RealBox.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>

#include <cmath>

namespace lookaway {

namespace {
constexpr int stepsOfOne = 100;
}

SliderBox::SliderBox(const Range& range, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_box(new RealBox(this))
{
    const auto steps = [](double end) { return static_cast<int>(std::lround(end * stepsOfOne)); };
    m_slider->setRange(steps(range.low) + (range.lowOpen ? 1 : 0), steps(range.high) - (range.highOpen ? 1 : 0));
    m_slider->setPageStep(5);
    m_slider->setMinimumWidth(60);
    m_slider->setAccessibleName(tr("%1, slider").arg(name));
    m_box->setRange(range);
    m_box->setStep(RealBox::Step::Add, 1.0 / stepsOfOne);
    m_box->setAccessibleName(name);
    guardWheel(m_slider);
    guardWheel(m_box);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_box);
    setFocusProxy(m_box);
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) {
        m_box->setValue(static_cast<double>(step) / stepsOfOne);
        Q_EMIT edited();
    });
    connect(m_box, &RealBox::edited, this, [this] {
        if (m_box->acceptable())
            showOnSlider(*m_box->value());
        Q_EMIT edited();
    });
}

void SliderBox::setValue(double value)
{
    m_box->setValue(value);
    showOnSlider(value);
}

std::optional<double> SliderBox::value() const
{
    return m_box->acceptable() ? m_box->value() : std::nullopt;
}

void SliderBox::showOnSlider(double value)
{
    const QSignalBlocker quiet(m_slider); // the box may be between two steps
    m_slider->setValue(static_cast<int>(std::lround(value * stepsOfOne)));
}

} // namespace lookaway
