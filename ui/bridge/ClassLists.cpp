// SPDX-License-Identifier: MIT
#include "bridge/ClassLists.h"

#include "session/inspect/ClassNames.h"

#include <QFile>
#include <QFileInfo>
#include <QSettings>

namespace lookaway {

constexpr int kMostLists = 10;

static QString key()
{
    return QStringLiteral("classLists");
}

QStringList classListsFor(std::size_t classCount)
{
    QStringList fitting;
    const QStringList known = QSettings().value(key()).toStringList();
    for (const QString& path : known)
        if (const auto names = readClassNames(QFile::encodeName(path).toStdString());
            names && names->size() == classCount)
            fitting << path;
    return fitting;
}

void rememberClassList(const QString& path)
{
    const QString clean = QFileInfo(path).absoluteFilePath();
    QStringList all = QSettings().value(key()).toStringList();
    all.removeAll(clean);
    all.prepend(clean);
    QSettings().setValue(key(), QStringList(all.mid(0, kMostLists)));
}

} // namespace lookaway
