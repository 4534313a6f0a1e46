// SPDX-License-Identifier: MIT
#include "bridge/RecentModels.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace lookaway {

constexpr int kMostModels = 10;

static QString key()
{
    return QStringLiteral("recentModels");
}

QStringList recentModels()
{
    return QSettings().value(key()).toStringList();
}

void addRecentModel(const QString& path)
{
    const QString clean = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    QStringList all = recentModels();
    all.removeAll(clean);
    all.prepend(clean);
    QSettings().setValue(key(), QStringList(all.mid(0, kMostModels)));
}

QString pathOf(const ModelSource& source)
{
    const auto path = source.checkpoint.empty() ? source.path : source.path / source.checkpoint;
    return QString::fromStdString(path.string());
}

} // namespace lookaway
