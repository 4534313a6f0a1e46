// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "RunJob.h"
#include "TinyData.h"
#include "session/TrainJob.h"
#include "session/runs/RunList.h"
#include "session/runs/RunLock.h"

#include <QElapsedTimer>
#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

namespace {

/// A run as a killed training leaves it, started at the given time.
void writeRun(const fs::path& folder, const std::string& started)
{
    fs::create_directories(folder);
    RunFacts facts;
    facts.config = tinyConfig("/data", folder);
    facts.classes = { "a", "b" };
    facts.imageSize = 32;
    facts.started = started;
    std::ofstream(folder / "config.json") << toJson(facts);
    std::ofstream(folder / "metrics.csv") << "epoch,global_step,train_loss\n0,6,1.5\n1,12,1.25\n2,18,0.";
}

std::vector<std::string> names(const std::vector<RunSummary>& runs)
{
    std::vector<std::string> all;
    for (const auto& run : runs)
        all.push_back(run.folder.filename().string());
    return all;
}

} // namespace

class TestRunList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finishedRun()
    {
        const Folder folder;
        writeTinyData(folder / "data");
        auto config = tinyConfig(folder / "data", folder / "runs/one");
        config.run.snapshotBatches = 2;
        QVERIFY(perform(trainJob(config)).end().outcome == RunFinished::Outcome::Completed);
        for (const auto& root : { folder / "runs/one", folder / "runs", folder.path() }) {
            const auto runs = listRuns(root);
            QCOMPARE(runs.size(), std::size_t(1));
            const auto& run = runs[0];
            QVERIFY(run.folder == folder / "runs/one" && run.problem.empty());
            QVERIFY(run.status == RunRecord::Status::Finished);
            QVERIFY(run.epochsDone == 4 && run.epochs == 4);
            QCOMPARE(run.lastEpoch.at("global_step"), 24.0);
            QVERIFY(run.results.count("test.accuracy") == 1);
            QVERIFY(run.facts.config.model.name == "small_cnn");
            QVERIFY(fs::exists(run.best) && fs::exists(run.last) && fs::exists(run.snapshot));
        }
    }

    void newestFirstTwoLevelsDeep()
    {
        const Folder folder;
        writeRun(folder / "old", "2025-01-31T12:00:00Z");
        writeRun(folder / "study/new", "2026-11-02T08:00:00Z");
        writeRun(folder / "study/middle", "2026-01-31T12:00:00Z");
        writeRun(folder / "a/b/too-deep", "2026-01-31T12:00:00Z");
        writeRun(folder / ".hidden/run", "2026-01-31T12:00:00Z");
        writeRun(folder / "old/inside", "2026-01-31T12:00:00Z");
        fs::create_directory_symlink(folder / "study", folder / "link");
        fs::create_directory_symlink(folder.path(), folder / "circle");
        const auto runs = listRuns(folder.path());
        QVERIFY((names(runs) == std::vector<std::string>{ "new", "middle", "old" }));
        QVERIFY(runs[0].status == RunRecord::Status::Interrupted);
        QVERIFY(runs[0].epochsDone == 2 && runs[0].epochs == 4 && runs[0].last.empty() && runs[0].snapshot.empty());
        QCOMPARE(runs[0].lastEpoch.at("train_loss"), 1.25); // the line that was cut short does not count
        QVERIFY(runs[0].results.empty());
    }

    void runningRun()
    {
        const Folder folder;
        writeRun(folder / "run", "2026-01-31T12:00:00Z");
        const auto lock = RunLock::take(folder / "run");
        QVERIFY(lock.ok());
        QVERIFY(listRuns(folder.path()).at(0).status == RunRecord::Status::Running);
    }

    void damagedRunsAreListed()
    {
        const Folder folder;
        writeRun(folder / "sound", "2026-01-31T12:00:00Z");
        for (const char* name : { "garbage", "truncated", "empty", "report", "no-config" })
            writeRun(folder / name, "2026-02-01T12:00:00Z");
        const auto whole = bytesOf(folder / "sound/config.json");
        std::ofstream(folder / "garbage/config.json") << std::string("\0\xff{{{", 5);
        std::ofstream(folder / "truncated/config.json") << whole.substr(0, whole.size() / 2);
        std::ofstream(folder / "empty/config.json");
        std::ofstream(folder / "report/report.json") << "{\"test.acc";
        fs::remove(folder / "no-config/config.json");
        std::ofstream(folder / "no-config/last.safetensors") << "x";
        // What only looks like one.
        fs::create_directories(folder / "model");
        std::ofstream(folder / "model/config.json") << "{\"architectures\": [\"BertModel\"]}";
        fs::create_directories(folder / "folder/config.json");

        const auto runs = listRuns(folder.path());
        QVERIFY((names(runs)
            == std::vector<std::string>{ "report", "sound", "empty", "garbage", "no-config", "truncated" }));
        for (const auto& run : runs) {
            const auto name = run.folder.filename().string();
            QCOMPARE(run.problem.empty(), name == "sound");
            QVERIFY2(name == "sound" || run.problem.find(name) != std::string::npos, run.problem.c_str());
        }
        QVERIFY(runs[0].facts.classes.size() == 2 && runs[0].epochs == 4); // what can be read is told
    }

    void nothingThere()
    {
        const Folder folder;
        std::ofstream(folder / "file") << "x";
        for (const auto& root : { folder.path(), folder / "missing", folder / "file", fs::path() })
            QVERIFY(listRuns(root).empty());
    }

    void cancelled()
    {
        const Folder folder;
        writeRun(folder / "study/run", "2026-01-31T12:00:00Z");
        CancelSource source;
        source.cancel();
        QVERIFY(listRuns(folder.path(), source.token()).empty());
    }

    void manyRunsAreQuick()
    {
        const Folder folder;
        for (int i = 0; i < 200; ++i)
            writeRun(folder / ("run" + std::to_string(i)), "2026-01-31T12:00:00Z");
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(listRuns(folder.path()).size(), std::size_t(200));
        qInfo("200 runs: %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 5000);
    }
};

LOOKAWAY_TEST(tst_run_list, TestRunList)
#include "tst_run_list.moc"
