// SPDX-License-Identifier: MIT
#include "pages/compare/EpochBar.h"

#include "style/Icons.h"
#include "widgets/WheelGuard.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace lookaway {

constexpr int kFrame = 700; // ms that an epoch is shown while playing

EpochBar::EpochBar(QWidget* parent)
    : QWidget(parent)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_play(new QPushButton(icon(QStringLiteral("play")), tr("Play")))
    , m_when(new QLabel)
{
    auto* label = new QLabel(tr("&Epoch"));
    label->setBuddy(m_slider);
    m_slider->setObjectName(QStringLiteral("epoch"));
    m_slider->setAccessibleName(tr("Epoch of all runs"));
    m_slider->setTickPosition(QSlider::TicksBelow);
    m_slider->setTickInterval(1);
    m_slider->setPageStep(1);
    m_slider->setToolTip(tr("All runs at the checkpoint of the same epoch; at the right end, each run as it was added: "
                            "at its best checkpoint, or the one that was chosen"));
    m_slider->setMaximumWidth(420);
    guardWheel(m_slider);
    m_play->setObjectName(QStringLiteral("playEpochs"));
    m_play->setCheckable(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addWidget(m_slider, 1);
    row->addWidget(m_play);
    row->addWidget(m_when, 1);
    m_playing.setInterval(kFrame);
    connect(&m_playing, &QTimer::timeout, this, &EpochBar::step);
    connect(m_play, &QPushButton::toggled, this, &EpochBar::play);
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        say();
        Q_EMIT epochChosen(epoch());
    });
    setEpochs({});
}

void EpochBar::setEpochs(const std::vector<int>& epochs)
{
    setVisible(epochs.size() > 1);
    if (epochs == m_epochs && m_slider->maximum() == int(epochs.size()))
        return;
    const auto now = epoch();
    m_epochs = epochs;
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, int(epochs.size()));
    setEpoch(now);
}

std::optional<int> EpochBar::epoch() const
{
    const auto at = std::size_t(m_slider->value());
    return at < m_epochs.size() ? std::optional(m_epochs[at]) : std::nullopt;
}

void EpochBar::setEpoch(std::optional<int> epoch)
{
    const QSignalBlocker quiet(m_slider);
    const auto found = epoch ? std::find(m_epochs.begin(), m_epochs.end(), *epoch) : m_epochs.end();
    m_slider->setValue(int(found - m_epochs.begin()));
    say();
}

void EpochBar::say()
{
    const auto now = epoch();
    m_when->setText(
        now ? tr("epoch %1 of all runs that kept it, else the one before").arg(*now) : tr("each run as it was added"));
}

void EpochBar::play(bool on)
{
    on ? m_playing.start() : m_playing.stop();
    m_play->setIcon(icon(on ? QStringLiteral("pause") : QStringLiteral("play")));
    m_play->setText(on ? tr("Pause") : tr("Play"));
}

void EpochBar::step()
{
    if (!m_busy)
        m_slider->setValue(m_slider->value() < m_slider->maximum() ? m_slider->value() + 1 : 0);
}

void EpochBar::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_play->setChecked(false);
}

} // namespace lookaway
