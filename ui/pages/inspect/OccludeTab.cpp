// SPDX-License-Identifier: MIT
#include "pages/inspect/OccludeTab.h"

#include "pages/inspect/AnswerList.h"
#include "widgets/InlineNote.h"
#include "widgets/NumberText.h"
#include "widgets/forms/SliderBox.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/HiddenPicture.h"
#include "widgets/pictures/InspectView.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QUndoStack>

#include <algorithm>

namespace lookaway {

namespace {
constexpr int kMostSteps = 100; // that can be undone
constexpr int kBest = 3;        // classes, beside the one that wins and the one that is explained
} // namespace

OccludeTab::OccludeTab(Inspector* inspector, QWidget* parent)
    : QWidget(parent)
    , m_inspector(inspector)
    , m_history(new QUndoStack(this))
{
    m_history->setUndoLimit(kMostSteps);
    build();
    connect(m_threshold, &SliderBox::edited, this, &OccludeTab::refresh);
    connect(m_fill, &QComboBox::currentIndexChanged, this, [this] {
        refill();
        refresh();
    });
    connect(m_clear, &QPushButton::clicked, this, &OccludeTab::hideNothing);
    connect(m_brush, &QSlider::valueChanged, this, [this] { m_view->setBrush(brushWidth()); });
    connect(m_view, &InspectView::strokeEnded, this, &OccludeTab::endStroke);
    connect(m_view, &InspectView::brushed, this, &OccludeTab::brush);
    connect(inspector, &Inspector::subjectChanged, this, &OccludeTab::takeSubject);
    takeSubject();
}

void OccludeTab::setClass(std::int64_t index)
{
    if (index == m_class)
        return;
    m_class = index;
    refresh();
}

void OccludeTab::takeSubject()
{
    const auto subject = m_inspector->subject();
    const bool sameSize =
        subject && m_painted.width == subject->input->width && m_painted.height == subject->input->height;
    const bool same = sameSize && m_subject && m_subject->hash == subject->hash;
    m_subject = subject;
    setEnabled(subject != nullptr);
    if (m_inspector->hasModel())
        m_answers->reserve(int(std::min<std::int64_t>(kBest + 2, m_inspector->model().classCount)), true);
    if (!same) {
        m_before.reset();
        m_history->clear();
        m_heat = {};
        m_answers->setRows({});
        m_painted = subject ? HeatMap(subject->input->width, subject->input->height) : HeatMap();
    }
    refill();
    refresh();
}

void OccludeTab::setHeat(const HeatMap& heat)
{
    m_heat = heat;
    refresh();
}

void OccludeTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refill();
    refresh();
}

void OccludeTab::refill()
{
    if (!m_subject || !isVisible())
        return;
    HidingFill fill;
    fill.kind = static_cast<FillKind>(m_fill->currentData().toInt());
    fill.mean = m_inspector->model().input.mean;
    m_replacement = replacement(*m_subject->input, fill);
}

void OccludeTab::refresh()
{
    if (!isVisible())
        return;
    if (!m_subject) {
        m_mask = {};
        m_view->setPicture({});
        m_share->clear();
        m_answers->setRows({});
        return;
    }
    const auto threshold = static_cast<float>(m_threshold->value().value_or(1));
    m_mask = m_painted;
    for (std::size_t i = 0; i < m_mask.values.size(); ++i) {
        const bool hot = m_heat.values.size() == m_mask.values.size() && m_heat.values[i] > threshold;
        m_mask.values[i] = m_painted.values[i] > 0 || (hot && m_painted.values[i] == 0) ? 1.0F : 0.0F;
    }
    Image occluded = hidden(*m_subject->input, m_replacement, m_mask);
    m_view->setPicture(toImage(occluded));
    m_view->setBrush(brushWidth());
    const double share = hiddenShare(m_mask);
    m_share->setText(tr("%1 % hidden").arg(percentNumber(share)));
    if (share <= 0) {
        m_inspector->stop(this);
        return showAnswer(nullptr);
    }
    if (m_answers->answers()->rowCount() == 0) // until the other answer is there
        showAnswer(nullptr);
    m_inspector->predict(this, std::move(occluded), [this](const Result<ClassProbabilities>& answer) {
        if (answer)
            showAnswer(&*answer);
        else
            m_note->say(InlineNote::Kind::Problem, QString::fromStdString(answer.error().message()));
    });
}

void OccludeTab::showAnswer(const ClassProbabilities* after)
{
    m_note->clear();
    m_answers->setRows(answerRows(*m_inspector, m_subject->answer, kBest, m_class, after));
}

} // namespace lookaway
