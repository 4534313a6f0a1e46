// SPDX-License-Identifier: MIT
// RunsPanel: what can be done with the selected runs.
#include "pages/runs/RunsPanel.h"

#include "pages/runs/RunsModel.h"
#include "session/settings/CommandLineText.h"
#include "style/Icons.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QTableView>
#include <QToolBar>
#include <QUrl>

namespace lookaway {

QAction* RunsPanel::makeAction(const QString& name, const QString& iconName, const QString& text, const QString& tip)
{
    auto* action = new QAction(icon(iconName), text, this);
    action->setObjectName(name);
    action->setToolTip(tip);
    m_bar->addAction(action);
    m_table->addAction(action);
    return action;
}

void RunsPanel::makeActions()
{
    m_bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_bar->setIconSize({ 16, 16 });
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_open = makeAction("open", "open", tr("Open"), tr("Show this run's plots and results"));
    m_resume = makeAction("resume", "resume", tr("Resume"), tr("Go on with this interrupted run"));
    m_repeat =
        makeAction("repeat", "repeat", tr("Repeat with Changes"), tr("Take over this run's settings for a new one"));
    m_evaluate = makeAction("evaluate", "evaluate", tr("Evaluate"), tr("Test this run's best weights again"));
    m_inspect =
        makeAction("inspect", "inspect", tr("Inspect"), tr("Look into this run's network: where it looks, and why"));
    m_compareMaps = makeAction("compareMaps", "compare", tr("Compare Heat Maps"),
        tr("Set the heat maps of the selected runs side by side, on the same pictures"));
    m_report = makeAction("report", "export", tr("Report…"),
        tr("Write one HTML page about the selected runs: results, tests, curves, heat maps of the test pictures"));
    m_copy = makeAction("copy", "copy", tr("Copy Command"), tr("Copy the lookaway-cli command that repeats this run"));
    m_showFolder = makeAction("folder", "folder", tr("Show Folder"), tr("Show the run in the file manager"));
    m_refresh = makeAction("refresh", "revert", tr("Refresh"), tr("Look through the folder again"));
    m_refresh->setShortcut(QKeySequence::Refresh);
    m_refresh->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_refresh);

    connect(m_open, &QAction::triggered, this, [this] { Q_EMIT openRequested(RunsModel::folderOf(*single())); });
    connect(m_resume, &QAction::triggered, this, [this] { Q_EMIT resumeRequested(RunsModel::folderOf(*single())); });
    connect(
        m_evaluate, &QAction::triggered, this, [this] { Q_EMIT evaluateRequested(RunsModel::folderOf(*single())); });
    connect(m_inspect, &QAction::triggered, this, [this] { Q_EMIT inspectRequested(RunsModel::folderOf(*single())); });
    connect(m_compareMaps, &QAction::triggered, this, [this] { Q_EMIT compareMapsRequested(withNetwork()); });
    connect(m_report, &QAction::triggered, this, [this] { Q_EMIT reportRequested(withNetwork()); });
    connect(m_repeat, &QAction::triggered, this, [this] {
        Config config = single()->facts.config;
        config.run.folder.clear();
        Q_EMIT repeatRequested(config);
    });
    connect(m_copy, &QAction::triggered, this, [this] {
        Config config = single()->facts.config;
        config.run.folder += "-again"; // a run is not written over another one
        QGuiApplication::clipboard()->setText(QString::fromStdString(trainCommand(config)));
    });
    connect(m_showFolder, &QAction::triggered, this,
        [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(RunsModel::folderOf(*single()))); });
    connect(m_refresh, &QAction::triggered, this, &RunsPanel::refresh);
}

/// Of the selected runs those that have something to look into.
QStringList RunsPanel::withNetwork() const
{
    QStringList folders;
    for (const auto& run : selectedRuns())
        if (run.problem.empty() && !(run.best.empty() && run.last.empty()))
            folders += RunsModel::folderOf(run);
    return folders;
}

void RunsPanel::enableActions()
{
    const auto* run = single();
    const bool readable = run && run->problem.empty();
    const bool known = run && !run->facts.started.empty(); // also of a run whose report is damaged: it can be resumed
    const bool running = run && run->status == RunRecord::Status::Running;
    m_open->setEnabled(readable);
    m_resume->setEnabled(known && run->status == RunRecord::Status::Interrupted);
    m_repeat->setEnabled(known);
    m_evaluate->setEnabled(readable && !running && !(run->best.empty() && run->last.empty()));
    m_inspect->setEnabled(readable && !(run->best.empty() && run->last.empty()));
    m_compareMaps->setEnabled(!withNetwork().isEmpty());
    m_report->setEnabled(!withNetwork().isEmpty());
    m_copy->setEnabled(known);
    m_showFolder->setEnabled(run != nullptr);
}

} // namespace lookaway
