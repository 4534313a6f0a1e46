// SPDX-License-Identifier: MIT
// Looking into saved models from the command line: explain, explainers, layers.
#include "CliRun.h"
#include "TestMain.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QSize>
#include <QTemporaryDir>
#include <QtEndian>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstring>

using namespace lookaway::test;

namespace {

/// height, width and values of a .npy file of float32; empty when it is none.
std::vector<float> readNpy(const QString& path, int& width, int& height)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto bytes = file.readAll();
    static const QRegularExpression header("'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d+), (\\d+)\\)");
    const auto match = header.match(QString::fromLatin1(bytes.left(256)));
    if (!bytes.startsWith("\x93NUMPY") || !match.hasMatch())
        return {};
    height = match.captured(1).toInt();
    width = match.captured(2).toInt();
    const int offset = 10 + static_cast<unsigned char>(bytes[8]) + 256 * static_cast<unsigned char>(bytes[9]);
    if (offset % 64 != 0 || bytes.size() != offset + 4 * width * height)
        return {};
    std::vector<float> values(static_cast<std::size_t>(width) * height);
    std::memcpy(values.data(), bytes.constData() + offset, values.size() * 4);
    return values;
}

/// From the header; invalid when it is no PNG.
QSize sizeOfPng(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto bytes = file.read(24);
    if (bytes.size() < 24 || !bytes.startsWith("\x89PNG"))
        return {};
    return { qFromBigEndian<int>(bytes.constData() + 16), qFromBigEndian<int>(bytes.constData() + 20) };
}

} // namespace

