// SPDX-License-Identifier: MIT
#include "bridge/RecentRuns.h"

#include "bridge/RunPartner.h"
#include "session/inspect/ModelCatalogue.h"
#include "widgets/Background.h"

#include "session/runs/BatchSheet.h"
#include "session/runs/RunList.h"
#include "session/runs/RunReader.h"

#include <QDir>
#include <QFileInfo>
#include <QImageReader>
#include <QSettings>

namespace lookaway {

constexpr int kMostRuns = 12;
constexpr int kMostRemoved = 200;
constexpr int kThumbnailHeight = 160;

static QString key()
{
    return QStringLiteral("recentRuns");
}

static QString removedKey()
{
    return QStringLiteral("removedRuns");
}

/// `folders` and, where there are not enough, the newest of the others in `root`.
static QStringList withRunsIn(const QString& root, QStringList folders, const QStringList& removed)
{
    if (root.isEmpty() || folders.size() >= kMostRuns)
        return folders;
    for (const auto& run : listRuns(root.toStdString())) {
        const QString folder = QDir::cleanPath(QString::fromStdString(run.folder.string()));
        if (folders.size() < kMostRuns && run.problem.empty() && !folders.contains(folder) && !removed.contains(folder))
            folders << folder;
    }
    return folders;
}

RecentRuns::RecentRuns(QObject* parent)
    : QObject(parent)
{
}

QStringList RecentRuns::folders() const
{
    return QSettings().value(key()).toStringList();
}

void RecentRuns::add(const QString& folder)
{
    const QString path = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    QStringList all = folders();
    all.removeAll(path);
    all.prepend(path);
    QSettings settings;
    settings.setValue(key(), QStringList(all.mid(0, kMostRuns)));
    QStringList removed = settings.value(removedKey()).toStringList();
    removed.removeAll(path);
    settings.setValue(removedKey(), removed);
}

void RecentRuns::remove(const QString& folder)
{
    QStringList all = folders();
    all.removeAll(folder);
    QSettings settings;
    settings.setValue(key(), all);
    QStringList removed = settings.value(removedKey()).toStringList();
    removed.removeAll(folder);
    removed.prepend(folder);
    settings.setValue(removedKey(), QStringList(removed.mid(0, kMostRemoved)));
}

void RecentRuns::load(const QString& root)
{
    inBackground(
        this,
        [root, all = folders(), removed = QSettings().value(removedKey()).toStringList()] {
            std::vector<RunCard> cards;
            for (const QString& folder : withRunsIn(root, all, removed))
                cards.push_back(readRunCard(folder, kThumbnailHeight));
            return cards;
        },
        [this](const std::vector<RunCard>& cards) { Q_EMIT loaded(cards); });
}

/// The first pictures of the last sheet, as original, heat map, mask and occluded.
static QImage lastSnapshot(const QString& folder, int height)
{
    const QDir snapshots(folder + QLatin1Char('/') + QLatin1String(runfile::snapshots));
    const QStringList sheets = snapshots.entryList({ QStringLiteral("*.png") }, QDir::Files, QDir::Name);
    if (sheets.isEmpty())
        return {};
    QImageReader reader(snapshots.filePath(sheets.back()));
    const QSize size = reader.size();
    const int width = size.width() - SheetMargins::left - SheetMargins::right;
    if (!size.isValid() || size.width() > 20000 || size.height() > 100000 || width < 16)
        return {};
    const QRect pictures(SheetMargins::left, SheetMargins::top, width, std::min(width * 3 / 4, size.height()));
    return reader.read().copy(pictures).scaledToHeight(height, Qt::SmoothTransformation);
}

static QString resultOf(const RunRecord& run)
{
    if (const auto accuracy = run.results.find("test.accuracy"); accuracy != run.results.end())
        return RecentRuns::tr("test accuracy %1").arg(accuracy->second, 0, 'f', 3);
    const auto planned = run.facts.config.training.epochs;
    const auto done = static_cast<int>(run.epochs.size());
    switch (run.status) {
    case RunRecord::Status::Running:
        return RecentRuns::tr("running, %1 of %2 epochs done").arg(done).arg(planned);
    case RunRecord::Status::Interrupted:
        return RecentRuns::tr("interrupted, %1 of %2 epochs done").arg(done).arg(planned);
    case RunRecord::Status::Finished:
        break;
    }
    return RecentRuns::tr("finished, not tested");
}

RunCard readRunCard(const QString& folder, int height)
{
    RunCard card;
    card.folder = folder;
    card.title = QFileInfo(folder).fileName();
    const auto run = readRun(folder.toStdString());
    if (!run) {
        card.missing = true;
        card.summary = QFileInfo::exists(folder) ? RecentRuns::tr("cannot be read") : RecentRuns::tr("no longer there");
        card.result = QString::fromStdString(run.error().message());
        return card;
    }
    const Config& config = run->facts.config;
    const auto& scheme = config.distraction;
    card.summary = QString::fromStdString(networkName(config.model)) + QStringLiteral(" · ") + armName(scheme.fill);
    if (scheme.fill != FillKind::None)
        card.summary += RecentRuns::tr(", p %1").arg(scheme.p);
    card.result = resultOf(*run);
    card.started = QDateTime::fromString(QString::fromStdString(run->facts.started), Qt::ISODate);
    card.thumbnail = lastSnapshot(folder, height);
    return card;
}

} // namespace lookaway
