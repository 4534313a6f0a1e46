// SPDX-License-Identifier: MIT
#include "window/MainWindow.h"

#include "pages/compare/ComparePage.h"
#include "pages/compare/TestComparisonPanel.h"
#include "pages/composer/FigureComposer.h"
#include "pages/data/DataPage.h"
#include "pages/inspect/InspectPage.h"
#include "pages/runs/RunsModel.h"
#include "pages/runs/RunsPanel.h"
#include "pages/runs/WelcomePage.h"
#include "pages/training/EvaluationView.h"
#include "pages/training/PictureDialog.h"
#include "pages/training/ProbePanel.h"
#include "pages/training/SetupPanel.h"
#include "pages/training/TrainPage.h"
#include "style/Icons.h"
#include "widgets/LogPanel.h"
#include "widgets/MessageBar.h"
#include "widgets/ShrinkArea.h"
#include "widgets/forms/LiveControls.h"
#include "widgets/pictures/BatchStrip.h"
#include "window/Actions.h"
#include "window/CompareDesk.h"
#include "window/ComparisonDesk.h"
#include "window/DataDesk.h"
#include "window/FigureDesk.h"
#include "window/InspectDesk.h"
#include "window/Panels.h"
#include "window/ReportDesk.h"
#include "window/StatusLine.h"
#include "window/TrainingDesk.h"
#include "window/WindowPlacement.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QToolBar>
#include <QUndoGroup>
#include <QUndoStack>
#include <QVBoxLayout>

#include <array>

namespace lookaway {

/// A panel's content that brings no margins of its own, kept at the top.
static QWidget* withMargins(QWidget* content)
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->addWidget(content);
    layout->addStretch(1);
    return box;
}

/// With the number of columns and of their order: what an earlier version saved does not fit a table that has others.
static QString runColumnsKey()
{
    return QStringLiteral("runs/order2columns%1").arg(RunsModel::ColumnCount);
}

/// What a new training begins with: the scheme is on, and the rate suits random weights.
static Config firstConfig(const Preferences& preferences)
{
    Config config;
    preferences.applyTo(config);
    config.distraction.fill = FillKind::Zero;
    config.training.learningRate = 1e-3;
    config.run.probePictures = 8;
    return config;
}

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent)
    , m_preferences(Preferences::load(QSettings()))
    , m_actions(std::make_unique<Actions>(this))
    , m_controller(new RunController(this))
    , m_recent(new RecentRuns(this))
{
    setWindowTitle(tr("Lookaway"));
    setWindowIcon(icon(QStringLiteral("lookaway")));
    setAcceptDrops(true);
    makeWorkspaces();
    makePanels();
    makeToolBar();
    auto* status = new StatusLine(*m_controller, this);
    setStatusBar(status);
    connect(status, &StatusLine::cancelRequested, m_controller, &RunController::stopForLater);
    connect(m_tests, &TestComparisonPanel::workTold, status, &StatusLine::setTask);
    m_dataDesk = new DataDesk(m_data, this);
    m_inspectDesk = new InspectDesk(m_inspect, m_runs, m_actions->inspect, this);
    m_compareDesk = new CompareDesk(m_compare, m_tests, m_runs, m_actions->compare, this);
    m_figureDesk = new FigureDesk(m_figure, m_actions->figure, this);
    m_trainingDesk = new TrainingDesk(*m_controller, { m_train, m_setup, m_live, m_probes }, this);
    m_comparisonDesk = new ComparisonDesk({ *m_controller, *m_trainingDesk, m_train, m_runs }, this);
    m_reportDesk = new ReportDesk(m_runs, this);
    m_actions->history->addStack(m_inspect->history());
    m_actions->history->addStack(m_compare->history());
    m_actions->history->addStack(m_figure->document()->history());
    connectActions();
    connectTraining();
    connectData();
    connectRuns();
    restoreLayout();
    applyPreferences(m_preferences);
    setConfig(firstConfig(m_preferences));
    showState();
    // Behind the first painting of the window.
    QTimer::singleShot(0, this, [this] {
        m_recent->load(m_preferences.runFolder);
        offerInterruptedRun();
    });
}

MainWindow::~MainWindow()
{
    // The training ends before the widgets that it tells about.
    delete m_dataDesk;
    delete m_comparisonDesk;
    delete m_trainingDesk;
    delete m_controller;
}

void MainWindow::makeWorkspaces()
{
    auto* middle = new QWidget(this);
    m_messages = new MessageBar(middle);
    m_stack = new QStackedWidget(middle);
    m_welcome = new WelcomePage;
    m_data = new DataPage;
    m_train = new TrainPage;
    m_inspect = new InspectPage;
    m_compare = new ComparePage;
    m_figure = new FigureComposer;
    for (QWidget* page : std::initializer_list<QWidget*>{ m_welcome, m_data, m_train, m_inspect, m_compare, m_figure })
        m_stack->addWidget(new ShrinkArea(page, QSize(420, 280)));
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_stack, 1);
    setCentralWidget(middle);
}

