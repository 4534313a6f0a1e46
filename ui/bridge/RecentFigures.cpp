// SPDX-License-Identifier: MIT
#include "bridge/RecentFigures.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace lookaway {

constexpr int kMostFigures = 10;

static QString key()
{
    return QStringLiteral("recentFigures");
}

QStringList recentFigures()
{
    return QSettings().value(key()).toStringList();
}

void addRecentFigure(const QString& file)
{
    const QString clean = QDir::cleanPath(QFileInfo(file).absoluteFilePath());
    QStringList all = recentFigures();
    all.removeAll(clean);
    all.prepend(clean);
    QSettings().setValue(key(), QStringList(all.mid(0, kMostFigures)));
}

} // namespace lookaway
