// SPDX-License-Identifier: MIT
// The main job from end to end, as processes: train, stop, go on, evaluate.
#include "CliRun.h"
#include "TestMain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace lookaway::test;

class TestCliTrain : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString at(const QString& name) const { return m_folder.filePath(name); }
    QStringList trainArguments(const QString& run, int epochs) const
    {
        return { "train", "--data", at("pictures"), "--out", at(run), "--model", "small_cnn", "--image-size", "32",
            "--epochs", QString::number(epochs), "--batch", "8", "--lr", "0.001", "--occlusion", "zero", "--p", "0.5",
            "--precision", "fp32", "--checkpoint-every", "2" };
    }
    QByteArray hashOf(const QString& path) const
    {
        QFile file(at(path));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
    }
    /// Starts a long training and returns once its first epoch is over.
    void startLongRun(QProcess& process, const QString& run, QString& seen) const
    {
        startCli(process, trainArguments(run, 5000));
        QVERIFY2(waitForStderr(process, "epoch 1/5000", seen), seen.toUtf8());
    }
    /// The run in `folder` can be read and goes on (it is stopped again right away).
    void verifyGoesOn(const QString& run) const
    {
        QProcess process;
        QString seen;
        startCli(process, { "train", "--out", at(run), "--resume" });
        QVERIFY2(waitForStderr(process, "Going on after", seen), seen.toUtf8());
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        const auto result = finishCli(process);
        QVERIFY2(result.exitCode == 130, result.text());
    }

