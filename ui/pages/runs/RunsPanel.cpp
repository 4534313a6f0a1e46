// SPDX-License-Identifier: MIT
#include "pages/runs/RunsPanel.h"

#include "pages/runs/RunComparison.h"
#include "pages/runs/RunsModel.h"
#include "style/Icons.h"
#include "widgets/Background.h"
#include "widgets/EmptyState.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolBar>
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
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPanel::showState);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        // The last one is stretched by the panel itself.
        m_columnsSet |= !m_fitting && isVisible() && column != RunsModel::Folder;
    });
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
    if (!m_columnsSet)
        fitColumns();
    showState();
    Q_EMIT listed();
}

void RunsPanel::fitColumns()
{
    m_fitting = true;
    m_table->resizeColumnsToContents();
    // The run that is shown gets a mark and bold letters.
    const int name = m_table->columnWidth(RunsModel::Name);
    m_table->setColumnWidth(RunsModel::Name, name + name / 8 + m_table->iconSize().width() + 4);
    const int letter = fontMetrics().averageCharWidth();
    for (const auto& [column, most] : { std::pair{ RunsModel::Name, 36 }, std::pair{ RunsModel::Model, 22 } })
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), most * letter));
    m_fitting = false;
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
    std::stable_partition(runs.begin(), runs.end(), [](const RunSummary& run) {
        return !run.facts.started.empty() && run.facts.config.distraction.fill == FillKind::None;
    });
    return runs;
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
    m_columnsSet |= restored;
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
    enableActions();
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
