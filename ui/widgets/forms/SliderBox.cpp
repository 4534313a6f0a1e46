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
    , m_range(range)
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
        m_box->setValue(m_unit * step / stepsOfOne);
        Q_EMIT edited();
    });
    connect(m_box, &RealBox::edited, this, [this] {
        if (const auto typed = value())
            showOnSlider(*typed);
        Q_EMIT edited();
    });
}

void SliderBox::showPercent()
{
    const auto shown = value();
    m_unit = 100;
    m_box->setRange({ m_unit * m_range.low, m_unit * m_range.high, m_range.lowOpen, m_range.highOpen });
    m_box->setStep(RealBox::Step::Add, m_unit / stepsOfOne);
    if (shown)
        setValue(*shown);
}

void SliderBox::setValue(double value)
{
    constexpr double fine = 1e9; // 0.29 is 29 %, not 28.999999999999996 %
    m_box->setValue(m_unit == 1 ? value : std::round(m_unit * value * fine) / fine);
    showOnSlider(value);
}

std::optional<double> SliderBox::value() const
{
    return m_box->acceptable() ? std::optional(*m_box->value() / m_unit) : std::nullopt;
}

void SliderBox::showOnSlider(double value)
{
    const QSignalBlocker quiet(m_slider); // the box may be between two steps
    m_slider->setValue(static_cast<int>(std::lround(value * stepsOfOne)));
}

} // namespace lookaway
