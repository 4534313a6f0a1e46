// SPDX-License-Identifier: MIT
#include "pages/InspectPage.h"

#include "bridge/RecentModels.h"
#include "pages/AnswerList.h"
#include "pages/CheckpointTab.h"
#include "pages/FaithfulnessTab.h"
#include "pages/HeatTools.h"
#include "pages/InspectExport.h"
#include "pages/InspectPanes.h"
#include "pages/InspectStart.h"
#include "pages/LayerMaps.h"
#include "pages/LayerModel.h"
#include "pages/ModelPanel.h"
#include "pages/OccludeTab.h"
#include "pages/PictureStrip.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"
#include "widgets/InspectView.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
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

InspectPage::InspectPage(QWidget* parent)
    : QWidget(parent)
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
    m_splitter->setChildrenCollapsible(false);
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_splitter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_stack);
    connectModel();
    connectPictures();
    connectPanes();
    connectTools();
    const auto shortcut = [this](const QKeySequence& keys, auto slot) {
        connect(new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated,
            this, slot);
    };
    shortcut(QKeySequence::Paste, &InspectPage::paste);
    shortcut(QKeySequence(Qt::Key_Escape), [this] { m_panes->stopAll(); });
    showSubject();
}

QWidget* InspectPage::makeMiddle()
{
    m_tools = new HeatTools;
    m_note = new InlineNote;
    m_strip = new PictureStrip;
    m_noPicture = new EmptyState(QStringLiteral("picture"));
    m_noPicture->setTexts(tr("Drop pictures here"),
        tr("Files, a folder, or a picture from the clipboard (Ctrl+V). The one that you choose below is explained."));
    connect(m_noPicture->addButton(tr("Choose Pictures…"), QStringLiteral("picture")), &QPushButton::clicked, this,
        &InspectPage::openPicturesDialog);
    m_middle = new QStackedWidget;
    m_middle->addWidget(m_noPicture);
    m_middle->addWidget(m_panes);
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
    column->addWidget(heading(tr("The network's answer")));
    column->addWidget(m_answers);
    column->addWidget(m_tabs, 1);
    return side;
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
    connect(m_panes, &InspectPanes::activeExplained, this, &InspectPage::followActive);
    connect(
        m_panes, &InspectPanes::explained, this, [this] { m_faithfulness->setExplanations(m_panes->explanations()); });
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
        [this] { QGuiApplication::clipboard()->setImage(m_panes->active()->view()->picture()); });
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
    showSubject();
    followActive();
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
    m_answers->setRows(subject ? answerRows(*m_inspector, subject->answer) : std::vector<AnswerModel::Row>());
    followActive();
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

/// What is chosen in the active pane shows everywhere.
void InspectPage::followActive()
{
    const ExplainPane* pane = m_panes->active();
    ExplainOrder order = pane->order();
    order.classIndex = explainedClass();
    m_answers->setChosen(order.classIndex);
    m_modelPanel->setChosen(order.layer);
    m_layerMaps->setChosen(order.layer);
    m_layerMaps->setClass(order.classIndex);
    m_occlude->setHeat(pane->heat());
    m_checkpoints->setOrder(order);
    const bool any = m_inspector->subject() != nullptr;
    m_tools->setExportable({ any, any && !pane->inColour(), !pane->raw().empty() });
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
    } else if (pane->order().layer != layer || !(pane->working() || pane->explanation())) {
        pane->chooseLayer(layer); // again, where it was stopped or failed
    }
}

void InspectPage::setColorMap(ColorMap map)
{
    m_tools->setColorMap(map);
}

} // namespace lookaway
