// SPDX-License-Identifier: MIT
// The folder that the demonstration's pictures are drawn into: continued, kept, refused.
#include "DemoFixture.h"
#include "TestMain.h"

#include <QTest>

#include <algorithm>

using namespace lookaway;
using namespace lookaway::test;
namespace fs = std::filesystem;

class DemoFolderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void secondCallDrawsNothing()
    {
        TemporaryFolder folder;
        QVERIFY(generateDemoData(folder / "demo", kTiny).ok());
        const fs::path probe = folder / "demo" / "train/avocet/0000.png";
        writeBytes(probe, "kept");
        std::size_t calls = 0;
        const auto again = generateDemoData(folder / "demo", kTiny, {}, [&](std::size_t, std::size_t) { ++calls; });
        QVERIFY(again.ok());
        QVERIFY(again->alreadyThere);
        QCOMPARE(again->pictures, kTinyPictures);
        QCOMPARE(calls, std::size_t(0));
        QCOMPARE(readBytes(probe), std::string("kept"));
    }

    void reportsProgress()
    {
        TemporaryFolder folder;
        std::vector<std::size_t> seen;
        std::size_t total = 0;
        QVERIFY(generateDemoData(folder / "demo", kTiny, {}, [&](std::size_t done, std::size_t all) {
            seen.push_back(done);
            total = all;
        }).ok());
        QCOMPARE(total, kTinyPictures);
        QCOMPARE(seen.size(), kTinyPictures);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QCOMPARE(seen.back(), kTinyPictures);
    }

    void cancelledAndContinued()
    {
        TemporaryFolder folder;
        CancelSource source;
        const auto stopped =
            generateDemoData(folder / "demo", kTiny, source.token(), [&](std::size_t done, std::size_t) {
                if (done == 5)
                    source.cancel();
            });
        QVERIFY(!stopped.ok());
        QVERIFY(stopped.error().cancelled());
        QVERIFY(picturesBelow(folder / "demo").size() < kTinyPictures);

        const auto whole = generateDemoData(folder / "demo", kTiny);
        QVERIFY2(whole.ok(), whole.ok() ? "" : whole.error().message().c_str());
        QVERIFY(!whole->alreadyThere);
        QVERIFY(generateDemoData(folder / "straight", kTiny).ok());
        QCOMPARE(picturesBelow(folder / "demo"), picturesBelow(folder / "straight"));
    }

    void refusesForeignFolder()
    {
        TemporaryFolder folder;
        writeBytes(folder / "mine" / "thesis.txt", "precious");
        const auto made = generateDemoData(folder / "mine", kTiny);
        QVERIFY(!made.ok());
        QVERIFY(contains(made.error().what, (folder / "mine").string()));
        QVERIFY(!made.error().hint.empty());
        QCOMPARE(namesIn(folder / "mine"), std::set<std::string>{ "thesis.txt" });
    }

    void refusesForeignDescription_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("truncated") << QByteArray("{\"format\": \"lookaway-demo");
        QTest::newRow("list") << QByteArray("[1, 2]");
        QTest::newRow("other format") << QByteArray("{\"format\": 3, \"complete\": true}");
        QTest::newRow("complete is text")
            << QByteArray("{\"format\": \"lookaway-demo-data-1\", \"complete\": \"yes\"}");
        QTest::newRow("huge") << QByteArray(100000, '[');
    }
    void refusesForeignDescription()
    {
        QFETCH(QByteArray, json);
        TemporaryFolder folder;
        writeBytes(folder / "demo" / "demo.json", json.toStdString());
        const auto made = generateDemoData(folder / "demo", kTiny);
        QVERIFY(!made.ok());
        QVERIFY(contains(made.error().what, (folder / "demo").string()));
        QCOMPARE(namesIn(folder / "demo"), std::set<std::string>{ "demo.json" });
    }

    void refusesOtherSettings()
    {
        TemporaryFolder folder;
        QVERIFY(generateDemoData(folder / "demo", kTiny).ok());
        const auto before = picturesBelow(folder / "demo");
        DemoSettings other = kTiny;
        other.imagesPerClass = 5;
        const auto made = generateDemoData(folder / "demo", other);
        QVERIFY(!made.ok());
        QVERIFY(contains(made.error().what, "other settings"));
        QCOMPARE(picturesBelow(folder / "demo"), before);
    }

    void refusesImpossibleSettings_data()
    {
        QTest::addColumn<int>("imagesPerClass");
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("named");
        QTest::newRow("too few") << 3 << 64 << "3";
        QTest::newRow("negative") << -1 << 64 << "-1";
        QTest::newRow("too many") << 10000 << 64 << "10000";
        QTest::newRow("tiny") << 4 << 31 << "31";
        QTest::newRow("huge") << 4 << 513 << "513";
    }
    void refusesImpossibleSettings()
    {
        QFETCH(int, imagesPerClass);
        QFETCH(int, size);
        QFETCH(QString, named);
        TemporaryFolder folder;
        const auto made = generateDemoData(folder / "demo", { imagesPerClass, size, 1 });
        QVERIFY(!made.ok());
        QVERIFY(contains(made.error().what, named.toStdString()));
        QVERIFY(!made.error().hint.empty());
        QVERIFY(!fs::exists(folder / "demo"));
    }

    void targetIsAFile()
    {
        TemporaryFolder folder;
        for (const std::string content : { "", "text" }) {
            writeBytes(folder / "demo", content);
            const auto made = generateDemoData(folder / "demo", kTiny);
            QVERIFY(!made.ok());
            QVERIFY(contains(made.error().what, (folder / "demo").string()));
            QCOMPARE(readBytes(folder / "demo"), content);
        }
    }

    /// A place where not even root may make a folder.
    void noPermission()
    {
#ifdef Q_OS_LINUX
        const auto made = generateDemoData("/proc/lookaway-demo", kTiny);
        QVERIFY(!made.ok());
        QVERIFY(contains(made.error().what, "/proc/lookaway-demo"));
        QVERIFY(!made.error().hint.empty());
#else
        QSKIP("needs /proc");
#endif
    }

    void fullDisk()
    {
#ifdef Q_OS_LINUX
        TemporaryFolder folder;
        CancelSource source;
        QVERIFY(!generateDemoData(folder / "demo", kTiny, source.token(), [&](std::size_t, std::size_t) {
            source.cancel();
        }).ok());
        const fs::path full = folder / "demo" / "test/gannet/0001.png";
        fs::remove(full);
        fs::create_symlink("/dev/full", full);
        const auto made = generateDemoData(folder / "demo", kTiny);
        QVERIFY(!made.ok());
        QVERIFY(!made.error().cancelled());
        QVERIFY(contains(made.error().what, full.string()));
        fs::remove(full);
        const auto after = generateDemoData(folder / "demo", kTiny);
        QVERIFY(after.ok());
        QVERIFY(!after->alreadyThere); // an unfinished set never counts as finished
#else
        QSKIP("needs /dev/full");
#endif
    }
};

LOOKAWAY_TEST(tst_demo_folder, DemoFolderTest)
#include "tst_demo_folder.moc"