private Q_SLOTS:
    void initTestCase() { writeClasses(at("pictures"), 3, 24); }

    /// A TorchScript file is fine-tuned with distraction, resumed, tested and explained like a network of the list.
    void torchScript()
    {
        writeClasses(at("five"), 5, 12);
        const QString script = QStringLiteral(LOOKAWAY_FIXTURES "/script/residual_scripted.pt");
        const auto arguments = [&](const QString& model, const QString& run) {
            return QStringList{ "train", "--data", at("five"), "--out", at(run), "--torchscript", model, "--image-size",
                "32", "--epochs", "3", "--batch", "8", "--lr", "0.003", "--occlusion", "zero", "--p", "0.5",
                "--distraction-schedule", "two-round", "--precision", "fp32", "--json" };
        };
        const auto trained = runCli(arguments(script, "script"));
        QVERIFY2(trained.exitCode == 0, trained.text());
        const auto evaluated = runCli({ "evaluate", "--run", at("script"), "--json" });
        QVERIFY2(evaluated.exitCode == 0, evaluated.text());
        QCOMPARE(evaluated.json()["test.accuracy"].toDouble(),
            trained.json()["report"].toObject()["test.accuracy"].toDouble());
        const auto explained =
            runCli({ "explain", "--run", at("script"), "--image", at("five/class_0"), "--out", at("maps"), "--json" });
        QVERIFY2(explained.exitCode == 0, explained.text());
        QCOMPARE(explained.json()["explanations"].toArray().size(), 12);
        QVERIFY2(runCli(arguments(script, "again")).exitCode == 0, "the second time");
        QVERIFY(!hashOf("script/best.safetensors").isEmpty());
        QCOMPARE(hashOf("again/best.safetensors"), hashOf("script/best.safetensors"));

        const auto frozen = runCli(arguments(QStringLiteral(LOOKAWAY_FIXTURES "/script/residual_frozen.pt"), "frozen"));
        QVERIFY2(frozen.exitCode == 1 && frozen.err.contains("no trainable parameters"), frozen.text());
        const auto one = runCli(arguments(QStringLiteral(LOOKAWAY_FIXTURES "/script/one_picture_traced.pt"), "one"));
        QVERIFY2(one.exitCode == 1 && one.err.contains("exported for one picture at a time"), one.text());
        auto other = arguments(script, "other");
        other[2] = at("pictures");
        const auto classes = runCli(other);
        QVERIFY2(classes.exitCode == 1 && classes.err.contains("5 classes apart, but the data has 3"), classes.text());
    }

    void trainEvaluateRepeat()
    {
        const auto trained = runCli(trainArguments("run", 4) + QStringList{ "--snapshot-batches", "1", "--json" });
        QVERIFY2(trained.exitCode == 0, trained.text());
        QVERIFY2(trained.err.contains("epoch 4/4") && !trained.err.contains('\x1b') && !trained.err.contains('\r'),
            trained.text());
        const auto report = trained.json()["report"].toObject();
        QVERIFY2(report["test.accuracy"].toDouble() > 0.9, trained.text()); // three plain colours
        for (const char* name :
            { "config.json", "config.toml", "metrics.csv", "report.json", "last.safetensors", "best.safetensors" })
            QVERIFY2(QFile::exists(at("run/") + name), name);
        QVERIFY(!QDir(at("run/snapshots")).entryList({ "*.png" }).isEmpty());

        const auto evaluated = runCli({ "evaluate", "--run", at("run"), "--random-erasing", "--attention", "--json" });
        QVERIFY2(evaluated.exitCode == 0, evaluated.text());
        const auto metrics = evaluated.json();
        for (const char* name : { "test.accuracy", "test.macro_f1", "test.weighted_f1", "test.top5", "test.loss" })
            QCOMPARE(metrics[name].toDouble(), report[name].toDouble());
        QCOMPARE(metrics["test.per_class"].toArray().size(), 3);
        QVERIFY(metrics.contains("test_random_erasing.accuracy"));
        QVERIFY(metrics.contains("test.attention_entropy"));

        const auto text = runCli({ "evaluate", "--run", at("run"), "--checkpoint", "last" });
        QVERIFY2(text.exitCode == 0 && text.out.contains("class_2") && text.out.contains("Macro"), text.text());

        const auto repeated = runCli({ "train", "--config", at("run/config.toml"), "--out", at("run-again") });
        QVERIFY2(repeated.exitCode == 0 && repeated.out.contains("test"), repeated.text());
        QCOMPARE(hashOf("run-again/metrics.csv").isEmpty(), false);
        QCOMPARE(runCli({ "evaluate", "--run", at("run-again"), "--json" }).json()["test.loss"].toDouble(),
            report["test.loss"].toDouble());
    }

    void evaluateOtherPictures()
    {
        QVERIFY2(QFile::exists(at("run/best.safetensors")), "needs trainEvaluateRepeat()");
        writeClasses(at("other"), 2, 5); // two of the three classes
        const auto result = runCli({ "evaluate", "--run", at("run"), "--data", at("other"), "--json" });
        QVERIFY2(result.exitCode == 0, result.text());
        QCOMPARE(result.json()["test.pictures"].toInt(), 10);
        QCOMPARE(result.json()["test.without_pictures"].toArray(), QJsonArray{ "class_2" });
        writePicture(at("foreign/tulip/1.bmp"), 1, 2, 3);
        writePicture(at("foreign/class_0/1.bmp"), 1, 2, 3);
        const auto foreign = runCli({ "evaluate", "--run", at("run"), "--data", at("foreign"), "--json" });
        QVERIFY2(foreign.exitCode == 1 && foreign.err.contains("tulip"), foreign.text());
    }

    void stoppedAndResumedEqualsUninterrupted()
    {
        QVERIFY2(runCli(trainArguments("whole", 6)).exitCode == 0, "uninterrupted run");
        QProcess process;
        QString seen;
        startCli(process, trainArguments("parts", 6));
        QVERIFY2(waitForStderr(process, "epoch 2/6", seen), seen.toUtf8());
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const auto stopped = finishCli(process);
        if (stopped.exitCode == 0)
            QSKIP("the run was over before the signal came");
        QVERIFY2(stopped.exitCode == 130 && !stopped.crashed, stopped.text());
        QVERIFY2((seen + stopped.err).contains("--resume"), stopped.text());
        const auto resumed = runCli(trainArguments("parts", 6) + QStringList{ "--resume" });
        QVERIFY2(resumed.exitCode == 0, resumed.text());
        QCOMPARE(hashOf("parts/report.json").isEmpty(), false);
        QCOMPARE(runCli({ "evaluate", "--run", at("parts"), "--checkpoint", "last", "--json" }).json()["test.loss"],
            runCli({ "evaluate", "--run", at("whole"), "--checkpoint", "last", "--json" }).json()["test.loss"]);
    }

    void resumedRunKeepsItsSettings()
    {
        QVERIFY2(QFile::exists(at("whole/last.safetensors")), "needs stoppedAndResumedEqualsUninterrupted()");
        const QStringList again{ "train", "--out", at("whole"), "--resume" };
        const auto result = runCli(again + QStringList{ "--lr", "0.5" });
        QVERIFY2(result.exitCode == 2 && result.err.contains("--lr"), result.text());
        writeFile(at("other.toml"), "[training]\nlearning_rate = 0.5\n");
        const auto inFile = runCli(again + QStringList{ "--config", at("other.toml") });
        QVERIFY2(inFile.exitCode == 2 && inFile.err.contains("--lr is 0.5"), inFile.text());
        const auto size = runCli(again + QStringList{ "--image-size", "0" }); // 32 px is not the model's own size
        QVERIFY2(size.exitCode == 2 && size.err.contains("--image-size"), size.text());
    }

    void resumedRunMayBeGivenItsSettingsAgain()
    {
        QVERIFY2(QFile::exists(at("whole/config.toml")), "needs stoppedAndResumedEqualsUninterrupted()");
        const auto result = runCli({ "train", "--out", at("whole"), "--resume", "--config", at("whole/config.toml"),
            "--threads", "0", "--loader-threads", "0" });
        QVERIFY2(result.exitCode == 0, result.text());
    }

    void terminationSignalWritesACheckpoint()
    {
        QProcess process;
        QString seen;
        startLongRun(process, "slurm", seen);
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        const auto result = finishCli(process);
        QVERIFY2(result.exitCode == 130 && !result.crashed, result.text());
        verifyGoesOn("slurm");
    }

    void interruptedTwiceQuitsAtOnce()
    {
        QProcess process;
        QString seen;
        startLongRun(process, "twice", seen);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const auto result = finishCli(process);
        QVERIFY2(result.exitCode == 130 && !result.crashed, result.text());
        verifyGoesOn("twice");
    }

    void cancelledForMachines()
    {
        QProcess process;
        QString seen;
        startCli(process, trainArguments("json", 5000) + QStringList{ "--json" });
        QVERIFY2(waitForStderr(process, "epoch 1/5000", seen), seen.toUtf8());
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const auto result = finishCli(process);
        QCOMPARE(result.exitCode, 130);
        QCOMPARE(result.json()["outcome"].toString(), QString("cancelled"));
    }
};

LOOKAWAY_TEST(tst_cli_train, TestCliTrain)
#include "tst_cli_train.moc"
