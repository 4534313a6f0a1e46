// SPDX-License-Identifier: MIT
#include "pages/runs/RunsModel.h"

#include <QFont>

#include <algorithm>

namespace lookaway {

/// A column of numbers, which stand below each other.
static bool isNumber(int column)
{
    return column >= RunsModel::TestAccuracy && column <= RunsModel::Epochs;
}

RunsModel::RunsModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

QString RunsModel::folderOf(const RunSummary& run)
{
    return QString::fromStdString(run.folder.string());
}

RunsModel::State RunsModel::state(int row) const
{
    const auto& shown = run(row);
    if (shown.status == RunRecord::Status::Running)
        return State::Running;
    if (!shown.problem.empty())
        return State::Damaged;
    return shown.status == RunRecord::Status::Finished ? State::Finished : State::Interrupted;
}

void RunsModel::setRuns(std::vector<RunSummary> runs)
{
    const QStringList before = overlaid();
    const auto sameFolder = [](const RunSummary& a, const RunSummary& b) { return a.folder == b.folder; };
    if (std::equal(runs.begin(), runs.end(), m_runs.begin(), m_runs.end(), sameFolder)) {
        m_runs = std::move(runs);
        findBest();
        if (!m_runs.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        m_runs = std::move(runs);
        findBest();
        endResetModel();
    }
    if (overlaid() != before)
        Q_EMIT overlayChanged(overlaid());
}

void RunsModel::setActive(const QString& folder)
{
    m_active = folder;
    if (!m_runs.empty())
        Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, Name));
}

QStringList RunsModel::overlaid() const
{
    QStringList folders;
    for (const auto& run : m_runs)
        if (m_checked.contains(folderOf(run)))
            folders += folderOf(run);
    return folders;
}

void RunsModel::setOverlaid(const QStringList& folders)
{
    const QStringList before = overlaid();
    m_checked = QSet<QString>(folders.begin(), folders.end());
    if (!m_runs.empty())
        Q_EMIT dataChanged(index(0, Overlay), index(rowCount() - 1, Overlay));
    if (overlaid() != before)
        Q_EMIT overlayChanged(overlaid());
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(run(row), row, column);
    case SortRole:
        return value(run(row), row, column);
    case FolderRole:
        return folderOf(run(row));
    case Qt::DecorationRole:
        return decoration(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::CheckStateRole:
        if (column == Overlay && flags(index) & Qt::ItemIsUserCheckable)
            return m_checked.contains(folderOf(run(row))) ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::TextAlignmentRole:
        return isNumber(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(column == Name ? folderOf(run(row)) == m_active : best(row, column));
        return font.bold() ? QVariant(font) : QVariant();
    }
    case Qt::AccessibleTextRole:
        return best(row, column) ? tr("%1, the best").arg(text(run(row), row, column).toString()) : QVariant();
    default:
        return {};
    }
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || index.column() != Overlay || role != Qt::CheckStateRole
        || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    const QString folder = folderOf(run(index.row()));
    if (value.toInt() == Qt::Checked)
        m_checked.insert(folder);
    else
        m_checked.remove(folder);
    Q_EMIT dataChanged(index, index);
    Q_EMIT overlayChanged(overlaid());
    return true;
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static const char* const titles[] = { QT_TR_NOOP("Overlay"), QT_TR_NOOP("Status"), QT_TR_NOOP("Name"),
        QT_TR_NOOP("Model"), QT_TR_NOOP("Occlusion"), QT_TR_NOOP("Test acc."), QT_TR_NOOP("Val. acc."), QT_TR_NOOP("p"),
        QT_TR_NOOP("Threshold"), QT_TR_NOOP("Seed"), QT_TR_NOOP("Epochs"), QT_TR_NOOP("Started"),
        QT_TR_NOOP("Folder") };
    if (role == Qt::DisplayRole)
        return tr(titles[section]);
    if (role == Qt::TextAlignmentRole)
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == ValidationAccuracy)
        return tr("Validation accuracy of the last epoch that is over; the best one is bold");
    if (role == Qt::ToolTipRole && section == TestAccuracy)
        return tr("Accuracy on the test pictures; the best one is bold");
    if (role == Qt::ToolTipRole && section == Overlay)
        return tr("Runs whose curves are laid over the plots");
    return {};
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == Overlay && state(index.row()) != State::Damaged)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace lookaway
