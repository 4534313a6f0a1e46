// SPDX-License-Identifier: MIT
// The widgets of the Inspect workspace; InspectPage.cpp is what it does.
#include "pages/inspect/AnswerList.h"
#include "pages/inspect/CheckpointTab.h"
#include "pages/inspect/ClassNamesButton.h"
#include "pages/inspect/FaithfulnessTab.h"
#include "pages/inspect/HeatTools.h"
#include "pages/inspect/InspectPage.h"
#include "pages/inspect/InspectPanes.h"
#include "pages/inspect/LayerMaps.h"
#include "pages/inspect/OccludeTab.h"
#include "pages/inspect/PictureStrip.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace lookaway {

namespace {

QLabel* heading(const QString& text)
{
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

} // namespace

QWidget* InspectPage::makeMiddle()
{
    m_tools = new HeatTools(m_actions);
    m_note = new InlineNote;
    m_note->setObjectName(QStringLiteral("pageNote"));
    m_strip = new PictureStrip;
    m_noPicture = new EmptyState(QStringLiteral("picture"));
    m_noPicture->setTexts(tr("Drop pictures here"),
        tr("Files, a folder, or a picture from the clipboard (Ctrl+V). The one that you choose below is explained."));
    connect(m_noPicture->addButton(tr("Choose Pictures…"), QStringLiteral("picture")), &QPushButton::clicked, this,
        &InspectPage::openPicturesDialog);
    m_middle = new QStackedWidget;
    m_middle->addWidget(m_noPicture);
    m_paneArea = new QScrollArea; // several rows of panes need more height than a small window has
    m_paneArea->setWidget(m_panes);
    m_paneArea->setWidgetResizable(true);
    m_paneArea->setFrameShape(QFrame::NoFrame);
    m_paneArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_middle->addWidget(m_paneArea);
    auto* area = new QWidget;
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(6, 0, 6, 0);
    column->addWidget(m_tools);
    column->addWidget(m_note);
    column->addWidget(m_middle, 1);
    column->addWidget(m_strip);
    return area;
}

QWidget* InspectPage::makeSide()
{
    m_answers = new AnswerList;
    m_answers->setAccessibleName(tr("The network's answer"));
    m_layerMaps = new LayerMaps(m_inspector, m_layers);
    m_occlude = new OccludeTab(m_inspector);
    m_checkpoints = new CheckpointTab(m_inspector);
    m_faithfulness = new FaithfulnessTab(m_inspector);
    m_tabs = new QTabWidget;
    m_tabs->setObjectName(QStringLiteral("inspectTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_layerMaps, tr("Layers"));
    auto* scrolled = new QScrollArea; // its bars need more height than a small window has
    scrolled->setWidget(m_occlude);
    scrolled->setWidgetResizable(true);
    scrolled->setFrameShape(QFrame::NoFrame);
    m_tabs->addTab(scrolled, tr("Occlude"));
    m_tabs->addTab(m_checkpoints, tr("Over Time"));
    m_tabs->addTab(m_faithfulness, tr("Curves"));
    m_tabs->setTabToolTip(0, tr("A small map of every layer"));
    m_tabs->setTabToolTip(1, tr("Hide parts of the picture and see what the network answers then"));
    m_tabs->setTabToolTip(2, tr("The map as every checkpoint of a run has it"));
    m_tabs->setTabToolTip(3, tr("Insertion and deletion: does the map show what the network goes by?"));
    m_tabs->setUsesScrollButtons(false);
    auto* side = new QWidget;
    side->setMinimumWidth(290);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 2, 0, 0);
    m_classNames = new ClassNamesButton;
    m_classNames->setObjectName(QStringLiteral("answerNames"));
    auto* head = new QHBoxLayout;
    head->addWidget(heading(tr("The network's answer")), 1);
    head->addWidget(m_classNames);
    column->addLayout(head);
    column->addWidget(m_answers);
    column->addWidget(m_tabs, 1);
    return side;
}

} // namespace lookaway
