// SPDX-License-Identifier: MIT
// Comparing models over test pictures from the command line.
#include "CliRun.h"
#include "TestMain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace lookaway::test;

class TestCliCompare : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString at(const QString& name) const { return m_folder.filePath(name); }
    QString read(const QString& name) const
    {
        QFile file(at(name));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    void train(const QString& run, const QStringList& more) const
    {
        const auto trained =
            runCli(QStringList{ "train", "--data", at("pictures"), "--out", at(run), "--model", "small_cnn",
                       "--image-size", "32", "--epochs", "2", "--batch", "8", "--lr", "0.003", "--precision", "fp32" }
                + more);
        QVERIFY2(trained.exitCode == 0, trained.text());
    }
    QStringList command(const QStringList& more) const
    {
        return QStringList{ "compare", "--model", "baseline=" + at("none"), "--model", "0-occlusion=" + at("zero") }
        + more;
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeClasses(at("pictures"), 3, 12);
        train("none", { "--occlusion", "none" });
        train("zero", { "--occlusion", "zero", "--p", "0.5" });
        // A model of two of the three classes.
        QDir().mkpath(at("fewer"));
        for (const char* name : { "class_0", "class_1" })
            QVERIFY(QFile::link(at(QString("pictures/") + name), at(QString("fewer/") + name)));
        const auto trained = runCli({ "train", "--data", at("fewer"), "--out", at("two"), "--model", "small_cnn",
            "--image-size", "32", "--epochs", "1", "--batch", "8", "--precision", "fp32", "--occlusion", "none" });
        QVERIFY2(trained.exitCode == 0, trained.text());
    }

    void tableForPeople()
    {
        const auto result = runCli(command({ "--out", at("out"), "--find", "spread-gain", "--count", "2" }));
        QVERIFY2(result.exitCode == 0, result.text());
        for (const char* text : { "baseline", "reference", "0-occlusion", "Overlap", "Kept", "p (W)", "Pairs", "There",
                 "Empty: maps without heat", "comparison.csv" })
            QVERIFY2(result.out.contains(text), result.text());
        QVERIFY(QFile::exists(at("out/comparison.csv")) && QFile::exists(at("out/comparison.json")));
    }

    // A model beside itself: the same answers, the same maps.
    void aModelEqualsItself()
    {
        const auto result = runCli({ "compare", "--model", "a=" + at("zero"), "--model", "b=" + at("zero"), "--json" });
        QVERIFY2(result.exitCode == 0, result.text());
        const auto summary = result.json()["summary"].toArray();
        const auto first = summary[0].toObject();
        const auto second = summary[1].toObject();
        QCOMPARE(second["accuracy"].toDouble(), first["accuracy"].toDouble());
        QCOMPARE(second["gained"].toInt() + second["lost"].toInt(), 0);
        QCOMPARE(second["spread_test"].toObject()["mean_difference"].toDouble(), 0.0);
        QCOMPARE(second["spread_test"].toObject()["p_t"].toDouble(), 1.0);
        QCOMPARE(second["spread_here"].toDouble(), second["spread_there"].toDouble());
        QVERIFY(second["pairs"].toInt() > 0);
        QCOMPARE(second["overlap"].toDouble(), 1.0);
        QCOMPARE(second["kept"].toDouble(), 1.0);
        QCOMPARE(second["new"].toDouble(), 0.0);
    }

    // Pictures of a class that one of the models does not have are told of, the others are compared.
    void modelsOfOtherClasses()
    {
        const auto result = runCli({ "compare", "--model", "three=" + at("none"), "--model", "two=" + at("two"),
            "--image", at("pictures"), "--json" });
        QVERIFY2(result.exitCode == 3, result.text());
        QCOMPARE(result.json()["pictures"].toArray().size(), 24);
        QCOMPARE(result.json()["failed"].toArray().size(), 12);
        QCOMPARE(result.json()["failed_count"].toInt(), 12);
        QVERIFY2(result.err.contains("'two' has no class 'class_2'"), result.text());
    }

    // Weights by themselves do not say what their outputs are called.
    void classesWithoutNames()
    {
        const auto bare = at("bare.safetensors");
        QVERIFY(QFile::copy(at("none/best.safetensors"), bare));
        const QStringList models{ "compare", "--model", "zero=" + at("zero"), "--model", "bare=" + bare, "--json" };
        const auto byNumber = runCli(models);
        QVERIFY2(byNumber.exitCode == 0, byNumber.text());
        QVERIFY(byNumber.json()["remarks"].toArray()[0].toString().contains("'bare' does not name its classes"));
        const auto named =
            runCli({ "compare", "--model", "zero=" + at("zero"), "--model", "none=" + at("none"), "--json" });
        const auto accuracy = [](const CliResult& result) {
            return result.json()["summary"].toArray()[1].toObject()["accuracy"].toDouble();
        };
        QVERIFY(accuracy(named) > 0);
        QCOMPARE(accuracy(byNumber), accuracy(named)); // the same weights
        // Of two classes and three without names nobody knows which is which: said before the work.
        const auto refused = runCli({ "compare", "--model", "two=" + at("two"), "--model", "bare=" + bare });
        QVERIFY2(refused.exitCode == 1 && refused.err.contains("cannot be told"), refused.text());
        QVERIFY2(refused.err.contains(
                     "lookaway-cli layers --weights " + bare + " --model small_cnn --classes NAMES.txt --remember"),
            refused.text());
        writeFile(at("NAMES.txt"), "class_0\nclass_1\nclass_2\n");
        const auto remembered = runCli({ "layers", "--weights", bare, "--classes", at("NAMES.txt"), "--remember" });
        QVERIFY2(
            remembered.exitCode == 0 && remembered.out.contains("bare.safetensors.lookaway.json"), remembered.text());
        const auto told = runCli({ "compare", "--model", "two=" + at("two"), "--model", "bare=" + bare, "--json" });
        QVERIFY2(told.exitCode == 0 && told.json()["remarks"].toArray().isEmpty(), told.text());
        const auto nothing = runCli({ "layers", "--model", "small_cnn", "--remember" });
        QVERIFY2(nothing.exitCode == 1 && nothing.err.contains("no file beside which"), nothing.text());
    }

    void heatOfMapsWithoutZero()
    {
        const auto result =
            runCli(command({ "--method", "rise", "--rise-masks", "60", "--image", at("pictures/class_1"), "--json" }));
        QVERIFY2(result.exitCode == 0, result.text());
        QCOMPARE(result.json()["request"].toObject()["heat_above"].toString(), QString("minimum"));
        for (const auto& row : result.json()["summary"].toArray())
            QVERIFY2(row.toObject()["spread"].toDouble() < 0.95, result.text()); // not all of the picture
    }

    // The same measure, by another command.
    void spreadIsThatOfFaithfulness_data()
    {
        QTest::addColumn<QStringList>("method");
        QTest::newRow("grad-cam") << QStringList{ "--method", "grad-cam" };
        QTest::newRow("rise") << QStringList{ "--method", "rise", "--rise-masks", "20" };
    }
    void spreadIsThatOfFaithfulness()
    {
        QFETCH(QStringList, method);
        const auto what = method + QStringList{ "--image", at("pictures/class_1"), "--class", "true", "--json" };
        const auto compared = runCli(command(what));
        const auto measured = runCli(QStringList{ "faithfulness", "--run", at("zero"), "--measures", "spread" } + what);
        QVERIFY2(compared.exitCode == 0 && measured.exitCode == 0, compared.text() + measured.text());
        const auto share = compared.json()["summary"].toArray()[1].toObject()["spread"].toDouble();
        const auto expected = measured.json()["methods"].toArray()[0].toObject()["attention_share"].toDouble();
        QVERIFY(expected > 0);
        QVERIFY2(std::abs(share - expected) < 1e-9, qPrintable(QString("%1 %2").arg(share).arg(expected)));
    }

    void writesAFigure()
    {
        const auto result =
            runCli(command({ "--find", "random", "--count", "3", "--figure", at("figure.toml"), "--json" }));
        QVERIFY2(result.exitCode == 0, result.text());
        QCOMPARE(result.json()["found"].toArray().size(), 3);
        const auto text = read("figure.toml");
        QCOMPARE(text.count("\n[[picture]]"), 3);
        QCOMPARE(text.count("\n[[model]]"), 2);
    }

    void aFigureHasAllModels()
    {
        const auto result = runCli(command(
            { "--model", "again=" + at("zero"), "--find", "random", "--count", "1", "--figure", at("three.toml") }));
        QVERIFY2(result.exitCode == 0, result.text());
        QCOMPARE(read("three.toml").count("\n[[model]]"), 3);
        QCOMPARE(read("three.toml").count("\n[[column]]"), 4);
    }

    // Right and wrong are the same in both: nobody gained anything.
    void nothingIsFound()
    {
        const QStringList same{ "compare", "--model", "a=" + at("zero"), "--model", "b=" + at("zero"), "--find",
            "gained", "--figure", at("none.toml") };
        const auto result = runCli(same);
        QVERIFY2(result.exitCode == 0, result.text());
        QVERIFY2(
            result.err.contains("No picture is like that, so that there is no figure to write to '" + at("none.toml")),
            result.text());
        QVERIFY(!QFile::exists(at("none.toml")));
        const auto machine = runCli(same + QStringList{ "--json" });
        QVERIFY(machine.json().contains("figure") && machine.json()["figure"].isNull());
    }

    void picturesOfOneClass()
    {
        const auto found = runCli(command({ "--find", "random", "--only-class", "CLASS_1", "--json" }));
        QVERIFY2(found.exitCode == 0 && !found.json()["found"].toArray().isEmpty(), found.text());
        for (const auto& file : found.json()["found"].toArray())
            QVERIFY(file.toString().contains("class_1"));
    }

    void reportOfBoth()
    {
        const auto result = runCli({ "report", "--model", "baseline=" + at("none"), "--model",
            "0-occlusion=" + at("zero"), "--pictures", "2", "--out", at("both.html") });
        QVERIFY2(result.exitCode == 0 && result.out.contains("both.html"), result.text());
        const auto page = read("both.html");
        for (const char* text : { "McNemar", "Training", "<svg", "Confusion", "data:image/jpeg;base64,", "Settings",
                 "looks at more of the picture than baseline" })
            QVERIFY2(page.contains(text), text);
        // Nothing is fetched from anywhere.
        QVERIFY(!page.contains("<script") && !page.contains("<link") && !page.contains("src=\"http"));
    }

    void reportOfOne()
    {
        const auto result =
            runCli({ "report", "--model", at("zero"), "--pictures", "2", "--out", at("one.html"), "--json" });
        QVERIFY2(result.exitCode == 0, result.text());
        QCOMPARE(result.json()["report"].toString(), at("one.html"));
        QVERIFY(read("one.html").contains("Hardest pictures"));
        // Nothing to compare with: no such columns.
        for (const char* text : { "Gained", "p (McNemar)", "Difference", "Overlap" })
            QVERIFY2(!read("one.html").contains(text), text);
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("said");
        const QString zero = at("zero");
        QTest::newRow("no model") << QStringList{ "compare" } << "--model";
        QTest::newRow("not a model") << QStringList{ "compare", "--model", at("pictures") } << "pictures";
        QTest::newRow("twice the same title")
            << QStringList{ "compare", "--model", "a=" + zero, "--model", "a=" + at("none") } << "\"a\"";
        QTest::newRow("unknown reference") << command({ "--reference", "first" }) << "baseline, 0-occlusion";
        QTest::newRow("unknown method") << command({ "--method", "magic" }) << "magic";
        QTest::newRow("unknown class") << command({ "--class", "unicorn" }) << "unicorn";
        QTest::newRow("level out of range") << command({ "--hot-level", "1.5" }) << "1.5";
        QTest::newRow("no such order") << command({ "--find", "best" }) << "best";
        QTest::newRow("no folder") << command({ "--out", at("none/config.toml") }) << "config.toml";
        QTest::newRow("no such true class")
            << command({ "--find", "random", "--only-class", "class" }) << "None of the pictures is of a class 'class'";
        QTest::newRow("similar true classes")
            << command({ "--find", "random", "--only-class", "class" }) << "\"class_0\", \"class_1\", \"class_2\"";
        QTest::newRow("no place for a figure")
            << command({ "--find", "random", "--figure", at("no/f.toml") }) << "does not exist";
        const QStringList report{ "report", "--model", zero, "--out" };
        QTest::newRow("no folder for a report") << report + QStringList{ at("no/such/folder.html") } << "no/such";
        QTest::newRow("a folder for a report") << report + QStringList{ at("pictures") } << "is a folder";
        QTest::newRow("no place for a report") << report + QStringList{ "/proc/x.html" } << "cannot be written";
        QTest::newRow("no pictures") << command({ "--image", at("nothing") }) << "nothing";
    }
    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, said);
        const auto result = runCli(arguments);
        QVERIFY2(result.exitCode == 1 || result.exitCode == 2, result.text());
        QVERIFY2(!result.crashed && result.err.contains(said), result.text());
        QVERIFY2(!result.err.contains("Comparing"), result.text()); // before the work
    }
};

LOOKAWAY_TEST(tst_cli_compare, TestCliCompare)
#include "tst_cli_compare.moc"
