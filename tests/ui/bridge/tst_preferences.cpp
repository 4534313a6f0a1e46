// SPDX-License-Identifier: MIT
#include "bridge/Preferences.h"

#include "TestMain.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace lookaway;

class PreferencesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings =
            std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    }

    void emptySettingsAreTheDefaults()
    {
        const Preferences loaded = Preferences::load(*m_settings);
        QVERIFY(loaded == Preferences());
        QCOMPARE(loaded.batchHistory, 50);
        QCOMPARE(loaded.colorMap, QStringLiteral("inferno"));
        QVERIFY(loaded.runFolder.endsWith(QStringLiteral("Lookaway runs")));
    }

    void everythingIsSaved()
    {
        Preferences written;
        written.theme = ThemeKind::Dark;
        written.runFolder = QStringLiteral("/somewhere/größe, with comma");
        written.device = QStringLiteral("cuda:1");
        written.precision = Precision::Bf16;
        written.threads = 3;
        written.loaderThreads = 5;
        written.cacheMegabytes = 2048;
        written.batchHistory = 7;
        written.colorMap = QStringLiteral("jet");
        written.reopenLayout = false;
        written.save(*m_settings);
        m_settings->sync();
        const QSettings again(m_settings->fileName(), QSettings::IniFormat);
        const Preferences read = Preferences::load(again);
        QVERIFY(read == written);
        QVERIFY(read != Preferences());

        Config config;
        read.applyTo(config);
        QCOMPARE(config.training.device, std::string("cuda:1"));
        QCOMPARE(config.training.precision, Precision::Bf16);
        QCOMPARE(config.training.threads, 3);
        QCOMPARE(config.data.loaderThreads, 5);
        QCOMPARE(config.data.cacheMegabytes, 2048);
        Preferences taken;
        taken.takeFrom(config);
        QCOMPARE(taken.cacheMegabytes, 2048);
        QCOMPARE(taken.device, QStringLiteral("cuda:1"));
    }

    void whatIsNotAllowedIsTheDefault_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("value");
        QTest::newRow("theme") << "theme" << QVariant("purple");
        QTest::newRow("folder") << "run_folder" << QVariant("  ");
        QTest::newRow("device") << "training.device" << QVariant("");
        QTest::newRow("precision") << "training.precision" << QVariant("fp4");
        QTest::newRow("threads") << "training.threads" << QVariant(-1);
        QTest::newRow("threads, text") << "training.threads" << QVariant("many");
        QTest::newRow("threads, list") << "training.threads" << QVariant(QStringList{ "1", "2" });
        QTest::newRow("loader threads") << "data.loader_threads" << QVariant(100000);
        QTest::newRow("cache") << "data.cache_megabytes" << QVariant("1e9");
        QTest::newRow("history, none") << "batch_history" << QVariant(0);
        QTest::newRow("history, endless") << "batch_history" << QVariant(1000000);
        QTest::newRow("colour map") << "color_map" << QVariant("rainbow");
    }

    void whatIsNotAllowedIsTheDefault()
    {
        QFETCH(QString, key);
        QFETCH(QVariant, value);
        m_settings->setValue(QStringLiteral("preferences/") + key, value);
        QVERIFY(Preferences::load(*m_settings) == Preferences());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
};

LOOKAWAY_TEST(tst_preferences, PreferencesTest)
#include "tst_preferences.moc"
