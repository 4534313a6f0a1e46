// SPDX-License-Identifier: MIT
#include "pages/runs/RunsModel.h"

#include "session/inspect/ModelCatalogue.h"
#include "session/settings/SettingNames.h"
#include "style/Icons.h"

#include <QDateTime>
#include <QFont>
#include <QIcon>
#include <QLocale>

#include <algorithm>
#include <optional>

namespace lookaway {

namespace {

std::optional<double> numberOf(const std::map<std::string, double>& numbers, const char* name)
{
    const auto found = numbers.find(name);
    return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

QDateTime startOf(const RunSummary& run)
{
    return QDateTime::fromString(QString::fromStdString(run.facts.started), Qt::ISODate).toLocalTime();
}

bool baseline(const RunSummary& run)
{
    return run.facts.config.distraction.fill == FillKind::None;
}

/// An accuracy that is not there sorts below 0.
QVariant accuracy(const std::optional<double>& share)
{
    return share.value_or(-1);
}

} // namespace

RunsModel::RunsModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

QString RunsModel::folderOf(const RunSummary& run)
{
    return QString::fromStdString(run.folder.string());
}

QString RunsModel::nameOfState(State state)
{
    switch (state) {
    case State::Running:
        return tr("running");
    case State::Interrupted:
        return tr("interrupted");
    case State::Finished:
        return tr("finished");
    case State::Damaged:
        break;
    }
    return tr("damaged");
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
        if (!m_runs.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        m_runs = std::move(runs);
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

QVariant RunsModel::value(const RunSummary& run, int row, int column) const
{
    const auto& config = run.facts.config;
    switch (column) {
    case Overlay:
        return m_checked.contains(folderOf(run));
    case Status:
        return static_cast<int>(state(row));
    case Name:
        return QString::fromStdString(run.folder.filename().string());
    case Started:
        return startOf(run);
    case Model:
        return QString::fromStdString(networkName(config.model));
    case Occlusion:
        return QString::fromStdString(nameOf(config.distraction.fill));
    case P:
        return baseline(run) ? -1 : config.distraction.p;
    case Threshold:
        return baseline(run) ? -1 : config.distraction.threshold;
    case Seed:
        return QVariant::fromValue<qulonglong>(config.training.seed);
    case Epochs:
        return run.epochsDone;
    case ValidationAccuracy:
        return accuracy(numberOf(run.lastEpoch, "validation_accuracy"));
    case TestAccuracy:
        return accuracy(numberOf(run.results, "test.accuracy"));
    case Folder:
        return folderOf(run);
    default:
        return {};
    }
}

QVariant RunsModel::text(const RunSummary& run, int row, int column) const
{
    if (column == Overlay)
        return {};
    if (column == Status)
        return nameOfState(state(row));
    const QVariant sorted = value(run, row, column);
    if (column == Name || column == Folder)
        return sorted;
    const QString nothing = QStringLiteral("–");
    if (run.facts.started.empty()) // config.json cannot be read: what follows is not known
        return nothing;
    switch (column) {
    case Started:
        return QLocale().toString(sorted.toDateTime(), QLocale::ShortFormat);
    case Occlusion:
        return baseline(run) ? tr("none (baseline)") : sorted.toString();
    case P:
    case Threshold:
        return sorted.toDouble() < 0 ? nothing : QString::number(sorted.toDouble());
    case Epochs:
        return tr("%1 of %2").arg(run.epochsDone).arg(run.epochs);
    case ValidationAccuracy:
    case TestAccuracy:
        return sorted.toDouble() < 0 ? nothing : QString::number(sorted.toDouble(), 'f', 3);
    default:
        return sorted.toString();
    }
}

QVariant RunsModel::decoration(int row, int column) const
{
    if (column == Name && !m_active.isEmpty() && folderOf(run(row)) == m_active)
        return icon(QStringLiteral("eye"));
    if (column != Status)
        return {};
    switch (state(row)) {
    case State::Running:
        return icon(QStringLiteral("play"));
    case State::Interrupted:
        return icon(QStringLiteral("pause"));
    case State::Finished:
        return icon(QStringLiteral("success"));
    case State::Damaged:
        break;
    }
    return icon(QStringLiteral("error"));
}

QString RunsModel::toolTip(int row, int column) const
{
    const auto& shown = run(row);
    if (column == Overlay)
        return tr("Lay the curves of this run over the plots");
    if (!shown.problem.empty())
        return QString::fromStdString(shown.problem);
    if (column == Name && folderOf(shown) == m_active)
        return tr("Shown in the window now");
    return folderOf(shown);
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
        return column >= P && column <= TestAccuracy ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(folderOf(run(row)) == m_active);
        return column == Name ? QVariant(font) : QVariant();
    }
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
        QT_TR_NOOP("Started"), QT_TR_NOOP("Model"), QT_TR_NOOP("Occlusion"), QT_TR_NOOP("p"), QT_TR_NOOP("Threshold"),
        QT_TR_NOOP("Seed"), QT_TR_NOOP("Epochs"), QT_TR_NOOP("Val. accuracy"), QT_TR_NOOP("Test accuracy"),
        QT_TR_NOOP("Folder") };
    if (role == Qt::DisplayRole)
        return tr(titles[section]);
    if (role == Qt::ToolTipRole && section == ValidationAccuracy)
        return tr("Validation accuracy of the last epoch that is over");
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