class TestCliExplain : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString at(const QString& name) const { return m_folder.filePath(name); }
    /// explanations.json of a folder.
    QJsonObject list(const QString& folder) const
    {
        QFile file(at(folder + "/explanations.json"));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeClasses(at("pictures"), 3, 12);
        const auto trained = runCli({ "train", "--data", at("pictures"), "--out", at("run"), "--model", "small_cnn",
            "--image-size", "32", "--epochs", "3", "--batch", "8", "--lr", "0.003", "--precision", "fp32",
            "--occlusion", "zero", "--method", "layer-cam" }); // another explanation drives the scheme
        QVERIFY2(trained.exitCode == 0, trained.text());
    }

    void explainsAFolder()
    {
        QFile::remove(at("pictures/class_1/broken.png"));
        writeFile(at("pictures/class_1/broken.png"), "no picture");
        const auto result = runCli({ "explain", "--image", at("pictures/class_1"), "--run", at("run"), "--method",
            "grad-cam,integrated-gradients", "--class", "true", "--integrated-steps", "4", "--out", at("maps"),
            "--json" });
        QFile::remove(at("pictures/class_1/broken.png"));
        QVERIFY2(result.exitCode == 3, result.text()); // done but for that one
        QVERIFY2(result.err.contains("broken.png") && result.err.contains("1 picture failed"), result.text());
        const auto json = result.json();
        QCOMPARE(json["explanations"].toArray().size(), 24);
        QCOMPARE(json["failed"].toArray().size(), 1);
        QCOMPARE(json["failed_count"].toInt(), 1);
        QVERIFY(json["complete"].toBool());
        QCOMPARE(json["settings"].toObject()["integrated_steps"].toInt(), 4);
        QCOMPARE(json["model"].toObject()["sha256"].toString().size(), 64);
        for (const auto row : json["explanations"].toArray()) {
            const auto one = row.toObject();
            QCOMPARE(one["class"].toInt(), 1);
            QCOMPARE(one["class_name"].toString(), QStringLiteral("class_1"));
            QCOMPARE(sizeOfPng(at("maps/") + one["overlay"].toString()), QSize(32, 32));
            int width = 0, height = 0;
            const auto raw = readNpy(at("maps/") + one["raw"].toString(), width, height);
            QVERIFY(width == 32 && height == 32);
            const auto [least, largest] = std::minmax_element(raw.begin(), raw.end());
            QCOMPARE(static_cast<float>(one["raw_low"].toDouble()), *least);
            QCOMPARE(static_cast<float>(one["raw_high"].toDouble()), *largest);
            if (one["method"].toString() == "integrated-gradients") // signed: zero is the middle of its colours
                QCOMPARE(one["scale_low"].toDouble(), -one["scale_high"].toDouble());
        }
        QVERIFY(QFile::exists(at("maps/explanations.json")));
    }

    /// Gradients have few pixels that are far hotter than the others.
    void theScaleOfTheColours()
    {
        const auto explained = [&](const QString& out, const QStringList& more) {
            const auto result = runCli(QStringList{ "explain", "--image", at("pictures/class_0"), "--run", at("run"),
                                           "--method", "gradient,grad-cam", "--out", at(out), "--json" }
                + more);
            return result.json()["explanations"].toArray();
        };
        const auto usual = explained("scale-usual", {});
        const auto whole = explained("scale-own", { "--scale", "own" });
        const auto most = explained("scale-most", { "--scale", "own-no-outliers" });
        QVERIFY(usual.size() == 24 && whole.size() == 24 && most.size() == 24);
        for (int i = 0; i < usual.size(); ++i) {
            const bool ofPixels = usual[i].toObject()["method"].toString() == "gradient";
            QCOMPARE(usual[i].toObject()["scale"].toString(), QString(ofPixels ? "own-no-outliers" : "own"));
            QCOMPARE(usual[i].toObject()["scale_high"], (ofPixels ? most : whole)[i].toObject()["scale_high"]);
            const auto own = whole[i].toObject();
            QCOMPARE(own["scale_high"], own["raw_high"]);
            QVERIFY(most[i].toObject()["scale_high"].toDouble() < own["scale_high"].toDouble());
            QCOMPARE(most[i].toObject()["raw_high"], own["raw_high"]);
            QFile raw(at("scale-own/") + own["raw"].toString()), same(at("scale-most/") + own["raw"].toString());
            QVERIFY(raw.open(QIODevice::ReadOnly) && same.open(QIODevice::ReadOnly));
            QCOMPARE(raw.readAll(), same.readAll());
        }
    }

    void aMethodIsNamedTwice()
    {
        const auto result = runCli({ "explain", "--image", at("pictures/class_0"), "--run", at("run"), "--method",
            "grad-cam,grad-cam", "--out", at("twice"), "--json" });
        QVERIFY2(result.exitCode == 0, result.text());
        QCOMPARE(result.json()["explanations"].toArray().size(), 12);
    }

    /// Of the same pictures: what was there stays, and stays listed with the model that it is of.
    void twoClassesInOneFolder()
    {
        const auto explained = [&](const QString& wanted) {
            return runCli({ "explain", "--image", at("pictures/class_0"), "--run", at("run"), "--class", wanted,
                "--out", at("classes"), "--json" });
        };
        for (const char* wanted : { "class_1", "CLASS 2", "class-2" }) {
            const auto result = explained(wanted);
            QVERIFY2(result.exitCode == 0, result.text());
        }
        QCOMPARE(QDir(at("classes")).entryList({ "*.grad-cam.class1.png" }).size(), 12);
        QCOMPARE(QDir(at("classes")).entryList({ "*.grad-cam.class2.npy" }).size(), 12);
        const auto listed = list("classes");
        QCOMPARE(listed["explanations"].toArray().size(), 12);
        QCOMPARE(listed["explanations"].toArray()[0].toObject()["class"].toInt(), 2);
        const auto earlier = listed["earlier"].toArray();
        QCOMPARE(earlier.size(), 1); // the second of class 2 took the place of the first
        QCOMPARE(earlier[0].toObject()["explanations"].toArray().size(), 12);
        QCOMPARE(earlier[0].toObject()["model"], listed["model"]);
        const auto unknown = explained("clas_1");
        QVERIFY2(unknown.exitCode == 1 && unknown.err.contains("nearest names are \"class_1\""), unknown.text());
    }

    /// A network whose weights are all zero finds nothing anywhere.
    void noHeat()
    {
        QFile weights(at("run/best.safetensors"));
        QVERIFY(weights.open(QIODevice::ReadOnly));
        auto bytes = weights.readAll();
        const auto header = 8 + static_cast<qsizetype>(qFromLittleEndian<quint64>(bytes.constData()));
        writeFile(at("zero.safetensors"), bytes.left(header) + QByteArray(bytes.size() - header, '\0'));
        const QStringList words{ "explain", "--image", at("pictures/class_0/0.bmp"), at("pictures/class_0/1.bmp"),
            "--weights", at("zero.safetensors"), "--image-size", "32", "--out", at("empty") };
        const auto result = runCli(words);
        QVERIFY2(result.exitCode == 0, result.text());
        QVERIFY2(result.out.contains("0.grad-cam.png (no heat)") && result.out.contains("2 of them show no heat"),
            result.text());
        QVERIFY(
            runCli(words + QStringList{ "--json" }).json()["explanations"].toArray()[0].toObject()["constant"] == true);
    }

    void ctrlCKeepsWhatIsFinished()
    {
        QProcess process;
        startCli(process,
            { "explain", "--image", at("pictures/class_0"), "--run", at("run"), "--method", "grad-cam,rise",
                "--rise-masks", "1000000", "--out", at("stopped"), "--json" });
        QString seen;
        QVERIFY2(waitForStderr(process, "rise", seen), seen.toUtf8());
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const auto result = finishCli(process);
        QVERIFY2(result.exitCode == 130 && !result.crashed, result.text());
        seen += result.err;
        QVERIFY2(seen.contains("what is finished is kept") && seen.contains("12 of 24 explanations"), seen.toUtf8());
        QCOMPARE(result.json()["outcome"].toString(), QString("cancelled"));
        const auto listed = list("stopped");
        QVERIFY(!listed["complete"].toBool() && listed["stopped"].toObject()["outcome"] == "cancelled");
        QCOMPARE(listed["explanations"].toArray().size(), 12);
        QCOMPARE(QDir(at("stopped")).entryList({ "*.png", "*.npy" }).size(), 24);
    }

    /// One file cannot be written: the others are there, and listed, and it leaves nothing.
    void aFileThatCannotBeWritten()
    {
        QVERIFY(QDir().mkpath(at("blocked/3.grad-cam.npy/in-the-way")));
        const auto result = runCli({ "explain", "--image", at("pictures/class_0"), "--run", at("run"), "--method",
            "grad-cam,layer-cam", "--out", at("blocked") });
        QVERIFY2(result.exitCode == 1 && result.err.contains("3.grad-cam.npy"), result.text());
        QVERIFY2(result.err.contains("of 24 explanations"), result.text());
        QStringList there = QDir(at("blocked")).entryList({ "*.png" }), listed;
        for (const auto row : list("blocked")["explanations"].toArray())
            listed << row.toObject()["overlay"].toString();
        listed.sort();
        there.sort();
        QCOMPARE(listed, there);
        QVERIFY(listed.size() >= 11 && !listed.contains("3.grad-cam.png"));
    }

    /// Softmax of a softmax is nearly the same for all classes.
    void answersThatAreProbabilities()
    {
        const QStringList words{ "explain", "--image", at("pictures/class_0"), "--torchscript",
            LOOKAWAY_FIXTURES "/script/probabilities_scripted.pt", "--out", at("probabilities") };
        const auto doubted = runCli(words);
        QVERIFY2(doubted.exitCode == 0 && doubted.err.contains("say --probabilities"), doubted.text());
        const auto told = runCli(words + QStringList{ "--probabilities" });
        QVERIFY2(told.exitCode == 0 && !told.err.contains("--probabilities"), told.text());
    }

    void listsOfClasses()
    {
        const auto explained = [&](const QByteArray& content) {
            writeFile(at("names.txt"), content);
            return runCli({ "explain", "--image", at("pictures/class_0/0.bmp"), "--run", at("run"), "--classes",
                at("names.txt"), "--class", "red", "--out", at("named"), "--json" });
        };
        const auto good = explained("\xEF\xBB\xBFRed\r\ngreen\r\nblue\r\n\r\n");
        QVERIFY2(good.exitCode == 0, good.text());
        QCOMPARE(good.json()["explanations"].toArray()[0].toObject()["class_name"].toString(), QString("Red"));
        const auto fewer = explained("red\ngreen\n");
        QVERIFY2(fewer.exitCode == 1 && fewer.err.contains("names 2 classes") && fewer.err.contains("tells 3"),
            fewer.text());
        for (const auto& content : { QByteArray("red\ngreen\nbl\xFC\n"), QByteArray("red\n\x1b[31mgreen\nblue\n") }) {
            const auto binary = explained(content);
            QVERIFY2(binary.err.contains("no UTF-8 text") && !binary.err.contains('\x1b'), binary.text());
            QCOMPARE(binary.exitCode, 1);
        }
    }

    void sameNamesAndOwnResolution()
    {
        // One that has the name which a second "picture_0" would get.
        const auto first = QDir(at("pictures/class_0")).entryInfoList(QDir::Files).front();
        const QString clash = at("pictures/class_2/" + first.completeBaseName() + "-2." + first.suffix());
        QVERIFY(QFile::copy(first.filePath(), clash));
        const auto result = runCli({ "explain", "--image", at("pictures/class_0"), at("pictures/class_2"), "--run",
            at("run"), "--own-resolution", "--out", at("both") });
        QVERIFY2(result.exitCode == 0, result.text());
        QFile::remove(clash);
        QCOMPARE(QDir(at("both")).entryList({ "*.png" }).size(), 25);
        int width = 0, height = 0;
        const auto names = QDir(at("both")).entryList({ "*.npy" });
        QVERIFY(!readNpy(at("both/") + names.front(), width, height).empty() && width < 32 && height < 32);
    }

    /// A folder goes picture by picture through a model that was traced with one, by every kind of method, and gives
    /// what the same network exported for many gives.
    // Methods without a gradient through many ReLUs: one that is at its kink may fall to either side of it by rounding.
    void onePictureAtATime()
    {
        const auto explained = [&](const QString& file, const QString& out) {
            return runCli({ "explain", "--image", at("pictures/class_0"), at("pictures/class_1"), "--torchscript",
                QStringLiteral(LOOKAWAY_FIXTURES "/script/") + file, "--image-size", "24", "--method",
                "grad-cam,cam,score-cam,grad-cam++,layer-cam,occlusion-sensitivity", "--own-resolution", "--out",
                at(out), "--json" });
        };
        const auto one = explained("one_picture_traced.pt", "one");
        QVERIFY2(one.exitCode == 0, one.text());
        const auto many = explained("tuple_scripted.pt", "many");
        QVERIFY2(many.exitCode == 0, many.text());
        const auto rows = one.json()["explanations"].toArray();
        QCOMPARE(rows.size(), 24 * 6);
        // A map may be all but empty, then it is rounding alone: what counts is the scale of the method's maps.
        QHash<QString, float> apart, largest;
        for (const auto row : rows) {
            const auto raw = row.toObject()["raw"].toString();
            const auto method = row.toObject()["method"].toString();
            int width = 0, height = 0;
            const auto found = readNpy(at("one/") + raw, width, height);
            const auto expected = readNpy(at("many/") + raw, width, height);
            QVERIFY2(!found.empty() && found.size() == expected.size(), qPrintable(raw));
            for (std::size_t i = 0; i < found.size(); ++i) {
                apart[method] = std::max(apart[method], std::abs(found[i] - expected[i]));
                largest[method] = std::max(largest[method], std::abs(expected[i]));
            }
        }
        QCOMPARE(largest.size(), 6);
        for (auto method = largest.cbegin(); method != largest.cend(); ++method)
            QVERIFY2(method.value() > 0 && apart[method.key()] <= 1e-4F * method.value(),
                qPrintable(QStringLiteral("%1: %2").arg(method.key()).arg(apart[method.key()])));
    }

    void explainers()
    {
        const auto rows = runCli({ "explainers", "--json" }).json()["explainers"].toArray();
        QStringList ids;
        for (const auto row : rows)
            ids << row.toObject()["id"].toString();
        for (const char* id : { "cam", "grad-cam", "grad-cam-as-released", "grad-cam++", "score-cam", "eigen-cam",
                 "layer-cam", "gradient", "gradient-x-input", "guided-backprop", "deconvnet", "guided-grad-cam",
                 "smoothgrad", "integrated-gradients", "occlusion-sensitivity", "lime", "rise", "prediction-difference",
                 "fast-evidence" })
            QVERIFY2(ids.contains(id), id);
        QVERIFY(runCli({ "explainers" }).out.contains("Selvaraju"));
    }

    void layersOfSavedModels()
    {
        const auto json = runCli({ "layers", "--run", at("run"), "--json" }).json();
        QCOMPARE(json["classes"].toInt(), 3);
        QVERIFY(json["layers"].toArray().size() > 5);
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("said");
        const QStringList start{ "explain", "--image", at("pictures/class_0"), "--out", at("refused") };
        QTest::newRow("no model") << start << "No model is named";
        QTest::newRow("two models") << start + QStringList{ "--run", at("run"), "--torchscript", "x.pt" }
                                    << "More than one";
        QTest::newRow("no run") << start + QStringList{ "--run", at("pictures") } << "pictures";
        QTest::newRow("method") << start + QStringList{ "--run", at("run"), "--method", "grad-cma" } << "grad-cma";
        QTest::newRow("layer") << start + QStringList{ "--run", at("run"), "--layer", "nowhere" } << "nowhere";
        QTest::newRow("flat layer") << start + QStringList{ "--run", at("run"), "--layer", "avgpool" } << "avgpool";
        QTest::newRow("part without places")
            << start + QStringList{ "--run", at("run"), "--layer", "fc" } << "no map with places";
        QTest::newRow("class") << start + QStringList{ "--run", at("run"), "--class", "3" } << "\"3\"";
        QTest::newRow("setting") << start + QStringList{ "--run", at("run"), "--rise-keep", "2" } << "rise_keep";
        QTest::newRow("text as TorchScript")
            << start + QStringList{ "--torchscript", at("run/config.toml") } << "config.toml";
        QTest::newRow("size") << start + QStringList{ "--run", at("run"), "--image-size", "4" } << "4 px";
        QTest::newRow("picture") << QStringList{ "explain", "--image", at("missing.png"), "--run", at("run"), "--out",
            at("refused") } << "missing.png";
        QTest::newRow("empty folder") << QStringList{ "explain", "--image", at("run/"), "--run", at("run"), "--out",
            at("refused") } << "no pictures";
    }
    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, said);
        const auto result = runCli(arguments);
        QVERIFY2(!result.crashed && (result.exitCode == 1 || result.exitCode == 2), result.text());
        QVERIFY2(result.err.contains(said), result.text());
        QVERIFY2(!result.err.contains("Exception") && !result.err.contains("c10"), result.text());
    }

    /// The published weights know the dog from the cat.
    void realModel()
    {
        const QString data = qEnvironmentVariable("LOOKAWAY_DATA");
        const QString weights = data + "/weights/mobilenet_v2_imagenet_state_dict.pt";
        if (!QFile::exists(weights))
            QSKIP("LOOKAWAY_DATA names no folder with weights");
        const QString script = data + "/weights/mobilenet_v2_imagenet_torchscript.pt";
        QJsonArray natively, scripted;
        for (auto* rows : { &natively, &scripted }) {
            const bool native = rows == &natively;
            const auto result = runCli({ "explain", "--image", data + "/photos", native ? "--weights" : "--torchscript",
                native ? weights : script, "--classes", data + "/imagenet_classes.txt", "--fit", "stretch", "--out",
                at(native ? "native" : "script"), "--json" });
            QVERIFY2(result.exitCode == 0, result.text());
            *rows = result.json()["explanations"].toArray();
        }
        QCOMPARE(natively.size(), scripted.size());
        int right = 0;
        for (int i = 0; i < natively.size(); ++i) {
            const auto one = natively[i].toObject();
            QCOMPARE(scripted[i].toObject()["predicted"].toInt(), one["predicted"].toInt());
            // "243_bull_mastiff.JPEG": the picture's class is in its name.
            const auto name = QFileInfo(one["picture"].toString()).fileName();
            static const QRegularExpression number("^n?0*(\\d+)");
            right += number.match(name).captured(1).toInt() == one["predicted"].toInt() ? 1 : 0;
        }
        QVERIFY2(right >= 14, qPrintable(QString("%1 of %2").arg(right).arg(natively.size())));
    }
};

LOOKAWAY_TEST(tst_cli_explain, TestCliExplain)
#include "tst_cli_explain.moc"
