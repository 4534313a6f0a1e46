// SPDX-License-Identifier: MIT
#include "bridge/RecentModels.h"

#include "TestMain.h"

#include <QSettings>
#include <QTest>

using namespace lookaway;

class RecentModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recentModelsAreFewAndNewestFirst()
    {
        QSettings().clear();
        for (int i = 0; i < 14; ++i)
            addRecentModel(QStringLiteral("/models/%1.pt").arg(i));
        addRecentModel(QStringLiteral("/models/9.pt"));
        QCOMPARE(recentModels().size(), 10);
        QCOMPARE(recentModels().first(), QStringLiteral("/models/9.pt"));
        QCOMPARE(recentModels().count(QStringLiteral("/models/9.pt")), 1);
        ModelSource source;
        source.path = "/runs/a";
        QCOMPARE(pathOf(source), QStringLiteral("/runs/a"));
        source.checkpoint = "epoch-3.safetensors";
        QCOMPARE(pathOf(source), QStringLiteral("/runs/a/epoch-3.safetensors"));
    }
};

LOOKAWAY_TEST(tst_recent_models, RecentModelsTest)
#include "tst_recent_models.moc"
