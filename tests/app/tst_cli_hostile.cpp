// SPDX-License-Identifier: MIT
// Data, weights and disks that are not what they should be: a clear sentence, no crash, nothing lost.
#include "CliRun.h"
#include "TestMain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include <unistd.h>

using namespace lookaway::test;

class TestCliHostile : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString at(const QString& name) const { return m_folder.filePath(name); }
    /// A training of a second or two, if the data lets it.
    CliResult train(const QString& data, const QString& run, const QStringList& more = {}) const
    {
        return runCli(QStringList{ "train", "--data", data, "--out", run, "--model", "small_cnn", "--image-size", "32",
                          "--epochs", "1", "--batch", "4", "--json" }
            + more);
    }
    static void verifySentence(const CliResult& result, const QString& says)
    {
        QVERIFY2(result.exitCode == 1 && !result.crashed, result.text());
        QVERIFY2(result.err.contains("lookaway-cli: "), result.text());
        QVERIFY2(result.err.contains(says, Qt::CaseInsensitive), result.text());
        QCOMPARE(result.json()["outcome"].toString(), QString("failed"));
    }

private Q_SLOTS:
    void missingFolder() { verifySentence(train(at("nowhere"), at("run-missing")), "nowhere"); }

    void emptyFolder()
    {
        QVERIFY(QDir().mkpath(at("empty")));
        verifySentence(train(at("empty"), at("run-empty")), "empty");
        QVERIFY(!QFile::exists(at("run-empty/config.json")));
    }

    void oneClass()
    {
        writeClasses(at("one"), 1, 6);
        verifySentence(train(at("one"), at("run-one")), "class");
    }

    void aClassWithoutPictures()
    {
        writeClasses(at("hollow"), 2, 12);
        QVERIFY(QDir().mkpath(at("hollow/class_9")));
        const auto result = train(at("hollow"), at("run-hollow"));
        QVERIFY2(result.exitCode == 1 || result.exitCode == 0, result.text());
        QVERIFY2(!result.crashed && result.err.contains("class_9"), result.text());
    }

    void unreadablePicturesAreNamedAndLeftOut()
    {
        writeClasses(at("mixed"), 2, 12);
        writeFile(at("mixed/class_0/zero.jpg"), "");
        writeFile(at("mixed/class_0/text.jpg"), "This is a shopping list, not a picture.\n");
        writeFile(at("mixed/class_1/cut.jpg"),
            QByteArray("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00", 20));
        const auto result = train(at("mixed"), at("run-mixed"));
        QVERIFY2(result.exitCode == 0, result.text());
        for (const char* name : { "zero.jpg", "text.jpg", "cut.jpg" })
            QVERIFY2(result.err.contains(name), result.text());
        const auto report = result.json()["report"].toObject();
        QVERIFY(report.contains("test.accuracy"));
        QCOMPARE(report["unreadable"].toArray().size(), 3);
        // Commands that only look at pictures say by their exit code that they have not seen all.
        const auto evaluated = runCli({ "evaluate", "--run", at("run-mixed"), "--json" });
        QVERIFY2(evaluated.exitCode == 3, evaluated.text());
        QCOMPARE(evaluated.json()["failed_count"].toInt(), 3);
        const auto reported = runCli({ "report", "--model", at("run-mixed"), "--image", at("mixed/class_0"),
            "--pictures", "1", "--out", at("mixed.html"), "--json" });
        QVERIFY2(reported.exitCode == 3 && reported.err.contains("2 pictures failed"), reported.text());
        QCOMPARE(reported.json()["failed_count"].toInt(), 2);
        QVERIFY(QFile::exists(at("mixed.html")));
    }

    void nothingButUnreadablePictures()
    {
        for (int c = 0; c < 2; ++c)
            for (int i = 0; i < 5; ++i)
                writeFile(at(QStringLiteral("broken/class_%1/%2.jpg").arg(c).arg(i)), "no picture");
        verifySentence(train(at("broken"), at("run-broken")), "broken");
    }

    void aHugePicture()
    {
        // The header of a 30,000 x 30,000 RGB PNG; its 2.7 GB are never there.
        writeClasses(at("huge"), 2, 12);
        writeFile(at("huge/class_0/huge.png"),
            QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0", 29)
                + QByteArray(60, '\0'));
        const auto result = train(at("huge"), at("run-huge"));
        QVERIFY2(result.exitCode == 0 && result.err.contains("huge.png"), result.text());
    }

    void aFolderWithoutPermission()
    {
        if (::geteuid() == 0)
            QSKIP("root may read every folder");
        writeClasses(at("locked"), 2, 6);
        QVERIFY(QFile::setPermissions(at("locked/class_0"), {}));
        const auto result = train(at("locked"), at("run-locked"));
        QFile::setPermissions(at("locked/class_0"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        verifySentence(result, "class_0");
    }

    void batchLargerThanTheData()
    {
        writeClasses(at("few"), 2, 12);
        const auto result = train(at("few"), at("run-few"), { "--batch", "1000" });
        QVERIFY2(!result.crashed && (result.exitCode == 0 || result.exitCode == 1), result.text());
        QVERIFY2(result.exitCode == 0 || result.err.contains("1000"), result.text());
    }

    void weightsOfAnotherNetwork()
    {
        writeClasses(at("good"), 2, 12);
        const auto first = train(at("good"), at("run-good"));
        QVERIFY2(first.exitCode == 0, first.text());
        const auto result =
            runCli({ "train", "--data", at("good"), "--out", at("run-other"), "--model", "resnet18", "--image-size",
                "32", "--epochs", "1", "--batch", "4", "--weights", at("run-good/best.safetensors"), "--json" });
        verifySentence(result, "best.safetensors");
        QVERIFY2(result.err.contains("conv1.weight"), result.text()); // says which tensors
    }

    void weightsThatWouldRunCode()
    {
        writeClasses(at("good"), 2, 12);
        writeFile(at("evil.pth"),
            QByteArray("\x80\x02"
                       "cos\nsystem\nX\x17\x00\x00\x00touch /tmp/lookaway-evilq\x00\x85R.",
                48));
        verifySentence(train(at("good"), at("run-evil"), { "--weights", at("evil.pth") }), "evil.pth");
        QVERIFY(!QFile::exists("/tmp/lookaway-evil"));
    }

    void unknownLayerAndDevice()
    {
        writeClasses(at("good"), 2, 12);
        verifySentence(train(at("good"), at("run-layer"), { "--occlusion", "zero", "--layer", "layer7" }), "layer7");
        verifySentence(train(at("good"), at("run-device"), { "--device", "tpu" }), "tpu");
        verifySentence(train(at("good"), at("run-model"), { "--model", "resnet19" }), "resnet18");
    }

    void aRunIsNotOverwritten()
    {
        writeClasses(at("good"), 2, 12);
        QVERIFY(train(at("good"), at("run-once")).exitCode == 0);
        verifySentence(train(at("good"), at("run-once")), "run-once");
        verifySentence(runCli({ "train", "--out", at("run-never"), "--resume", "--json" }), "run-never");
        verifySentence(runCli({ "evaluate", "--run", at("run-never"), "--json" }), "run-never");
    }

    void aFullDiskKeepsTheLastCheckpoint()
    {
        // Files may grow to 200 KiB: the description of a run fits, a checkpoint of small_cnn with its optimiser
        // state (about 1 MB) does not.
        writeClasses(at("good"), 2, 12);
        const auto result = runShell(QStringLiteral(
            "ulimit -f 200; exec \"$CLI\" train --data '%1' --out '%2' --model small_cnn --image-size 32 "
            "--epochs 1 --batch 4 --json --no-tensorboard")
                                         .arg(at("good"), at("run-full")));
        QVERIFY2(result.exitCode == 1 && !result.crashed, result.text());
        QVERIFY2(result.err.contains("run-full"), result.text());
        // No half-written file, and with room again the run can go on.
        for (const auto& name : QDir(at("run-full")).entryList(QDir::Files | QDir::Hidden))
            QVERIFY2(!name.endsWith(".tmp"), qPrintable(name));
        const auto resumed = runCli({ "train", "--out", at("run-full"), "--resume", "--json" });
        QVERIFY2(resumed.exitCode == 0, resumed.text());
    }

    void aClosedPipeDoesNotEndTheRun()
    {
        // The reader of the progress ends at once; the shell waits for both and tells the trainer's exit code.
        writeClasses(at("good"), 2, 12);
        const auto result = runShell(QStringLiteral(
            "{ \"$CLI\" train --data '%1' --out '%2' --model small_cnn --image-size 32 --epochs 2 --batch 4 "
            "2>&1; echo $? > '%2.code'; } | true")
                                         .arg(at("good"), at("run-pipe")));
        QVERIFY2(!result.crashed, result.text());
        QFile code(at("run-pipe.code"));
        QVERIFY(code.open(QIODevice::ReadOnly));
        QCOMPARE(code.readAll().trimmed(), QByteArray("0"));
        QVERIFY(QFile::exists(at("run-pipe/report.json")));
    }
};

LOOKAWAY_TEST(tst_cli_hostile, TestCliHostile)
#include "tst_cli_hostile.moc"
