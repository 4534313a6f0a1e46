// SPDX-License-Identifier: MIT
#include "pages/data/ProblemsTable.h"

#include "style/Icons.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QLabel>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace lookaway {

namespace {

constexpr int widestName = 160;

QString pathText(const std::filesystem::path& path)
{
    return QFile::decodeName(QByteArray::fromStdString(path.string()));
}

/// The reason without the path, which has a column of its own.
QString reasonText(const DataProblem& problem)
{
    QString reason = QString::fromStdString(problem.reason);
    reason.replace(QLatin1Char('\'') + pathText(problem.path) + QLatin1Char('\''), ProblemsModel::tr("the file"));
    if (!reason.isEmpty())
        reason[0] = reason[0].toUpper();
    return reason;
}

} // namespace

ProblemsModel::ProblemsModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ProblemsModel::setSurvey(std::shared_ptr<const Survey> survey)
{
    beginResetModel();
    m_survey = std::move(survey);
    endResetModel();
}

int ProblemsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_survey ? 0 : static_cast<int>(m_survey->unreadable.size());
}

int ProblemsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant ProblemsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DataProblem& item = problem(index.row());
    if (role == Qt::DecorationRole && index.column() == 0)
        return icon(QStringLiteral("warning"));
    if (role == Qt::ToolTipRole)
        return pathText(item.path) + QLatin1Char('\n') + QString::fromStdString(item.reason);
    if (role != Qt::DisplayRole)
        return {};
    return index.column() == 0 ? pathText(item.path.filename()) : reasonText(item);
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("File") : tr("Why it is left out");
}

ProblemsTable::ProblemsTable(QWidget* parent)
    : QWidget(parent)
    , m_model(new ProblemsModel(this))
    , m_list(new QTreeView(this))
    , m_reason(new QLabel(this))
{
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setAccessibleName(tr("Files that cannot be read"));
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list, 1);
    column->addWidget(m_reason);
    connect(m_list, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(pathText(m_model->problem(index.row()).path.parent_path())));
    });
    connect(
        m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
            m_reason->setText(current.isValid() ? reasonText(m_model->problem(current.row())) : QString());
        });
    addCopyAction();
}

void ProblemsTable::addCopyAction()
{
    auto* copy = new QAction(icon(QStringLiteral("copy")), tr("Copy the list"), m_list);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    m_list->addAction(copy);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void ProblemsTable::setSurvey(std::shared_ptr<const Survey> survey)
{
    m_model->setSurvey(std::move(survey));
    m_list->resizeColumnToContents(0);
    m_list->setColumnWidth(0, std::min(m_list->columnWidth(0), widestName));
    m_reason->clear();
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0, 0));
}

QString ProblemsTable::text() const
{
    QString lines;
    for (int row = 0; row < m_model->rowCount(); ++row)
        lines += pathText(m_model->problem(row).path) + QLatin1Char('\t')
            + QString::fromStdString(m_model->problem(row).reason) + QLatin1Char('\n');
    return lines;
}

} // namespace lookaway