void MainWindow::makePanels()
{
    m_setup = new SetupPanel({ m_actions->start, m_actions->pause, m_actions->stopAndKeep, m_actions->discard });
    m_live = new LiveControls;
    m_probes = new ProbePanel;
    m_runs = new RunsPanel;
    m_log = new LogPanel;
    m_tests = new TestComparisonPanel;
    m_panels = new Panels(this, m_actions->panels);
    const QString train = QStringLiteral("train");
    const QStringList everywhere{ QStringLiteral("welcome"), QStringLiteral("data"), train, QStringLiteral("inspect"),
        QStringLiteral("compare"), QStringLiteral("figure") };
    m_panels->add(QStringLiteral("settings"), tr("Settings"), m_setup,
        { Qt::LeftDockWidgetArea, {}, true, { train }, { 330, 700 } });
    m_panels->add(QStringLiteral("live"), tr("Live Settings"), withMargins(m_live),
        { Qt::RightDockWidgetArea, {}, true, { train }, { 310, 250 } });
    m_panels->add(QStringLiteral("probes"), tr("Probe Pictures"), m_probes,
        { Qt::RightDockWidgetArea, {}, true, { train }, { 310, 500 } });
    m_panels->add(
        QStringLiteral("runs"), tr("Runs"), m_runs, { Qt::BottomDockWidgetArea, {}, false, everywhere, { 800, 260 } });
    m_panels->add(QStringLiteral("log"), tr("Log"), m_log,
        { Qt::BottomDockWidgetArea, QStringLiteral("runs"), false, everywhere, { 800, 260 } });
    m_panels->add(QStringLiteral("tests"), tr("Test Set"), m_tests,
        { Qt::BottomDockWidgetArea, QStringLiteral("runs"), false, { QStringLiteral("compare") }, { 800, 340 } });
}

void MainWindow::makeToolBar()
{
    auto* bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize(QSize(20, 20));
    for (QAction* action : { m_actions->welcome, m_actions->data, m_actions->train, m_actions->inspectWorkspace,
             m_actions->compareWorkspace, m_actions->figureWorkspace })
        bar->addAction(action);
    bar->addSeparator();
    for (QAction* action :
        { m_actions->start, m_actions->pause, m_actions->stopAndKeep, m_actions->discard, m_actions->evaluate })
        bar->addAction(action);
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    bar->addAction(m_actions->palette);
    bar->addAction(m_actions->manual);
}

void MainWindow::showWorkspace(Workspace workspace)
{
    static const QStringList names{ QStringLiteral("welcome"), QStringLiteral("data"), QStringLiteral("train"),
        QStringLiteral("inspect"), QStringLiteral("compare"), QStringLiteral("figure") };
    m_stack->setCurrentIndex(static_cast<int>(workspace));
    m_messages->setPlace(static_cast<int>(workspace));
    // Only the page that is shown decides how small the window may be.
    for (int i = 0; i < m_stack->count(); ++i) {
        const auto policy = i == m_stack->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        m_stack->widget(i)->setSizePolicy(policy, policy);
    }
    m_panels->switchTo(names[static_cast<int>(workspace)]);
    m_actions->history->setActiveStack(workspace == Workspace::Inspect ? m_inspect->history()
            : workspace == Workspace::Compare                          ? m_compare->history()
            : workspace == Workspace::Figure                           ? m_figure->document()->history()
                                                                       : nullptr);
    const std::array actions{ m_actions->welcome, m_actions->data, m_actions->train, m_actions->inspectWorkspace,
        m_actions->compareWorkspace, m_actions->figureWorkspace };
    actions[static_cast<std::size_t>(workspace)]->setChecked(true);
    showTitle();
    if (workspace == Workspace::Welcome)
        m_recent->load(m_preferences.runFolder);
}

MainWindow::Workspace MainWindow::workspace() const
{
    return static_cast<Workspace>(m_stack->currentIndex());
}

void MainWindow::restoreLayout()
{
    QSettings settings;
    if (m_preferences.reopenLayout) {
        restoreWindowPlacement(*this, settings);
        m_panels->restore(settings);
        m_runs->restoreColumns(settings.value(runColumnsKey()).toByteArray());
    } else {
        restoreWindowPlacement(*this, QSettings(QString(), QSettings::IniFormat));
    }
    showWorkspace(Workspace::Welcome);
}

void MainWindow::saveLayout()
{
    QSettings settings;
    saveWindowPlacement(*this, settings);
    m_panels->save(settings);
    settings.setValue(runColumnsKey(), m_runs->columns());
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange && m_controller)
        m_controller->bridge().watchBatches(!isMinimized() && m_train && m_train->liveIsShown());
}

} // namespace lookaway
