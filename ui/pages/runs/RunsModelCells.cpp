// SPDX-License-Identifier: MIT
// RunsModel: what a cell says.
#include "pages/runs/RunsModel.h"

#include "session/inspect/ModelCatalogue.h"
#include "session/settings/SettingNames.h"
#include "style/Icons.h"

#include <QDateTime>
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

void RunsModel::findBest()
{
    m_best.clear();
    for (const int column : { int(TestAccuracy), int(ValidationAccuracy) }) {
        std::vector<double> values;
        for (int row = 0; row < rowCount(); ++row)
            if (const double share = value(run(row), row, column).toDouble(); share >= 0)
                values.push_back(share);
        if (values.empty())
            continue;
        const auto [least, most] = std::minmax_element(values.begin(), values.end());
        if (*least < *most)
            m_best[column] = *most;
    }
}

bool RunsModel::best(int row, int column) const
{
    const auto found = m_best.constFind(column);
    return found != m_best.constEnd() && value(run(row), row, column).toDouble() == *found;
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

} // namespace lookaway
