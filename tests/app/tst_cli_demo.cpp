// SPDX-License-Identifier: MIT
// The demonstration from end to end, cut short: what it claims takes more epochs than a test should.
#include "CliRun.h"
#include "TestMain.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace lookaway::test;

class TestCliDemo : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    /// What the help proposes for the demonstration can be done after it.
    void examplesOfTheHelp() const
    {
        int tried = 0;
        for (const char* command : { "train", "evaluate", "explain", "faithfulness", "compare", "report", "layers" })
            for (const auto& line : runCli({ command, "--help" }).out.split('\n')) {
                if (!line.startsWith("  lookaway-cli ") || !line.contains(" demo/"))
                    continue;
                const auto result = runShell(QStringLiteral("cd '%1' && exec \"$CLI\" %2")
                                                 .arg(m_folder.path(), line.mid(QString("  lookaway-cli ").size())));
                QVERIFY2(result.exitCode == 0, line.toUtf8() + "\n" + result.text());
                ++tried;
            }
        QVERIFY(tried >= 2);
    }

private Q_SLOTS:
    void leavesPicturesTwoRunsAndASheet()
    {
        const auto out = m_folder.filePath("demo");
        const auto first = runCli({ "demo", "--out", out, "--epochs", "1", "--json" });
        QVERIFY2(first.exitCode == 0, first.text());
        const auto runs = first.json()["runs"].toArray();
        QCOMPARE(runs.size(), 2);
        for (const auto& run : runs) {
            const auto results = run.toObject()["results"].toObject();
            QVERIFY2(results.contains("test.accuracy") && results.contains("test_cue_hidden.accuracy"), first.text());
            QVERIFY(QFileInfo::exists(run.toObject()["folder"].toString() + "/best.safetensors"));
        }
        QVERIFY(QFileInfo::exists(first.json()["occluded_batch"].toString()));
        QCOMPARE(QDir(out + "/pictures/test-cue-hidden").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 8);

        const auto weights = QFileInfo(out + "/baseline/best.safetensors").lastModified();
        const auto second = runCli({ "demo", "--out", out, "--json" });
        QVERIFY2(second.exitCode == 0, second.text());
        QCOMPARE(second.json()["runs"], first.json()["runs"]);
        QCOMPARE(QFileInfo(out + "/baseline/best.safetensors").lastModified(), weights);

        examplesOfTheHelp();

        const auto other = runCli({ "demo", "--out", out, "--epochs", "2" });
        QCOMPARE(other.exitCode, 1);
        QVERIFY2(other.err.contains("1 epoch"), other.text());
    }
};

LOOKAWAY_TEST(tst_cli_demo, TestCliDemo)
#include "tst_cli_demo.moc"
