// SPDX-License-Identifier: MIT
#include "pages/inspect/OccludeTab.h"

#include "pages/inspect/AnswerList.h"
#include "style/Icons.h"
#include "widgets/InlineNote.h"
#include "widgets/NumberText.h"
#include "widgets/WheelGuard.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SliderBox.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/HiddenPicture.h"
#include "widgets/pictures/InspectView.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {
constexpr int kBrushParts = 100; // the slider's unit: a hundredth of the picture's side
constexpr int kMostSteps = 100;  // that can be undone
constexpr int kBest = 3;         // classes, beside the one that wins and the one that is explained
} // namespace

/// From one state to another.
class OccludeTab::Stroke : public QUndoCommand {
public:
    Stroke(OccludeTab* tab, const QString& text, Hiding before, Hiding after)
        : QUndoCommand(text)
        , m_tab(tab)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }
    void undo() override { m_tab->setHiding(m_before); }
    void redo() override { m_tab->setHiding(m_after); }

private:
    OccludeTab* m_tab;
    Hiding m_before;
    Hiding m_after;
};

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

void OccludeTab::build()
{
    m_threshold = new SliderBox(Range{ 0, 1 }, tr("Threshold"));
    m_threshold->setObjectName(QStringLiteral("threshold"));
    m_threshold->setValue(0.85);
    m_threshold->setToolTip(tr("What is hotter than this in the active pane's map is hidden; 1 = nothing"));
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
    m_view->setToolTip(tr("Draw to hide; with the right button, Shift or the eraser, to show again. The wheel zooms."));
    m_view->setCaption(tr("draw to hide"));
    m_share = new QLabel;
    m_note = new InlineNote;
    m_answers = new AnswerList;
    m_answers->setAccessibleName(tr("The answer before and after"));

    auto* form = new QFormLayout;
    form->addRow(tr("&Threshold"), m_threshold);
    QWidget* brush = makeBrush();
    form->addRow(tr("&Brush"), brush);
    static_cast<QLabel*>(form->labelForField(brush))->setBuddy(m_brush);
    form->addRow(tr("&Fill"), m_fill);
    auto* line = new QHBoxLayout;
    line->addWidget(m_share, 1);
    line->addWidget(makeHistory());
    line->addWidget(m_clear);
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_view, 1);
    column->addLayout(line);
    column->addWidget(m_note);
    column->addWidget(m_answers);
}

QWidget* OccludeTab::makeBrush()
{
    m_brush = new QSlider(Qt::Horizontal);
    m_brush->setObjectName(QStringLiteral("brush"));
    m_brush->setRange(1, 40);
    m_brush->setValue(8);
    m_brush->setAccessibleName(tr("Width of the brush"));
    m_brush->setToolTip(tr("Width of the brush"));
    guardWheel(m_brush);
    m_eraser = new QCheckBox(tr("&Eraser"));
    m_eraser->setObjectName(QStringLiteral("eraser"));
    m_eraser->setToolTip(tr("Draw to show again what is hidden; so does the right button, or Shift"));
    auto* area = new QWidget;
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_brush, 1);
    row->addWidget(m_eraser);
    return area;
}

QWidget* OccludeTab::makeHistory()
{
    auto* area = new QWidget;
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    QAction* undo = m_history->createUndoAction(area, tr("Undo"));
    undo->setIcon(icon(QStringLiteral("undo")));
    QAction* redo = m_history->createRedoAction(area, tr("Redo"));
    redo->setIcon(icon(QStringLiteral("redo")));
    undo->setObjectName(QStringLiteral("undoStroke"));
    redo->setObjectName(QStringLiteral("redoStroke"));
    for (QAction* action : { undo, redo }) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAutoRaise(true);
        row->addWidget(button);
    }
    return area;
}

OccludeTab::Hiding OccludeTab::hiding() const
{
    return { m_painted, {} };
}

void OccludeTab::setHiding(const Hiding& hiding)
{
    m_painted = hiding.painted;
    if (hiding.threshold)
        m_threshold->setValue(*hiding.threshold);
    refresh();
}

void OccludeTab::endStroke()
{
    if (!m_before)
        return;
    Hiding before = std::move(*m_before);
    m_before.reset();
    m_history->push(new Stroke(this, tr("Stroke"), std::move(before), hiding()));
}

void OccludeTab::hideNothing()
{
    const Hiding nothing{ HeatMap(m_painted.width, m_painted.height), 1 };
    m_history->push(new Stroke(this, tr("Hide Nothing"), { m_painted, m_threshold->value() }, nothing));
}

void OccludeTab::setClass(std::int64_t index)
{
    if (index == m_class)
        return;
    m_class = index;
    refresh();
}

double OccludeTab::brushWidth() const
{
    return std::max(1.0, std::max(m_painted.width, m_painted.height) * m_brush->value() / double(kBrushParts));
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

void OccludeTab::brush(QPointF place, bool erase)
{
    if (m_painted.empty())
        return;
    if (!m_before)
        m_before = hiding();
    const float value = erase || m_eraser->isChecked() ? -1 : 1;
    const double radius = brushWidth() / 2;
    const int top = std::max(0, int(place.y() - radius));
    const int bottom = std::min(m_painted.height - 1, int(place.y() + radius));
    const int left = std::max(0, int(place.x() - radius));
    const int right = std::min(m_painted.width - 1, int(place.x() + radius));
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x)
            if (std::hypot(x + 0.5 - place.x(), y + 0.5 - place.y()) <= radius)
                m_painted.values[std::size_t(y) * m_painted.width + x] = value;
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
