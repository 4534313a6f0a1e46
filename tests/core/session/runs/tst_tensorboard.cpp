// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "session/runs/TensorBoardFile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lookaway;

namespace {

QByteArray content(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

/// The one event file of a folder.
QString eventFile(const QTemporaryDir& folder)
{
    const auto names = QDir(folder.path()).entryList({ "events.out.tfevents.*" });
    return names.size() == 1 ? folder.filePath(names.front()) : QString();
}

/// The same calls as reference/make_tfevents_fixture.py; the first `records` scalars of it.
void writeFixture(TensorBoardFile& file, int records)
{
    if (records > 0)
        QVERIFY(file.scalar("train/loss", 1, 2.5F, 1001.5));
    if (records > 1)
        QVERIFY(file.scalar("train/loss", 200, -0.125F, 1200.5));
    if (records > 2)
        QVERIFY(file.scalar("val/Größe", 70000, 1e-20F, 71000.5));
}

} // namespace

class TestTensorBoard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checksumKnowsThePublishedValues()
    {
        QCOMPARE(crc32c("123456789"), 0xE3069283U);
        QCOMPARE(crc32c(std::string(32, '\0')), 0x8A9136AAU); // RFC 3720, B.4
        QCOMPARE(crc32c(std::string(32, '\xff')), 0x62A8AB43U);
        QCOMPARE(crc32c(""), 0U);
    }

    void bytesAreThoseOfProtobuf()
    {
        const QTemporaryDir folder;
        {
            auto file = TensorBoardFile::create(folder.path().toStdString(), 1000.5);
            QVERIFY(file.ok());
            writeFixture(*file, 3);
        }
        QCOMPARE(content(eventFile(folder)), content(LOOKAWAY_FIXTURES "/session/events.tfevents"));
    }

    void resumeDropsLaterStepsAndBrokenEnds_data()
    {
        QTest::addColumn<int>("cut");
        QTest::addColumn<int>("lastStep");
        QTest::newRow("whole, later steps go") << 0 << 200;
        QTest::newRow("last record without its end") << 3 << 70000;
        QTest::newRow("three bytes of the last record") << 48 << 70000;
    }
    void resumeDropsLaterStepsAndBrokenEnds()
    {
        QFETCH(int, cut);
        QFETCH(int, lastStep);
        const QTemporaryDir folder;
        const QByteArray whole = content(LOOKAWAY_FIXTURES "/session/events.tfevents");
        const QString path = folder.filePath("events.out.tfevents.1000.lookaway");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(whole.chopped(cut));
        file.close();
        {
            auto board = TensorBoardFile::resume(folder.path().toStdString(), lastStep, 5);
            QVERIFY(board.ok());
            QVERIFY(board->scalar("val/Größe", 70000, 1e-20F, 71000.5));
        }
        QCOMPARE(content(path), whole);
    }

    void damagedRecordEndsWhatIsKept()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("events.out.tfevents.1000.lookaway");
        const QByteArray bytes = content(LOOKAWAY_FIXTURES "/session/events.tfevents");
        for (const int at : { 0, 9, 20, 40 }) { // length, its checksum, first event, its neighbour
            QByteArray damaged = bytes;
            damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(damaged);
            file.close();
            QVERIFY(TensorBoardFile::resume(folder.path().toStdString(), 1000000, 1000.5).ok());
            QCOMPARE(content(path), bytes.first(40)); // the version record, kept or written anew
        }
    }

    void resumeWithoutAFileBeginsOne()
    {
        const QTemporaryDir folder;
        QVERIFY(TensorBoardFile::resume(folder.path().toStdString(), 3, 1000.5).ok());
        QVERIFY(!eventFile(folder).isEmpty());
        QVERIFY(!TensorBoardFile::create("/nonexistent/folder", 1).ok());
    }
};

LOOKAWAY_TEST(tst_tensorboard, TestTensorBoard)
#include "tst_tensorboard.moc"
