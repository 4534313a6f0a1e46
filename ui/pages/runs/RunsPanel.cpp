// SPDX-License-Identifier: MIT
#include "pages/runs/RunsPanel.h"

#include "pages/runs/RunComparison.h"
#include "pages/runs/RunsModel.h"
#include "session/settings/CommandLineText.h"
#include "style/Icons.h"
#include "widgets/Background.h"
#include "widgets/EmptyState.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolBar>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace lookaway {

RunsPanel::RunsPanel(QWidget* parent)
    : QWidget(parent)
    , m_model(new RunsModel(this))
    , m_proxy(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit(this))
    , m_bar(new QToolBar(this))
    , m_table(new QTableView(this))
    , m_comparison(new RunComparison(this))
    , m_empty(new EmptyState(QStringLiteral("runs"), this))
    , m_stack(new QStackedWidget(this))
{
    makeActions();
    makeTable();
    m_filter->setPlaceholderText(tr("Filter the runs"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_filter->setMaximumWidth(280);

    auto* head = new QHBoxLayout;
    head->addWidget(m_filter, 1);
    head->addWidget(m_bar, 2);
    auto* splitter = new QSplitter(this);
    splitter->addWidget(m_table);
    splitter->addWidget(m_comparison);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({ 600, 260 });
    splitter->setChildrenCollapsible(false);
    m_stack->addWidget(splitter);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);

    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_filter, &QLineEdit::textChanged, this, &RunsPanel::showState);
    connect(m_model, &RunsModel::overlayChanged, this, &RunsPanel::overlayChanged);
    showState();
}

RunsPanel::~RunsPanel()
{
    if (m_listing)
        m_listing->cancel();
}

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

void RunsPanel::makeTable()
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(RunsModel::SortRole);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_proxy);
    m_table->setAccessibleName(tr("Runs"));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(RunsModel::Started, Qt::DescendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false); // Tab leaves the table
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setSectionsMovable(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPanel::showState);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (index.column() != RunsModel::Overlay && m_open->isEnabled())
            m_open->trigger();
    });
}

void RunsPanel::setRoot(const QString& path)
{
    if (path != m_root)
        m_everListed = false;
    m_root = path;
    refresh();
}

void RunsPanel::setActive(const QString& path)
{
    m_model->setActive(path);
}

void RunsPanel::refresh()
{
    if (m_listing) {
        m_listing->cancel(); // it may be of another folder, or long out of date
        m_again = true;
        return;
    }
    m_listing.emplace();
    inBackground(
        this,
        [root = m_root.toStdString(), token = m_listing->token()] {
            return root.empty() ? std::vector<RunSummary>() : listRuns(root, token);
        },
        [this](std::vector<RunSummary> runs) { takeOver(std::move(runs)); });
    showState();
}

void RunsPanel::takeOver(std::vector<RunSummary> runs)
{
    m_listing.reset();
    if (m_again) {
        m_again = false;
        refresh();
        return;
    }
    m_everListed = true;
    const QStringList chosen = selected();
    m_model->setRuns(std::move(runs));
    select(chosen);
    if (!m_columnsFitted && m_model->rowCount() > 0)
        fitColumns();
    showState();
    Q_EMIT listed();
}

void RunsPanel::fitColumns()
{
    m_columnsFitted = true;
    m_table->resizeColumnsToContents();
    // The run that is shown gets a mark and bold letters.
    const int name = m_table->columnWidth(RunsModel::Name);
    m_table->setColumnWidth(RunsModel::Name, name + name / 6 + m_table->iconSize().width() + 8);
}

QStringList RunsPanel::selected() const
{
    QStringList folders;
    for (const auto& run : selectedRuns())
        folders += RunsModel::folderOf(run);
    return folders;
}

std::vector<RunSummary> RunsPanel::selectedRuns() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    std::vector<RunSummary> runs;
    for (const auto& row : rows)
        runs.push_back(m_model->run(m_proxy->mapToSource(row).row()));
    return runs;
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

void RunsPanel::compare(const QStringList& folders)
{
    m_filter->clear();
    select(folders);
    if (const auto rows = m_table->selectionModel()->selectedRows(); !rows.isEmpty())
        m_table->scrollTo(rows.front());
}

QByteArray RunsPanel::columns() const
{
    return m_table->horizontalHeader()->saveState();
}

bool RunsPanel::restoreColumns(const QByteArray& saved)
{
    const bool restored = m_table->horizontalHeader()->restoreState(saved);
    m_columnsFitted |= restored;
    return restored;
}

const RunSummary* RunsPanel::single() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.size() == 1 ? &m_model->run(m_proxy->mapToSource(rows.first()).row()) : nullptr;
}

void RunsPanel::select(const QStringList& folders)
{
    QItemSelection rows;
    for (int row = 0; row < m_proxy->rowCount(); ++row)
        if (const auto index = m_proxy->index(row, 0); folders.contains(index.data(RunsModel::FolderRole).toString()))
            rows.select(index, index);
    m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void RunsPanel::showState()
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
    m_comparison->setRuns(selectedRuns());

    const bool nothing = m_proxy->rowCount() == 0;
    if (m_model->rowCount() > 0)
        m_empty->setTexts(tr("No run matches the filter"), tr("Names, models and settings are looked through."));
    else if (m_listing && !m_everListed)
        m_empty->setTexts(tr("Looking for runs..."), m_root);
    else
        m_empty->setTexts(tr("No runs yet"),
            tr("Start a training: it is kept in %1 and listed here. The preferences can name another folder.")
                .arg(m_root));
    m_stack->setCurrentIndex(nothing ? 1 : 0);
}

} // namespace lookaway
