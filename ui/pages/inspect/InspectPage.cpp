// SPDX-License-Identifier: MIT
#include "pages/inspect/InspectPage.h"

#include "bridge/RecentModels.h"
#include "pages/inspect/AnswerList.h"
#include "pages/inspect/CheckpointTab.h"
#include "pages/inspect/ClassNamesButton.h"
#include "pages/inspect/FaithfulnessTab.h"
#include "pages/inspect/HeatTools.h"
#include "pages/inspect/InputEditor.h"
#include "pages/inspect/InspectExport.h"
#include "pages/inspect/InspectFigure.h"
#include "pages/inspect/InspectPanes.h"
#include "pages/inspect/InspectStart.h"
#include "pages/inspect/LayerMaps.h"
#include "pages/inspect/LayerModel.h"
#include "pages/inspect/ModelPanel.h"
#include "pages/inspect/OccludeTab.h"
#include "pages/inspect/PictureStrip.h"
#include "widgets/InlineNote.h"
#include "widgets/pictures/InspectView.h"

#include <QApplication>
#include <QClipboard>
#include <QMetaMethod>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace lookaway {

constexpr int kBest = 5; ///< classes of the network's answer

InspectPage::InspectPage(QWidget* parent)
    : QWidget(parent)
    , m_actions(this)
    , m_inspector(new Inspector(this))
    , m_layers(new LayerModel(this))
    , m_stack(new QStackedWidget)
    , m_start(new InspectStart)
    , m_splitter(new QSplitter(Qt::Horizontal))
{
    setAcceptDrops(true);
    // Before all others: they look layers up when a model has been opened.
    connect(m_inspector, &Inspector::opened, m_layers,
        [this] { m_layers->setLayers(m_inspector->model().layers, m_inspector->model().targetLayer); });
    m_modelPanel = new ModelPanel(m_inspector, m_layers);
    m_panes = new InspectPanes(m_inspector, m_layers);
    m_splitter->addWidget(m_modelPanel);
    m_splitter->addWidget(makeMiddle());
    m_splitter->addWidget(makeSide());
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({ 330, 780, 300 });
    m_splitter->setCollapsible(1, false);
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_splitter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_stack);
    connectModel();
    connectPictures();
    connectPanes();
    connectTools();
    connectActions();
    connectPanels();
    showSubject();
}

void InspectPage::connectModel()
{
    connect(m_inspector, &Inspector::opening, m_start, &InspectStart::setOpening);
    connect(m_inspector, &Inspector::opened, this, &InspectPage::showModel);
    connect(m_inspector, &Inspector::openFailed, this, [this](const Error& error) {
        m_start->setOpening({});
        Q_EMIT openFailed(error);
    });
    connect(m_start, &InspectStart::openFileRequested, this, &InspectPage::openFileDialog);
    connect(m_start, &InspectStart::openRunRequested, this, &InspectPage::openRunDialog);
    connect(m_start, &InspectStart::recentRequested, this, &InspectPage::openModel);
    connect(m_modelPanel, &ModelPanel::openFileRequested, this, &InspectPage::openFileDialog);
    connect(m_modelPanel, &ModelPanel::openRunRequested, this, &InspectPage::openRunDialog);
    connect(m_modelPanel, &ModelPanel::recentRequested, this, &InspectPage::openModel);
    connect(m_modelPanel, &ModelPanel::layerChosen, this, &InspectPage::chooseLayer);
    connect(m_layerMaps, &LayerMaps::layerChosen, this, &InspectPage::chooseLayer);
    connect(m_inspector, &Inspector::inputChanged, this, &InspectPage::showAnswer);
    connect(m_classNames, &ClassNamesButton::taken, m_modelPanel->input(), &InputEditor::takeNames);
    connect(m_classNames, &ClassNamesButton::failed, this,
        [this](const QString& sentence) { m_note->say(InlineNote::Kind::Problem, sentence); });
}

void InspectPage::connectPictures()
{
    connect(m_strip, &PictureStrip::chosen, m_inspector, &Inspector::look);
    connect(m_strip, &PictureStrip::emptied, m_inspector, &Inspector::lookAway);
    connect(m_strip, &PictureStrip::nothingFound, this,
        [this] { m_note->say(InlineNote::Kind::Info, tr("There is no picture among these.")); });
    connect(m_inspector, &Inspector::subjectChanged, this, &InspectPage::showSubject);
    connect(m_inspector, &Inspector::subjectFailed, this, [this](const QString& title, const Error& error) {
        m_note->say(InlineNote::Kind::Problem, tr("%1: %2").arg(title, QString::fromStdString(error.message())));
    });
}

void InspectPage::connectPanes()
{
    connect(m_panes, &InspectPanes::activeChanged, this, &InspectPage::followActive);
    for (const auto signal : { &InspectPanes::entered, &InspectPanes::countChanged })
        connect(m_panes, signal, this, &InspectPage::revealActive);
    connect(m_panes, &InspectPanes::activeExplained, this, &InspectPage::followActive);
    connect(m_panes, &InspectPanes::explained, this, [this] {
        m_faithfulness->setMaps(m_panes->shownMaps(), m_panes->working());
        m_actions.stop->setEnabled(m_panes->working() > 0);
    });
    connect(m_panes, &InspectPanes::menuWanted, this, &InspectPage::showPaneMenu);
    connect(m_panes, &InspectPanes::countChanged, this,
        [this] { m_tools->setRoom(m_panes->panes().size() < InspectPanes::most); });
    connect(m_answers, &AnswerList::chosen, this, [this](qlonglong index) { m_panes->active()->chooseClass(index); });
}

