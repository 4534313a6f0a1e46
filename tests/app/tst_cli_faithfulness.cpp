// SPDX-License-Identifier: MIT
// Measuring explanations from the command line.
#include "CliRun.h"
#include "TestMain.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace lookaway::test;

class TestCliFaithfulness : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString at(const QString& name) const { return m_folder.filePath(name); }
    QStringList command(const QStringList& more) const
    {
        return QStringList{ "faithfulness", "--image", at("pictures/class_1"), "--run", at("run"), "--steps", "6" }
        + more;
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeClasses(at("pictures"), 3, 8);
        const auto trained = runCli({ "train", "--data", at("pictures"), "--out", at("run"), "--model", "small_cnn",
            "--image-size", "32", "--epochs", "2", "--batch", "8", "--lr", "0.003", "--precision", "fp32" });
        QVERIFY2(trained.exitCode == 0, trained.text());
    }

    void tableForPeople()
    {
        const auto result = runCli(command({ "--method", "grad-cam", "--class", "true", "--measures",
            "insertion,deletion,spread,sanity", "--sanity-stages", "2", "--out", at("out") }));
        QVERIFY2(result.exitCode == 0, result.text());
        for (const char* text : { "Insertion +", "Deletion -", "Spread", "Sanity", "grad-cam", "(control)",
                 "8 pictures", "larger is better" })
            QVERIFY2(result.out.contains(text), result.text());
        QVERIFY2(!result.out.contains("ROAD") && !result.out.contains("Pointing"), result.text());
        for (const char* name : { "out/curves.csv", "out/pictures.csv", "out/faithfulness.json" })
            QVERIFY2(QFile::exists(at(name)), name);
    }

    void documentForMachines()
    {
        writeFile(at("boxes.csv"), "picture,class,x0,y0,x1,y1\nclass_1/0.bmp,class_1,0,0,32,32\n");
        const auto result = runCli(
            command({ "--method", "grad-cam,layer-cam", "--boxes", at("boxes.csv"), "--class", "true", "--json" }));
        QVERIFY2(result.exitCode == 0, result.text());
        const auto methods = result.json()["methods"].toArray();
        QCOMPARE(methods.size(), 3); // the methods, and noise as coarse as both
        const auto control = methods[2].toObject();
        QVERIFY(control["control"].toBool() && !control.contains("sanity"));
        QCOMPARE(control["pictures"].toInt(), 8);
        QCOMPARE(control["pointing_regions"].toInt(), 1);
        QCOMPARE(control["insertion_curve"].toObject()["share"].toArray().size(), 7);
        QCOMPARE(control["road_morf_curve"].toObject()["share"].toArray().size(), 9);
    }

    void aPictureThatCannotBeRead()
    {
        writeFile(at("pictures/class_1/broken.png"), "no picture");
        const auto result = runCli(command({ "--measures", "spread", "--json" }));
        QFile::remove(at("pictures/class_1/broken.png"));
        QVERIFY2(result.exitCode == 3 && result.err.contains("1 picture failed"), result.text());
        QCOMPARE(result.json()["failed_count"].toInt(), 1);
        QCOMPARE(result.json()["methods"].toArray()[0].toObject()["pictures"].toInt(), 8);
    }

    void refusals()
    {
        const auto measure = runCli(command({ "--measures", "beauty" }));
        QVERIFY2(measure.exitCode == 2 && measure.err.contains("beauty"), measure.text());
        const auto steps = runCli(command({ "--steps", "0" }));
        QVERIFY2(steps.exitCode == 2, steps.text());
        writeFile(at("bad.csv"), "0.bmp,class_1,0,0,zero,32\n");
        const auto boxes = runCli(command({ "--boxes", at("bad.csv"), "--json" }));
        QVERIFY2(boxes.exitCode == 1 && boxes.err.contains("Line 1") && boxes.err.contains("bad.csv"), boxes.text());
        QCOMPARE(boxes.json()["outcome"].toString(), QString("failed"));
    }
};

LOOKAWAY_TEST(tst_cli_faithfulness, TestCliFaithfulness)
#include "tst_cli_faithfulness.moc"
