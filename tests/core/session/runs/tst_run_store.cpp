// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "TinyData.h"
#include "session/runs/RunStore.h"
#include "session/settings/ConfigFile.h"
#include "session/settings/Settings.h"
#include "train/Trainer.h"

#include <QTest>

#include <sys/resource.h>

#include <csignal>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

namespace {

RunFacts factsFor(const fs::path& folder)
{
    RunFacts facts;
    facts.config.run.folder = folder.string();
    facts.config.training.epochs = 3;
    facts.config.data.path = "/somewhere";
    facts.classes = { "cat", "dog \"quoted\"", "Größe" };
    facts.pictures = { { "train", 10 }, { "test", 5 } };
    facts.imageSize = 96;
    facts.threads = 2;
    facts.dataFingerprint = "0123456789abcdef";
    facts.started = "2026-01-31T12:00:00Z";
    facts.versions = { { "lookaway", "1" } };
    return facts;
}

EpochDone epoch(int number, double loss)
{
    EpochDone done;
    done.epoch = number;
    done.globalStep = (number + 1) * 10;
    done.trainLoss = loss;
    done.validated = true;
    done.validationLoss = loss / 2;
    done.seconds = 4;
    return done;
}

StepDone step(std::int64_t global)
{
    StepDone done;
    done.globalStep = global;
    done.epoch = static_cast<int>((global - 1) / 10);
    done.loss = 0.5;
    return done;
}

std::vector<std::string> lines(const fs::path& path)
{
    std::ifstream in(path);
    std::vector<std::string> all;
    for (std::string line; std::getline(in, line);)
        all.push_back(line);
    return all;
}

} // namespace

class TestRunStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesWhatItReads()
    {
        const Folder folder;
        const auto run = folder / "deep/run";
        const auto facts = factsFor(run);
        {
            auto store = RunStore::create(facts);
            QVERIFY2(store.ok(), store.ok() ? "" : store.error().what.c_str());
            (*store)->record(step(5));
            (*store)->record(epoch(0, 0.1));
            const auto running = readRun(run);
            QVERIFY(running.ok());
            QVERIFY(running->status == RunRecord::Status::Running);
        }
        auto record = readRun(run);
        QVERIFY(record.ok());
        QVERIFY(record->status == RunRecord::Status::Interrupted);
        QVERIFY(record->facts.classes == facts.classes);
        QVERIFY(record->facts.pictures == facts.pictures);
        QCOMPARE(record->facts.config.training.epochs, 3);
        QCOMPARE(record->facts.dataFingerprint, facts.dataFingerprint);
        QCOMPARE(record->epochs.size(), std::size_t(1));
        QCOMPARE(record->epochs[0].at("train_loss"), 0.1); // to the last bit
        QCOMPARE(record->epochs[0].at("validation_loss"), 0.05);
        QVERIFY(record->last.empty() && record->best.empty());
        const auto repeated = readToml(run / runfile::configToml);
        QVERIFY(repeated.ok());
        QCOMPARE(repeated->training.epochs, 3);
        QCOMPARE(repeated->run.folder, std::string());
        QVERIFY(fs::exists(run / runfile::log));
    }

    void refusesAnExistingRun()
    {
        const Folder folder;
        const auto facts = factsFor(folder / "run");
        QVERIFY(RunStore::create(facts).ok());
        const auto again = RunStore::create(facts);
        QVERIFY(!again.ok());
        QVERIFY(again.error().what.find("holds a run already") != std::string::npos);
        QVERIFY(again.error().hint.find("resume that run") != std::string::npos);
    }

    void oneWriterAtATime()
    {
        const Folder folder;
        const auto facts = factsFor(folder / "run");
        auto store = RunStore::create(facts);
        QVERIFY(store.ok());
        QVERIFY(RunLock::held(folder / "run"));
        const auto second = RunLock::take(folder / "run");
        QVERIFY(!second.ok());
        QVERIFY(second.error().what.find("Another training") != std::string::npos);
        store->reset();
        QVERIFY(!RunLock::held(folder / "run"));
        QVERIFY(RunLock::take(folder / "run").ok());
    }

    void resumingDropsWhatTheCheckpointDoesNotKnow()
    {
        const Folder folder;
        const auto facts = factsFor(folder / "run");
        {
            auto store = RunStore::create(facts);
            for (int i = 1; i <= 25; ++i)
                (*store)->record(step(i));
            (*store)->record(epoch(0, 0.4));
        }
        std::ofstream(folder / "run" / runfile::metrics, std::ios::app) << "2,30,0.1"; // a row cut short by a kill
        ResumePoint point;
        point.epoch = 2;
        point.globalStep = 20;
        point.epochs = { epoch(0, 0.4), epoch(1, 0.3) };
        {
            auto lock = RunLock::take(folder / "run");
            auto store = RunStore::reopen(std::move(*lock), facts, point);
            QVERIFY2(store.ok(), store.ok() ? "" : store.error().what.c_str());
            (*store)->record(step(21));
        }
        const auto steps = lines(folder / "run" / runfile::steps);
        QCOMPARE(steps.size(), std::size_t(22)); // header, 1 to 20, 21 anew
        QVERIFY(steps.back().rfind("21,", 0) == 0);
        const auto record = readRun(folder / "run");
        QCOMPARE(record->epochs.size(), std::size_t(2)); // the second one came from the checkpoint
        QCOMPARE(record->epochs[0].at("seconds"), 4.0);
        QCOMPARE(record->epochs[1].at("train_loss"), 0.3);
    }

    void damagedFilesGetSentences()
    {
        const Folder folder;
        const auto run = folder / "run";
        QVERIFY(!readRun(run).ok()); // not there
        fs::create_directories(run);
        QVERIFY(readRun(run).error().what.find("is not a run folder") != std::string::npos);
        QVERIFY(RunStore::create(factsFor(run)).ok());
        const auto config = run / runfile::configJson;
        const std::string whole = bytesOf(config);
        for (const auto& damaged : { std::string(), whole.substr(0, whole.size() / 2), std::string("[]"),
                 std::string("{}"), std::string("\xff\xfe\x00", 3), std::string(100000, '[') }) {
            std::ofstream(config, std::ios::binary) << damaged;
            const auto result = readRun(run);
            QVERIFY(!result.ok());
            QVERIFY2(result.error().what.find("config.json") != std::string::npos, result.error().what.c_str());
        }
        std::ofstream(config, std::ios::binary) << whole;
        std::ofstream(run / runfile::report) << "{\"test.accuracy\": 0.";
        const auto result = readRun(run);
        QVERIFY(!result.ok());
        QVERIFY(result.error().what.find("report.json") != std::string::npos);
    }

    void everyFieldOfConfigJsonMayBeHostile()
    {
        const std::string whole = toJson(factsFor("/run"));
        QVERIFY(parseRunFacts(whole, "config.json").ok());
        // Every value replaced in turn by something of another type: a sentence or a reading, never an exception.
        for (std::size_t at = whole.find(": "); at != std::string::npos; at = whole.find(": ", at + 1)) {
            const auto end = whole.find_first_of(",\n", at);
            for (const char* other : { "[[]]", "-1", "\"x\"", "1e400", "null" })
                (void)parseRunFacts(whole.substr(0, at + 2) + other + whole.substr(end), "config.json");
        }
    }

    void numbersOfTheReport()
    {
        const Folder folder;
        auto store = RunStore::create(factsFor(folder / "run"));
        QVERIFY((*store)->writeReport(R"({"test.accuracy": 0.75, "model": "x", "test.confusion": [[1]]})").ok());
        store->reset();
        const auto record = readRun(folder / "run");
        QVERIFY(record->status == RunRecord::Status::Finished);
        QCOMPARE(record->results.size(), std::size_t(1));
        QCOMPARE(record->results.at("test.accuracy"), 0.75);
    }

    void folderThatCannotBeMade()
    {
        const Folder folder;
        std::ofstream(folder / "file") << "x";
        const auto result = RunStore::create(factsFor(folder / "file/run"));
        QVERIFY(!result.ok());
        QVERIFY(result.error().what.find("Cannot make the folder") != std::string::npos);
        const auto readOnly = RunStore::create(factsFor("/proc/lookaway"));
        QVERIFY(!readOnly.ok());
    }

    void fullDiskIsWarnedOfOnce()
    {
        const Folder folder;
        auto store = RunStore::create(factsFor(folder / "run"));
        // A limit on the size of files stands for the full disk.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit tight = before;
        tight.rlim_cur = 0;
        setrlimit(RLIMIT_FSIZE, &tight);
        const auto first = (*store)->record(epoch(0, 0.1));
        const auto second = (*store)->record(epoch(1, 0.1));
        const bool reported = (*store)->writeReport("{}").ok();
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(first && first->find("cannot be written") != std::string::npos);
        QVERIFY(!second);
        QVERIFY(!reported);
        QVERIFY(!fs::exists(folder / "run" / runfile::report));
    }
};

LOOKAWAY_TEST(tst_run_store, TestRunStore)
#include "tst_run_store.moc"
