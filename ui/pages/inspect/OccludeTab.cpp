// SPDX-License-Identifier: MIT
#include "pages/inspect/OccludeTab.h"

#include "pages/inspect/AnswerList.h"
#include "widgets/InlineNote.h"
#include "widgets/NumberText.h"
#include "widgets/WheelGuard.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SliderBox.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/HiddenPicture.h"
#include "widgets/pictures/InspectView.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

#include <cmath>

namespace lookaway {

namespace {
constexpr int kBrushParts = 100; // the slider's unit: a hundredth of the picture's side
}

OccludeTab::OccludeTab(Inspector* inspector, QWidget* parent)
    : QWidget(parent)
    , m_inspector(inspector)
{
    build();
    connect(m_threshold, &SliderBox::edited, this, &OccludeTab::refresh);
    connect(m_fill, &QComboBox::currentIndexChanged, this, [this] {
        refill();
        refresh();
    });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_threshold->setValue(1);
        m_painted = HeatMap(m_painted.width, m_painted.height);
        refresh();
    });
    connect(m_view, &InspectView::brushed, this, &OccludeTab::brush);
    connect(inspector, &Inspector::subjectChanged, this, &OccludeTab::takeSubject);
    takeSubject();
}

void OccludeTab::build()
{
    m_threshold = new SliderBox(Range{ 0, 1 }, tr("Threshold"));
    m_threshold->setObjectName(QStringLiteral("threshold"));
    m_threshold->setValue(0.85);
    m_threshold->setToolTip(tr("What is hotter than this in the active pane's map is hidden; 1 = nothing"));
    m_brush = new QSlider(Qt::Horizontal);
    m_brush->setObjectName(QStringLiteral("brush"));
    m_brush->setRange(1, 40);
    m_brush->setValue(8);
    m_brush->setAccessibleName(tr("Width of the brush"));
    m_brush->setToolTip(tr("Width of the brush"));
    guardWheel(m_brush);
    m_fill = new QComboBox;
    m_fill->setObjectName(QStringLiteral("fill"));
    m_fill->setToolTip(tr("What stands in place of the hidden pixels"));
    for (const auto& [kind, title] : { std::pair{ FillKind::Zero, tr("0 (black)") }, { FillKind::One, tr("1 (white)") },
             { FillKind::Random, tr("random") }, { FillKind::Blur, tr("blurred") },
             { FillKind::Mean, tr("mean colour") } })
        m_fill->addItem(title, int(kind));
    guardWheel(m_fill);
    m_clear = new QPushButton(tr("Hide &Nothing"));
    m_clear->setObjectName(QStringLiteral("clear"));
    m_view = new InspectView;
    m_view->setObjectName(QStringLiteral("occluded"));
    m_view->setMinimumHeight(150);
    m_view->setToolTip(tr("Draw to hide; with the right button, or Shift, to show again. The wheel zooms."));
    m_view->setCaption(tr("draw to hide"));
    m_share = new QLabel;
    m_note = new InlineNote;
    m_answers = new AnswerList;
    m_answers->setAccessibleName(tr("The answer before and after"));

    auto* form = new QFormLayout;
    form->addRow(tr("&Threshold"), m_threshold);
    form->addRow(tr("&Brush"), m_brush);
    form->addRow(tr("&Fill"), m_fill);
    auto* line = new QHBoxLayout;
    line->addWidget(m_share, 1);
    line->addWidget(m_clear);
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_view, 1);
    column->addLayout(line);
    column->addWidget(m_note);
    column->addWidget(m_answers);
}

void OccludeTab::takeSubject()
{
    const auto subject = m_inspector->subject();
    const bool sameSize =
        subject && m_painted.width == subject->input->width && m_painted.height == subject->input->height;
    const bool same = sameSize && m_subject && m_subject->hash == subject->hash;
    m_subject = subject;
    setEnabled(subject != nullptr);
    if (!same) {
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

void OccludeTab::brush(QPointF place, bool erase)
{
    if (m_painted.empty())
        return;
    const int side = std::max(m_painted.width, m_painted.height);
    const double radius = std::max(1.0, side * m_brush->value() / double(kBrushParts)) / 2;
    const int top = std::max(0, int(place.y() - radius));
    const int bottom = std::min(m_painted.height - 1, int(place.y() + radius));
    const int left = std::max(0, int(place.x() - radius));
    const int right = std::min(m_painted.width - 1, int(place.x() + radius));
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x)
            if (std::hypot(x + 0.5 - place.x(), y + 0.5 - place.y()) <= radius)
                m_painted.values[std::size_t(y) * m_painted.width + x] = erase ? -1 : 1;
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
    m_view->setBrush(std::max(1, m_brush->value() * m_mask.width / kBrushParts));
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
    m_answers->setRows(answerRows(*m_inspector, m_subject->answer, after));
}

} // namespace lookaway
