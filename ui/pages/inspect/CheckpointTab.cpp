// SPDX-License-Identifier: MIT
#include "pages/inspect/CheckpointTab.h"

#include "pages/inspect/AnswerModel.h"
#include "pages/inspect/MapSign.h"
#include "style/Icons.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"
#include "widgets/WheelGuard.h"
#include "widgets/pictures/ColorScale.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/InspectView.h"

#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lookaway {

constexpr int kFrame = 500; // ms that a checkpoint is shown while playing

CheckpointTab::CheckpointTab(Inspector* inspector, QWidget* parent)
    : QWidget(parent)
    , m_inspector(inspector)
{
    build();
    m_playing.setInterval(kFrame);
    connect(&m_playing, &QTimer::timeout, this,
        [this] { m_slider->setValue(m_slider->value() < m_slider->maximum() ? m_slider->value() + 1 : 0); });
    connect(m_slider, &QSlider::valueChanged, this, &CheckpointTab::draw);
    connect(m_play, &QPushButton::toggled, this, &CheckpointTab::play);
    connect(inspector, &Inspector::subjectChanged, this, &CheckpointTab::restart);
    connect(inspector, &Inspector::opened, this, &CheckpointTab::restart);
    restart();
}

void CheckpointTab::build()
{
    m_empty = new EmptyState(QStringLiteral("runs"));
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setObjectName(QStringLiteral("checkpoint"));
    m_slider->setAccessibleName(tr("Checkpoint"));
    m_slider->setTickPosition(QSlider::TicksBelow);
    m_slider->setTickInterval(1);
    m_slider->setPageStep(1);
    guardWheel(m_slider);
    m_play = new QPushButton(icon(QStringLiteral("play")), tr("&Play"));
    m_play->setObjectName(QStringLiteral("play"));
    m_play->setCheckable(true);
    m_when = new QLabel;
    m_when->setWordWrap(true);
    m_view = new InspectView;
    m_legend = new ColorScale;
    m_note = new InlineNote;
    auto* page = new QWidget;
    auto* line = new QHBoxLayout;
    line->addWidget(m_slider, 1);
    line->addWidget(m_play);
    auto* column = new QVBoxLayout(page);
    column->addLayout(line);
    column->addWidget(m_when);
    column->addWidget(m_view, 1);
    column->addWidget(m_legend);
    column->addWidget(m_note);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_empty);
    m_stack->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QByteArray CheckpointTab::key() const
{
    const auto subject = m_inspector->subject();
    return subject ? ExplanationCache::key(m_inspector->model(), subject->hash, m_order) : QByteArray();
}

void CheckpointTab::setOrder(const ExplainOrder& order)
{
    m_order = order;
    if (key() != m_key)
        restart();
}

void CheckpointTab::setLook(const HeatLook& look)
{
    m_look = look;
    draw();
}

int CheckpointTab::count() const
{
    return int(std::count_if(m_moments.begin(), m_moments.end(), [](const auto& moment) { return moment != nullptr; }));
}

void CheckpointTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    askNext();
}

void CheckpointTab::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (!m_inspector)
        return;
    m_inspector->stop(this);
    m_play->setChecked(false);
}

void CheckpointTab::restart()
{
    m_inspector->stop(this);
    const auto checkpoints = m_inspector->hasModel() ? m_inspector->model().checkpoints.size() : 0;
    m_key = key();
    m_moments.assign(checkpoints, nullptr);
    m_problems.assign(checkpoints, {});
    m_note->clear();
    if (checkpoints < 2)
        m_empty->setTexts(tr("Heat map over time"),
            tr("For a run that kept several checkpoints: how what the network looks at moved while it learned."));
    else
        m_empty->setTexts(tr("Heat map over time"), tr("Choose a picture."));
    m_stack->setCurrentIndex(checkpoints < 2 || m_key.isEmpty() ? 0 : 1);
    m_slider->setRange(0, std::max(0, int(checkpoints) - 1));
    draw();
    askNext();
}

void CheckpointTab::askNext()
{
    if (!isVisible() || m_stack->currentIndex() == 0 || m_order.classIndex < 0)
        return;
    // What the slider stands on comes first.
    const auto count = m_moments.size();
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t index = (std::size_t(m_slider->value()) + i) % count;
        if (m_moments[index] || !m_problems[index].isEmpty())
            continue;
        m_inspector->explainAt(this, m_inspector->model().checkpoints[index].file, m_order,
            [this, index](const Result<std::shared_ptr<const Inspector::Moment>>& moment) { take(index, moment); });
        return;
    }
}

void CheckpointTab::take(std::size_t index, const Result<std::shared_ptr<const Inspector::Moment>>& moment)
{
    if (moment)
        m_moments[index] = *moment;
    else
        m_problems[index] = QString::fromStdString(moment.error().message());
    draw();
    askNext();
}

void CheckpointTab::play(bool on)
{
    on ? m_playing.start() : m_playing.stop();
    m_play->setIcon(icon(on ? QStringLiteral("pause") : QStringLiteral("play")));
    m_play->setText(on ? tr("&Pause") : tr("&Play"));
}

void CheckpointTab::draw()
{
    const auto subject = m_inspector->subject();
    const auto index = std::size_t(m_slider->value());
    if (!subject || index >= m_moments.size()) {
        m_view->setPicture({});
        m_legend->clear();
        return;
    }
    const CheckpointFact& checkpoint = m_inspector->model().checkpoints[index];
    const QString file = QString::fromStdString(checkpoint.file);
    const QString when = checkpoint.epoch ? tr("Epoch %1").arg(*checkpoint.epoch) : file;
    m_slider->setToolTip(file);
    const QImage input = toImage(subject->input);
    m_note->clear();
    if (!m_problems[index].isEmpty())
        m_note->say(InlineNote::Kind::Problem, m_problems[index]);
    const auto& moment = m_moments[index];
    m_view->setCaption(file);
    if (!moment) {
        m_view->setPicture(input);
        m_legend->clear();
        m_when->setText(m_problems[index].isEmpty() ? tr("%1: being explained…").arg(when) : when);
        return;
    }
    const Explanation& explanation = moment->explanation;
    const bool isSigned = std::any_of(m_moments.begin(), m_moments.end(),
        [](const auto& each) { return each && hasSign(each->explanation.method, each->explanation.raw); });
    std::vector<MapScale> scales;
    for (const auto& each : m_moments)
        if (each)
            scales.push_back(scaleOf(each->explanation.raw, isSigned));
    const MapScale scale = sharedScale(scales);
    const HeatColors colors = isSigned ? HeatColors::forAndAgainst() : HeatColors::of(m_look.colors);
    const HeatMap heat = displayHeat(explanation.raw, input.width(), input.height(), isSigned, scale);
    m_view->setBefore(input);
    m_view->setPicture(heatOverlay(input, heat, colors, m_look.opacity));
    m_view->setHeat(std::make_shared<const HeatMap>(resizedMap(explanation.raw, input.width(), input.height())));
    m_legend->setLegend({ colors, scale.low, scale.high, isSigned });
    const auto at = std::size_t(explanation.classIndex);
    const double p = at < moment->answer.probabilities.size() ? moment->answer.probabilities[at] : 0;
    m_when->setText(
        tr("%1: %2 %3").arg(when, m_inspector->className(explanation.classIndex), AnswerDelegate::percentText(p)));
}

} // namespace lookaway
