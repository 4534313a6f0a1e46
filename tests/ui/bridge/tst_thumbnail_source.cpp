// SPDX-License-Identifier: MIT
#include "bridge/ThumbnailSource.h"

#include "TestMain.h"

#include <QImage>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <mutex>
#include <vector>

using namespace lookaway;

/// A reader that notes what it is asked for, and waits for permission for each picture.
struct Gate {
    std::mutex mutex;
    std::vector<std::string> begun;
    QSemaphore begins;
    QSemaphore permits;

    ThumbnailSource::Reader reader()
    {
        return [this](const std::filesystem::path& path, int side) -> Result<Image> {
            {
                const std::lock_guard lock(mutex);
                begun.push_back(path.string());
            }
            begins.release();
            permits.acquire();
            return Image(side, side / 2);
        };
    }
    std::vector<std::string> order()
    {
        const std::lock_guard lock(mutex);
        return begun;
    }
};

class ThumbnailSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsPicturesAndSaysWhatCannotBeRead()
    {
        QTemporaryDir folder;
        QImage picture(80, 40, QImage::Format_RGB32);
        picture.fill(Qt::red);
        const std::string good = folder.filePath(QStringLiteral("good.png")).toStdString();
        const std::string bad = folder.filePath(QStringLiteral("bad.png")).toStdString();
        QVERIFY(picture.save(QString::fromStdString(good)));
        QFile file(QString::fromStdString(bad));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("this is no picture");
        file.close();

        ThumbnailSource source(20);
        QSignalSpy ready(&source, &ThumbnailSource::ready);
        QVERIFY(!source.find(good, 7));
        QVERIFY(!source.find(bad, 8));
        QTRY_COMPARE(ready.count(), 2);
        const auto* thumbnail = source.find(good, 7);
        QVERIFY(thumbnail);
        QCOMPARE(thumbnail->picture.size(), QSize(20, 10));
        QCOMPARE(thumbnail->picture.toImage().pixelColor(5, 5), QColor(Qt::red));
        thumbnail = source.find(bad, 8);
        QVERIFY(thumbnail && thumbnail->picture.isNull());
        QVERIFY(thumbnail->problem.contains(QStringLiteral("bad.png")));
        for (const auto& arguments : ready)
            QCOMPARE(arguments.at(1).toInt(), arguments.at(0).toByteArray().toStdString() == good ? 7 : 8);
    }

    void latestRequestsComeFirst()
    {
        Gate gate;
        ThumbnailSource source(8, std::size_t{ 1 } << 20, nullptr, gate.reader());
        source.find("a", 0);
        source.find("b", 1);
        gate.begins.acquire(2); // both threads are busy
        for (const char* path : { "c", "d", "e" }) {
            source.find(path, 2);
            source.find(path, 2); // asking twice is one request
        }
        QSignalSpy ready(&source, &ThumbnailSource::ready);
        for (int i = 0; i < 3; ++i) {
            gate.permits.release();
            gate.begins.acquire();
        }
        gate.permits.release(2);
        QTRY_COMPARE(ready.count(), 5);
        const auto order = gate.order();
        QCOMPARE(std::vector<std::string>(order.begin() + 2, order.end()), (std::vector<std::string>{ "e", "d", "c" }));
    }

    void whatScrolledAwayIsNotDecoded()
    {
        Gate gate;
        ThumbnailSource source(8, std::size_t{ 1 } << 20, nullptr, gate.reader());
        source.find("a", 0);
        source.find("b", 1);
        gate.begins.acquire(2);
        for (int i = 0; i < 1000; ++i)
            source.find("picture " + std::to_string(i), i);
        gate.permits.release(2000);
        QSignalSpy ready(&source, &ThumbnailSource::ready);
        QTRY_COMPARE(ready.count(), int(ThumbnailSource::longestQueue) + 2);
        QCOMPARE(gate.order().size(), ThumbnailSource::longestQueue + 2);
        QVERIFY(source.find("picture 999", 999));
        QVERIFY(!source.find("picture 0", 0)); // dropped, and asked for again
        QTRY_VERIFY(source.find("picture 0", 0));
    }

    void pendingRequestsCanBeCancelled()
    {
        Gate gate;
        ThumbnailSource source(8, std::size_t{ 1 } << 20, nullptr, gate.reader());
        source.find("a", 0);
        source.find("b", 1);
        gate.begins.acquire(2);
        source.find("c", 2);
        source.cancelPending();
        QSignalSpy ready(&source, &ThumbnailSource::ready);
        gate.permits.release(10);
        QTRY_COMPARE(ready.count(), 2);
        QCOMPARE(gate.order().size(), std::size_t{ 2 });
    }

    void theCacheIsBounded()
    {
        Gate gate;
        gate.permits.release(1000);
        // 32 x 16 pixels of four bytes and what an entry costs: room for three.
        ThumbnailSource source(32, 3 * (32 * 16 * 4 + 512), nullptr, gate.reader());
        QSignalSpy ready(&source, &ThumbnailSource::ready);
        for (int i = 0; i < 5; ++i) {
            source.find(std::to_string(i), i);
            QTRY_COMPARE(ready.count(), i + 1);
        }
        QVERIFY(source.cachedBytes() <= 3 * (32 * 16 * 4 + 512));
        QVERIFY(source.find("4", 4));
        QVERIFY(source.find("2", 2));
        QVERIFY(!source.find("0", 0));
    }

    void anotherSizeForgetsTheOld()
    {
        Gate gate;
        gate.permits.release(1000);
        ThumbnailSource source(8, std::size_t{ 1 } << 20, nullptr, gate.reader());
        source.find("a", 0);
        QTRY_VERIFY(source.find("a", 0));
        source.setSide(16);
        QVERIFY(!source.find("a", 0));
        QTRY_VERIFY(source.find("a", 0));
        QCOMPARE(source.find("a", 0)->picture.width(), 16);
    }

    void canBeDestroyedAtAnyMoment()
    {
        for (int round = 0; round < 50; ++round) {
            std::atomic<int> decoded{ 0 };
            {
                ThumbnailSource source(8, std::size_t{ 1 } << 20, nullptr, [&](const auto&, int side) -> Result<Image> {
                    ++decoded;
                    return Image(side, side);
                });
                for (int i = 0; i < 100; ++i)
                    source.find(std::to_string(i), i);
                if (round % 2 == 0)
                    QCoreApplication::processEvents();
            }
            const int after = decoded;
            QCoreApplication::processEvents();
            QCOMPARE(decoded, after);
        }
    }
};

LOOKAWAY_TEST(tst_thumbnail_source, ThumbnailSourceTest)
#include "tst_thumbnail_source.moc"
