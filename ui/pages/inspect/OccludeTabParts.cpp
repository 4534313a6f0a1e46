// SPDX-License-Identifier: MIT
// The widgets of the Occlude tab; OccludeTab.cpp is what it does.
#include "pages/inspect/AnswerList.h"
#include "pages/inspect/OccludeTab.h"
#include "style/Icons.h"
#include "widgets/InlineNote.h"
#include "widgets/WheelGuard.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SliderBox.h"
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

namespace lookaway {

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

} // namespace lookaway
