// SPDX-License-Identifier: MIT
#include "pages/ProblemsTable.h"

#include "style/Icons.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QUrl>

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
    : QTreeView(parent)
    , m_model(new ProblemsModel(this))
{
    setModel(m_model);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setAccessibleName(tr("Files that cannot be read"));
    setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* copy = new QAction(icon(QStringLiteral("copy")), tr("Copy the list"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    addAction(copy);
    connect(this, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(pathText(m_model->problem(index.row()).path.parent_path())));
    });
}

void ProblemsTable::setSurvey(std::shared_ptr<const Survey> survey)
{
    m_model->setSurvey(std::move(survey));
    resizeColumnToContents(0);
    setColumnWidth(0, std::min(columnWidth(0), widestName));
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
