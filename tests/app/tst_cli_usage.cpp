// SPDX-License-Identifier: MIT
// Help, versions, wrong usage and the commands that only look something up.
#include "CliRun.h"
#include "TestMain.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace lookaway::test;

class TestCliUsage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helpOfEveryCommand_data()
    {
        QTest::addColumn<QString>("command");
        for (const char* command : { "demo", "demo-data", "train", "evaluate", "models", "layers", "inspect-weights",
                 "explain", "explainers", "faithfulness" })
            QTest::newRow(command) << command;
    }
    void helpOfEveryCommand()
    {
        QFETCH(QString, command);
        const auto result = runCli({ command, "--help" });
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.out.contains("Usage: lookaway-cli " + command), result.text());
        QVERIFY2(result.out.contains("Example"), result.text());
        QVERIFY2(result.out.contains("--json"), result.text());
        QVERIFY2(!result.out.contains('\x1b'), "escape codes in a pipe");
        for (const auto& line : result.out.split('\n'))
            QVERIFY2(line.size() <= 120, line.toUtf8());
    }

    void helpShowsDefaultsAndUnits()
    {
        const auto out = runCli({ "train", "--help" }).out.simplified(); // whatever the line breaks
        for (const char* option : { "--data", "--out", "--model", "--weights", "--image-size", "--epochs", "--batch",
                 "--lr", "--head-lr", "--freeze-batchnorm", "--occlusion", "--where", "--p", "--threshold", "--layer",
                 "--seed", "--device", "--precision", "--snapshot-batches", "--resume", "--config", "--json" })
            QVERIFY2(out.contains(option), option);
        QVERIFY(out.contains("none|zero|one|random|blur|mean"));
        QVERIFY(out.contains("[0.25; above 0 and at most 0.5]"));
        QVERIFY(out.contains("px"));
        QVERIFY(!out.contains("--beta1"));
        QVERIFY(runCli({ "train", "--help-all" }).out.contains("--beta1"));
    }

    void programHelpAndVersion()
    {
        const auto help = runCli({ "--help" }).out;
        QVERIFY(help.contains("inspect-weights"));
        QVERIFY(help.contains("3 done but for some pictures"));
        const auto version = runCli({ "--version" });
        QCOMPARE(version.exitCode, 0);
        QVERIFY(version.out.contains("LibTorch") && version.out.contains("OpenCV"));
        QCOMPARE(runCli({}).exitCode, 2);
    }

    void wrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const QStringList train{ "train", "--data", "d", "--out", "o" };
        QTest::newRow("unknown command") << QStringList{ "trian" } << "Did you mean \"train\"?";
        QTest::newRow("unknown option") << train + QStringList{ "--epoch", "3" } << "--epochs";
        QTest::newRow("p too large") << train + QStringList{ "--p", "0.6" } << "0.5";
        QTest::newRow("p zero") << train + QStringList{ "--p", "0" } << "above 0";
        QTest::newRow("p not a number") << train + QStringList{ "--p", "nan" } << "distraction.p";
        QTest::newRow("threshold one") << train + QStringList{ "--threshold", "1" } << "below 1";
        QTest::newRow("threshold negative") << train + QStringList{ "--threshold=-0.1" } << "threshold";
        QTest::newRow("unknown fill") << train + QStringList{ "--occlusion", "black" } << "zero";
        QTest::newRow("epochs as text") << train + QStringList{ "--epochs", "many" } << "epochs";
        QTest::newRow("no epochs") << train + QStringList{ "--epochs", "0" } << "at least 1";
        QTest::newRow("no data") << QStringList{ "train", "--out", "o" } << "--data";
        QTest::newRow("no run folder") << QStringList{ "train", "--data", "d" } << "--out";
        QTest::newRow("layers without model") << QStringList{ "layers" } << "--model";
        QTest::newRow("value is missing") << QStringList{ "train", "--data" } << "--data";
        QTest::newRow("an option instead of a value")
            << QStringList{ "train", "--data", "--out", "o" } << "--data: a value is missing before \"--out\".";
        QTest::newRow("an option instead of a number")
            << train + QStringList{ "--epochs", "--seed", "3" } << "--epochs: a value is missing before \"--seed\".";
        QTest::newRow("help instead of a value")
            << train + QStringList{ "--model", "-h" } << "--model: a value is missing before \"-h\".";
        QTest::newRow("an option instead of pictures") << QStringList{ "explain", "--run", "r", "--image", "--out",
            "o" } << "--image: a value is missing before \"--out\".";
        const QStringList explain{ "explain", "--image", "i", "--run", "r", "--out", "o" };
        QTest::newRow("opacity that is no number") << explain + QStringList{ "--opacity", "nan" } << "\"nan\" is not";
        QTest::newRow("opacity too large") << explain + QStringList{ "--opacity", "1.5" } << "from 0 to 1";
        QTest::newRow("division by zero") << explain + QStringList{ "--std", "0", "0", "0" } << "above 0";
        QTest::newRow("infinite mean") << explain + QStringList{ "--mean", "0", "inf", "0" } << "\"inf\"";
        QTest::newRow("unknown method") << explain + QStringList{ "--method", "grad-cam,grad-cma" } << "\"grad-cam\"";
        QTest::newRow("unknown device") << explain + QStringList{ "--device", "tpu" } << "\"tpu\" is none of auto";
        QTest::newRow("a device without its number")
            << QStringList{ "evaluate", "--run", "r", "--device", "cuda:" } << "\"cuda:\"";
        QTest::newRow("pictures too small") << QStringList{ "demo-data", "d", "--size", "8" } << "512";
        QTest::newRow("no samples") << explain + QStringList{ "--smooth-samples", "0" } << "explain.smooth_samples";
        QTest::newRow("unknown network") << QStringList{ "explain", "--image", "i", "--weights", "w", "--out", "o",
            "--model", "resnet81" } << "\"resnet18\"";
        QTest::newRow("tolerance that is no number")
            << QStringList{ "faithfulness", "--image", "i", "--run", "r", "--tolerance", "nan" } << "\"nan\" is not";
        const QStringList compare{ "compare", "--model", "a=x", "--image", "i" };
        QTest::newRow("everything is hot") << compare + QStringList{ "--hot-level", "1.5" } << "between 0 and 1";
        QTest::newRow("hot level that is no number") << compare + QStringList{ "--hot-level", "nan" } << "\"nan\"";
        QTest::newRow("two models of a name") << compare + QStringList{ "--model", "a=y" } << "\"a\"";
        QTest::newRow("unknown reference") << compare + QStringList{ "--reference", "b" } << "The models are: a.";
        QTest::newRow("no superpixels") << compare + QStringList{ "--lime-samples", "0" } << "explain.lime_samples";
        QTest::newRow("two models of a name in a report")
            << QStringList{ "report", "--model", "a=x", "--model", "a=y", "--out", "o.html" } << "\"a\"";
        QTest::newRow("checkpoint") << QStringList{ "evaluate", "--run", "r", "--checkpoint", "third" }
                                    << "third not in {best,last}";
        QTest::newRow("demo-data without folder") << QStringList{ "demo-data" } << "DIR";
    }
    void wrongUsage()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const auto result = runCli(arguments);
        QVERIFY2(result.exitCode == 2 && !result.crashed, result.text());
        QVERIFY2(result.err.startsWith("lookaway-cli: "), result.text());
        QVERIFY2(result.err.contains(says), result.text());
        QVERIFY2(result.out.isEmpty(), result.text());
    }

    void wrongUsageForMachines()
    {
        for (const QStringList& arguments : { QStringList{ "train", "--json", "--epoch", "3" }, { "trian", "--json" },
                 { "train", "--json", "--data", "d", "--out", "o", "--p", "0.6" } }) {
            const auto result = runCli(arguments);
            QVERIFY2(result.exitCode == 2, result.text());
            QVERIFY2(result.json()["outcome"] == "failed", result.text());
        }
    }

    void configurationFile()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("study.toml");
        const QStringList train{ "train", "--config", file, "--out", folder.filePath("run") };
        writeFile(file, "[distraction]\np = 0.9\n");
        auto result = runCli(train + QStringList{ "--data", "d" });
        QVERIFY2(result.exitCode == 2 && result.err.contains("study.toml"), result.text());
        writeFile(file, "[training]\nepoch = 3\n");
        result = runCli(train + QStringList{ "--data", "d" });
        QVERIFY2(result.exitCode == 2 && result.err.contains("training.epochs"), result.text());
        // The command line has the last word: the file's folder does not exist, the command line's is empty.
        writeFile(file, "[data]\npath = \"/nowhere/in/file\"\n");
        result = runCli(train);
        QVERIFY2(result.exitCode == 1 && result.err.contains("/nowhere/in/file"), result.text());
        result = runCli(train + QStringList{ "--data", "/nowhere/on/line" });
        QVERIFY2(result.exitCode == 1 && result.err.contains("/nowhere/on/line"), result.text());
    }

    /// The document is what the program was run for: a script that goes on without it must be told.
    void aFullDiskBehindStdout()
    {
        if (!QFile::exists("/dev/full"))
            QSKIP("this system has no /dev/full");
        for (const char* command : { "models --json", "explainers", "--help", "train --help", "--version" }) {
            const auto result = runShell(QStringLiteral("exec \"$CLI\" %1 > /dev/full").arg(command));
            QVERIFY2(result.exitCode == 1 && !result.crashed, command + result.text());
            QVERIFY2(result.err.contains("could not be written to the standard output"), command + result.text());
        }
    }

    void aReaderThatHasSeenEnough()
    {
        const auto result = runShell("{ \"$CLI\" models --json; echo \"code $?\" >&2; } | true");
        QCOMPARE(result.err, QString("code 0\n"));
    }

    void models()
    {
        const auto text = runCli({ "models" });
        QVERIFY2(text.exitCode == 0 && text.out.contains("25,557,032"), text.text()); // torchvision's ResNet-50
        const auto json = runCli({ "models", "--json" }).json();
        QHash<QString, qint64> parameters;
        for (const auto row : json["models"].toArray())
            parameters[row.toObject()["name"].toString()] = row.toObject()["parameters"].toInteger();
        // Counts of torchvision.models (InceptionV3 without its auxiliary classifier) and of He et al. 2016.
        QCOMPARE(parameters["resnet18"], 11689512);
        QCOMPARE(parameters["vgg16"], 138357544);
        QCOMPARE(parameters["mobilenet_v2"], 3504872);
        QCOMPARE(parameters["squeezenet1_1"], 1235496);
        QCOMPARE(parameters["densenet121"], 7978856);
        QCOMPARE(parameters.size(), 16);
    }

    void layers()
    {
        const auto json = runCli({ "layers", "--model", "resnet18", "--json" }).json();
        bool target = false;
        for (const auto row : json["layers"].toArray()) {
            const auto layer = row.toObject();
            if (layer["target"].toBool()) {
                QCOMPARE(layer["name"].toString(), QString("layer4"));
                QCOMPARE(layer["shape"].toArray(), (QJsonArray{ 512, 7, 7 }));
                target = true;
            }
        }
        QVERIFY(target);
        const auto large = runCli({ "layers", "--model", "resnet18", "--image-size", "320" });
        QVERIFY2(large.out.contains("512x10x10") && large.out.contains("explained by default"), large.text());
        const auto tiny = runCli({ "layers", "--model", "resnet18", "--image-size", "8" });
        QVERIFY2(tiny.exitCode == 1 && tiny.err.contains("8 px"), tiny.text());
        const auto unknown = runCli({ "layers", "--model", "resnet81" });
        QVERIFY2(unknown.exitCode == 2 && unknown.err.contains("resnet18"), unknown.text());
    }

    void inspectWeightsRefuses_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("three bytes") << QByteArray("abc");
        QTest::newRow("text") << QByteArray("these are not weights, whatever the name says\n");
        QTest::newRow("pickle that calls os.system") << QByteArray("\x80\x02"
                                                                   "cos\nsystem\nX\x04\x00\x00\x00trueq\x00\x85R.",
            27);
        QByteArray overflow("\xff\xff\xff\xff\xff\xff\xff\x7f{}", 10);
        QTest::newRow("safetensors header without end") << overflow;
        QByteArray header(
            R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}})");
        QByteArray overlapping;
        for (int i = 0; i < 8; ++i)
            overlapping.append(static_cast<char>(static_cast<quint64>(header.size()) >> (8 * i) & 0xFF));
        QTest::newRow("safetensors with overlap") << overlapping + header + QByteArray(24, '\0');
    }
    void inspectWeightsRefuses()
    {
        QFETCH(QByteArray, content);
        QTemporaryDir folder;
        const auto file = folder.filePath("hostile.pth");
        writeFile(file, content);
        const auto result = runCli({ "inspect-weights", file, "--json" });
        QVERIFY2(result.exitCode == 1 && !result.crashed, result.text());
        QVERIFY2(result.err.contains("hostile.pth"), result.text());
        QCOMPARE(result.json()["outcome"].toString(), QString("failed"));
        QVERIFY(!result.json()["error"].toObject()["what"].toString().isEmpty());
    }

    void inspectWeightsOfRealFiles()
    {
        const QString data = qEnvironmentVariable("LOOKAWAY_DATA");
        if (data.isEmpty())
            QSKIP("LOOKAWAY_DATA is not set: no published weights here");
        const auto result =
            runCli({ "inspect-weights", data + "/weights/mobilenet_v2_imagenet_state_dict.pt", "--json" });
        QVERIFY2(result.exitCode == 0, result.text());
        const auto fits = result.json()["fits"].toArray();
        QCOMPARE(fits.size(), 1);
        QCOMPARE(fits[0].toObject()["model"].toString(), QString("mobilenet_v2"));
        QCOMPARE(fits[0].toObject()["classes"].toInt(), 1000);
    }
};

LOOKAWAY_TEST(tst_cli_usage, TestCliUsage)
#include "tst_cli_usage.moc"