void InspectPage::connectTools()
{
    const auto look = [this] {
        m_panes->setLook(m_tools->look());
        m_layerMaps->setLook(m_tools->look());
        m_checkpoints->setLook(m_tools->look());
    };
    connect(m_tools, &HeatTools::lookChanged, this, look);
    connect(m_tools, &HeatTools::sharedChanged, this, [this] { m_panes->setShared(m_tools->shared()); });
    connect(m_tools, &HeatTools::addPaneRequested, this, [this] { m_panes->addPane(); });
    connect(m_tools, &HeatTools::saveOverlayRequested, this,
        [this](bool original) { saveOverlay(*m_panes->active(), *m_inspector, m_tools->look(), original); });
    connect(m_tools, &HeatTools::saveMapRequested, this, [this] { saveMap(*m_panes->active(), *m_inspector); });
    connect(m_tools, &HeatTools::copyRequested, this,
        [this] { QApplication::clipboard()->setImage(m_panes->active()->view()->picture()); });
    connect(m_tools, &HeatTools::savePanesRequested, this, [this] { savePanes(*m_panes, *m_inspector, this); });
    connect(m_tools, &HeatTools::figureRequested, this, &InspectPage::composeFigure);
    look();
}

void InspectPage::openModel(const QString& path)
{
    m_opening = path;
    m_inspector->openPath(path);
}

void InspectPage::showModel()
{
    m_start->setOpening({});
    addRecentModel(m_opening);
    m_note->clear();
    m_stack->setCurrentWidget(m_splitter);
    m_classNames->setClassCount(m_inspector->model().classCount);
    m_answers->reserve(int(std::min<std::int64_t>(kBest + 1, m_inspector->model().classCount)), false);
    showSubject();
    followActive();
    if (isVisible() && !isAncestorOf(QApplication::focusWidget())) // so that the page's keys hold
        m_panes->active()->view()->setFocus();
    Q_EMIT modelOpened();
}

void InspectPage::showSubject()
{
    const auto subject = m_inspector->subject();
    // While the next one is on its way the last one stays.
    const bool any = subject || m_strip->model()->rowCount() > 0;
    m_middle->setCurrentIndex(any ? 1 : 0);
    if (subject)
        m_note->clear();
    followActive();
}

void InspectPage::showAnswer()
{
    const auto subject = m_inspector->subject();
    const std::int64_t explained = explainedClass();
    m_answers->setRows(
        subject ? answerRows(*m_inspector, subject->answer, kBest, explained) : std::vector<AnswerModel::Row>());
    m_answers->setChosen(explained);
    m_classNames->setVisible(m_inspector->hasModel() && m_inspector->model().input.classes.empty());
}

std::int64_t InspectPage::explainedClass() const
{
    const ExplainPane* pane = m_panes->active();
    if (pane->order().classIndex >= 0)
        return pane->order().classIndex;
    const auto subject = m_inspector->subject();
    const auto best = subject ? subject->answer.top(1) : std::vector<std::int64_t>();
    return best.empty() ? -1 : best.front();
}

/// When the panes have their places.
void InspectPage::revealActive()
{
    QTimer::singleShot(0, this, [this] { m_paneArea->ensureWidgetVisible(m_panes->active(), 0, 0); });
}

/// What is chosen in the active pane shows everywhere.
void InspectPage::followActive()
{
    const ExplainPane* pane = m_panes->active();
    ExplainOrder order = pane->order();
    order.classIndex = explainedClass();
    showAnswer();
    m_modelPanel->setChosen(order.layer);
    m_layerMaps->setChosen(order.layer);
    m_layerMaps->setClass(order.classIndex);
    m_occlude->setClass(order.classIndex);
    m_occlude->setHeat(pane->heat());
    m_checkpoints->setOrder(order);
    const bool any = m_inspector->subject() != nullptr;
    m_tools->setExportable({ any, any && !pane->inColour(), !pane->raw().empty(),
        canBeFigure(*m_inspector) && isSignalConnected(QMetaMethod::fromSignal(&InspectPage::figureWanted)) });
}

/// A method that has no layer gives way to Grad-CAM, which has.
void InspectPage::chooseLayer(const std::string& layer)
{
    ExplainPane* pane = m_panes->active();
    const MethodFact* method = findMethod(pane->order().method);
    if (!method || !method->needsLayer) {
        ExplainOrder order = pane->order();
        order.method = ExplainOrder().method;
        order.layer = layer;
        pane->setOrder(order);
        followActive();
    } else if (pane->order().layer != layer || pane->stopped() || !(pane->working() || pane->explanation())) {
        pane->chooseLayer(layer); // again, where it was stopped or failed
    }
}

void InspectPage::setColorMap(ColorMap map)
{
    m_tools->setColorMap(map);
}

} // namespace lookaway
