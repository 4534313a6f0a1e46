// SPDX-License-Identifier: MIT
// Figures from the command line: templates, files, sidecars, what can go wrong.
#include "CliRun.h"
#include "TestMain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QtEndian>
#include <QtTest>

#include <csignal>

using namespace lookaway::test;

class TestCliFigure : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString at(const QString& name) const { return m_folder.filePath(name); }
    QByteArray read(const QString& name) const
    {
        QFile file(at(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QJsonObject sidecar(const QString& name) const { return QJsonDocument::fromJson(read(name)).object(); }
    QSize sizeOfPng(const QString& name) const
    {
        const auto bytes = read(name);
        if (!bytes.startsWith("\x89PNG"))
            return {};
        return { qFromBigEndian<int>(bytes.constData() + 16), qFromBigEndian<int>(bytes.constData() + 20) };
    }
    void train(const QString& run, const QString& model = QStringLiteral("small_cnn"),
        const QString& side = QStringLiteral("32")) const
    {
        const auto trained = runCli({ "train", "--data", at("pictures"), "--out", at(run), "--model", model,
            "--image-size", side, "--epochs", "1", "--batch", "8", "--precision", "fp32" });
        QVERIFY2(trained.exitCode == 0, trained.text());
    }
    QString picture(int number) const { return at(QStringLiteral("pictures/class_1/%1.bmp").arg(number)); }
    QStringList figure3(const QStringList& more) const
    {
        return QStringList{ "figure", "--template", "figure3", "--model", "baseline=" + at("one"), "--model",
            "0-occlusion=" + at("two"), "--image", picture(0), picture(1) }
        + more;
    }
    /// Ends with the code, and says all of the texts on stderr.
    void refuses(const QStringList& arguments, int code, const QStringList& texts) const
    {
        const auto result = runCli(QStringList{ "figure" } + arguments);
        QVERIFY2(result.exitCode == code && !result.crashed, result.text());
        for (const auto& text : texts)
            QVERIFY2(result.err.contains(text), result.text());
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (runCli({ "figure", "--help" }).exitCode != 0)
            QSKIP("This program was built without figures.");
        writeClasses(at("pictures"), 3, 8);
        train("one");
        train("two");
        const auto saved = runCli(figure3({ "--class", "true", "--save", at("figure.toml") }));
        QVERIFY2(saved.exitCode == 0, saved.text());
        QCOMPARE(saved.out, at("figure.toml") + '\n');
    }

    void writesEveryKindOfFile()
    {
        const auto result = runCli({ "figure", at("figure.toml"), "--out", at("a.pdf"), "--out", at("a.png"), "--out",
            at("b.svg"), "--out", at("a.tif"), "--json" });
        QVERIFY2(result.exitCode == 0, result.text());
        QCOMPARE(result.json()["outcome"].toString(), QStringLiteral("completed"));
        QCOMPARE(result.json()["files"].toArray().size(), 4 + 2); // and a sidecar per name
        QVERIFY(read("a.pdf").startsWith("%PDF-"));
        QVERIFY(read("b.svg").contains("<svg width=\"85mm\""));
        QVERIFY(read("a.tif").startsWith("II*"));
        QCOMPARE(sizeOfPng("a.png").width(), 1004); // 85 mm at 300 dpi
        QVERIFY(QFile::exists(at("a.json")) && QFile::exists(at("b.json")));
        QVERIFY(!QFile::exists(at("a.tex")));
    }

    void sizeAndResolution()
    {
        const auto result = runCli({ "figure", at("figure.toml"), "--width", "double", "--dpi", "100", "--no-sidecar",
            "--out", at("wide.png") });
        QVERIFY2(result.exitCode == 0, result.text());
        QCOMPARE(sizeOfPng("wide.png").width(), 685); // 174 mm at 100 dpi
        QVERIFY(!QFile::exists(at("wide.json")));
        QCOMPARE(result.out, at("wide.png") + '\n');
        QVERIFY(
            runCli({ "figure", at("figure.toml"), "--width", "40.5", "--dpi", "100", "--out", at("mm.png") }).exitCode
            == 0);
        QCOMPARE(sizeOfPng("mm.png").width(), 159);
    }

    // What the sidecar says makes the same picture, byte for byte; and so does the template.
    void theSidecarsCommandRepeatsIt()
    {
        const auto result = runCli(figure3({ "--class", "true", "--dpi", "150", "--out", at("first.png"), "--tex" }));
        QVERIFY2(result.exitCode == 0, result.text());
        const auto first = read("first.png");
        const auto said = sidecar("first.json");
        QCOMPARE(said["pictures"].toArray().size(), 2);
        QCOMPARE(said["models"].toArray()[1].toObject()["name"].toString(), QStringLiteral("0-occlusion"));
        QVERIFY(read("first.tex").contains("{first.png}"));
        auto command = said["command"].toString();
        QVERIFY(command.startsWith("lookaway-cli figure --template figure3"));
        QVERIFY2(command.endsWith("--threads 1"), command.toUtf8());
        const auto tex = read("first.tex");
        QVERIFY(QFile::remove(at("first.png")) && QFile::remove(at("first.tex")));
        const auto again = runShell(command.replace(0, int(strlen("lookaway-cli")), "\"$CLI\""));
        QVERIFY2(again.exitCode == 0, again.text());
        QVERIFY(!first.isEmpty() && read("first.png") == first);
        QVERIFY(!tex.isEmpty() && read("first.tex") == tex);
        const auto fromFile =
            runCli({ "figure", at("figure.toml"), "--dpi", "150", "--out", at("second.png"), "--no-sidecar" });
        QVERIFY2(fromFile.exitCode == 0, fromFile.text());
        QVERIFY(read("second.png") == first);
    }

    // A laptop and a workstation make the same figure: LibTorch 1.13 computes a MobileNet with other digits when it has
    // one thread than when it has several, so the figure says how many it has.
    void theNumberOfThreadsIsTheFigures()
    {
        train("mobile", "mobilenet_v2", "96");
        const auto saved = runCli({ "figure", "--template", "figure2", "--model", at("mobile"), "--image", picture(0),
            "--save", at("mobile.toml") });
        QVERIFY2(saved.exitCode == 0, saved.text());
        QVERIFY2(read("mobile.toml").contains("\nthreads = 1\n"), read("mobile.toml")); // OMP_NUM_THREADS of runCli()
        const auto made = [this](const QByteArray& variables, const QString& name, const QString& more = {}) {
            const auto result =
                runShell(QString::fromLatin1(variables) + QStringLiteral(" \"$CLI\" figure '") + at("mobile.toml")
                    + QStringLiteral("' --dpi 72 --out '") + at(name + ".png") + QStringLiteral("' ") + more);
            return result.exitCode == 0 ? read(name + ".png") : QByteArray();
        };
        const auto alone = made("OMP_NUM_THREADS=1", "alone");
        QVERIFY(!alone.isEmpty());
        QVERIFY(alone == made("OMP_NUM_THREADS=2", "two"));
        QVERIFY(alone == made("unset OMP_NUM_THREADS;", "all"));
        QCOMPARE(sidecar("two.json")["cells"], sidecar("alone.json")["cells"]);
        QCOMPARE(sidecar("two.json")["threads"].toInt(), 1);
        // Who asks for another number gets it, and the sidecar says so.
        QVERIFY(!made("OMP_NUM_THREADS=1", "asked", QStringLiteral("--threads 2")).isEmpty());
        QCOMPARE(sidecar("asked.json")["threads"].toInt(), 2);
        QVERIFY(sidecar("asked.json")["command"].toString().endsWith("--threads 2"));
    }

    // The window's environment does not matter.
    void aScreenChangesNothing()
    {
        const QStringList words{ "figure", at("figure.toml"), "--no-sidecar", "--out" };
        QVERIFY(runCli(words + QStringList{ at("plain.png") }).exitCode == 0);
        const auto scaled =
            runShell("QT_SCALE_FACTOR=2 QT_FONT_DPI=200 LC_ALL=de_DE.UTF-8 QT_QPA_PLATFORM=xcb \"$CLI\" "
                     "figure '"
                + at("figure.toml") + "' --no-sidecar --out '" + at("scaled.png") + "'");
        QVERIFY2(scaled.exitCode == 0, scaled.text());
        QVERIFY(!read("plain.png").isEmpty() && read("plain.png") == read("scaled.png"));
    }

    // What the studio sealed and nobody edited is replaced; what somebody edited is not.
    void anEditedTexStays()
    {
        const QStringList words{ "figure", at("figure.toml"), "--dpi", "72", "--out", at("sealed.png"), "--tex" };
        QVERIFY(runCli(words).exitCode == 0 && runCli(words).exitCode == 0);
        auto tex = read("sealed.tex");
        QVERIFY(tex.contains("\\caption{"));
        writeFile(at("sealed.tex"), tex.replace("[t]", "[h]"));
        const auto result = runCli(words);
        QVERIFY2(result.exitCode == 1 && result.err.contains("sealed.tex"), result.text());
        QCOMPARE(read("sealed.tex"), tex);
    }

    void saysWhenItIsHigherThanAPage()
    {
        const QStringList words{ "figure", "--template", "figure3", "--model", at("one"), "--image", at("pictures"),
            "--dpi", "72", "--no-sidecar", "--out", at("high.png") };
        const auto high = runCli(words);
        QVERIFY2(high.exitCode == 0 && high.err.contains("mm high, more than a page has (230 mm)"), high.text());
        const auto low = runCli(figure3({ "--dpi", "72", "--no-sidecar", "--out", at("low.png") }));
        QVERIFY2(low.exitCode == 0 && !low.err.contains("mm high"), low.text());
    }

    void figureThreeShowsEveryModel()
    {
        const auto result =
            runCli(figure3({ "--model", "third=" + at("one"), "--dpi", "72", "--out", at("three.png"), "--json" }));
        QVERIFY2(result.exitCode == 0, result.text());
        const auto columns = sidecar("three.json")["columns"].toArray();
        QCOMPARE(columns.size(), 4);
        QCOMPARE(columns[3].toObject()["model"].toString(), QStringLiteral("third"));
    }

    void aCellThatFailsSaysSo()
    {
        auto spec = read("figure.toml");
        spec.replace("\"two\"", "\"gone\"");
        writeFile(at("gone.toml"), spec);
        const auto result = runCli({ "figure", at("gone.toml"), "--out", at("gone.png"), "--json" });
        QVERIFY2(result.exitCode == 3, result.text());
        const auto failed = result.json()["failed_cells"].toArray();
        QCOMPARE(failed.size(), 2); // one a row
        QCOMPARE(result.json()["failed_count"].toInt(), 2);
        QVERIFY(failed[0].toObject()["error"].toString().contains("gone"));
        QVERIFY2(result.err.contains("Row 2, column 3: "), result.text());
        QVERIFY(sizeOfPng("gone.png").isValid());
    }

    void nothingToShowIsAFailure()
    {
        auto spec = read("figure.toml");
        spec.replace("\"two\"", "\"gone\"");
        spec.replace("\"one\"", "\"lost\"");
        writeFile(at("lost.toml"), spec);
        refuses({ at("lost.toml"), "--out", at("lost.png") }, 1, { "lost" });
        QVERIFY(!QFile::exists(at("lost.png")));
    }

    void saysWhatIsWrong()
    {
        refuses({}, 2, { "No figure is named.", "--template" });
        refuses({ at("figure.toml") }, 2, { "Nothing is to be written." });
        refuses({ at("figure.toml"), "--template", "figure2", "--out", at("x.pdf") }, 2, { "file and a template" });
        refuses({ at("figure.toml"), "--method", "rise", "--out", at("x.pdf") }, 2, { "--method" });
        refuses({ at("figure.toml"), "--format", "pdf" }, 2, { "--format" });
        refuses({ "--template", "figure2", "--model", at("one"), "--image", "--out", at("x.pdf") }, 2,
            { "--image: a value is missing before \"--out\"" });
        refuses({ at("none.toml"), "--out", at("x.pdf") }, 1, { "none.toml" });
        refuses({ at("figure.toml"), "--out", at("x.gif") }, 2, { "x.gif", ".pdf" });
        refuses({ at("figure.toml"), "--out", at("no/x.pdf") }, 1, { "no", "does not exist" });
        refuses({ at("figure.toml"), "--width", "5", "--out", at("x.pdf") }, 2, { "width_mm", "20" });
        refuses({ at("figure.toml"), "--width", "nan", "--out", at("x.pdf") }, 2, { "width_mm", "nan" });
        refuses({ at("figure.toml"), "--width", "wide", "--out", at("x.pdf") }, 2, { "wide", "single" });
        refuses({ at("figure.toml"), "--tex", "--out", at("x.svg") }, 2, { "LaTeX", "x.pdf" });
        for (const char* name : { "paper.tex", "package.json" }) {
            QFile theirs(at(name));
            QVERIFY(theirs.open(QIODevice::WriteOnly) && theirs.write("theirs") > 0);
        }
        refuses({ at("figure.toml"), "--tex", "--out", at("paper.pdf") }, 1, { "paper.tex", "--tex" });
        refuses({ at("figure.toml"), "--out", at("package.png") }, 1, { "package.json", "--no-sidecar" });
        QCOMPARE(read("paper.tex") + read("package.json"), QByteArray("theirstheirs"));
        QVERIFY(!QFile::exists(at("paper.pdf")) && !QFile::exists(at("package.png")));
        refuses({ "--template", "figure3", "--image", picture(0), "--out", at("x.pdf") }, 2, { "needs a model" });
        refuses({ "--template", "figure2", "--model", at("one"), "--out", at("x.pdf") }, 2, { "No picture" });
        const QStringList two{ "--template", "figure2", "--model", at("one"), "--out", at("x.pdf"), "--image" };
        const QStringList said{ "figure2 shows one picture", "figure3" };
        refuses(two + QStringList{ picture(0), picture(1) }, 2, said);
        refuses(two + QStringList{ at("pictures/class_1") }, 1, said); // only the disk knows
        refuses({ "--template", "figure2", "--model", at("nix"), "--image", picture(0), "--out", at("x.pdf") }, 1,
            { "nix" });
        auto spec = read("figure.toml");
        spec.replace("dpi = 300", "dpi = \"many\"");
        writeFile(at("bad.toml"), spec);
        refuses({ at("bad.toml"), "--out", at("x.pdf") }, 1, { "bad.toml", "dpi" });
        for (const auto& name : QDir(m_folder.path()).entryList(QDir::Files))
            QVERIFY2(!name.startsWith("x."), name.toUtf8());
    }

    void ctrlCCancels()
    {
        auto spec = read("figure.toml");
        spec.replace("\"grad-cam\"", "\"rise\"");
        spec.replace("rise_masks = 4000", "rise_masks = 1000000");
        writeFile(at("slow.toml"), spec);
        QProcess process;
        startCli(process, { "figure", at("slow.toml"), "--out", at("slow.png"), "--json" });
        QString seen;
        QVERIFY2(waitForStderr(process, "Explaining", seen), seen.toUtf8());
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const auto result = finishCli(process);
        QVERIFY2(result.exitCode == 130, result.text());
        QCOMPARE(result.json()["outcome"].toString(), QStringLiteral("cancelled"));
        QVERIFY(!QFile::exists(at("slow.png")));
    }
};

LOOKAWAY_TEST(tst_cli_figure, TestCliFigure)
#include "tst_cli_figure.moc"
