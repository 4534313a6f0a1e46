// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "RunJob.h"
#include "TinyData.h"
#include "session/TrainJob.h"
#include "session/runs/RunReader.h"
#include "session/runs/RunStore.h"
#include "train/Trainer.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

namespace {

RunFacts factsFor(const fs::path& run)
{
    RunFacts facts;
    facts.config = tinyConfig("/data", run);
    facts.config.run.tensorBoard = false;
    facts.classes = { "blue", "green" };
    facts.imageSize = 32;
    facts.threads = 1;
    return facts;
}

} // namespace

class TestRunHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasTold()
    {
        const Folder folder;
        writeTinyData(folder / "data");
        const auto told =
            perform(trainJob(tinyConfig(folder / "data", folder / "run")), [](const Event& event, Session& session) {
                const auto* epoch = std::get_if<EpochDone>(&event);
                SettingsChange change;
                change.p = 0.125;
                change.where = Where::LeastSalient;
                if (epoch && epoch->epoch == 1)
                    (void)session.change(change);
            });
        QVERIFY(told.end().outcome == RunFinished::Outcome::Completed);

        const auto steps = readSteps(folder / "run");
        const auto toldSteps = told.all<StepDone>();
        QVERIFY(!steps.empty());
        QCOMPARE(steps.size(), toldSteps.size());
        for (std::size_t i = 0; i < steps.size(); ++i) {
            QCOMPARE(steps[i].globalStep, toldSteps[i].globalStep);
            QCOMPARE(steps[i].epoch, toldSteps[i].epoch);
            QVERIFY(steps[i].loss == toldSteps[i].loss && steps[i].accuracy == toldSteps[i].accuracy);
            QVERIFY(steps[i].learningRate == toldSteps[i].learningRate);
            QVERIFY(steps[i].occluded == toldSteps[i].occluded);
            QVERIFY(steps[i].occludedShare == toldSteps[i].occludedShare);
            QVERIFY(steps[i].imagesPerSecond == toldSteps[i].imagesPerSecond);
        }
        const auto epochs = readEpochs(folder / "run");
        const auto toldEpochs = told.all<EpochDone>();
        QCOMPARE(epochs.size(), std::size_t(4));
        for (std::size_t i = 0; i < 4; ++i) {
            QVERIFY(epochs[i].validated && epochs[i].validationLoss == toldEpochs[i].validationLoss);
            QVERIFY(epochs[i].isBest == toldEpochs[i].isBest && epochs[i].seconds == toldEpochs[i].seconds);
            QVERIFY(epochs[i].occludedBatches == toldEpochs[i].occludedBatches);
        }
        const auto changes = readChanges(folder / "run");
        QCOMPARE(changes.size(), std::size_t(2));
        QCOMPARE(changes[0].globalStep, 12);
        QVERIFY(changes[0].setting == "p" && changes[0].from == "0.5" && changes[0].to == "0.125");
        QVERIFY(changes[1].setting == "where" && changes[1].from == "salient" && changes[1].to == "least-salient");
    }

    void resumedRunForgetsLaterChanges()
    {
        const Folder folder;
        const auto facts = factsFor(folder / "run");
        {
            auto store = RunStore::create(facts);
            QVERIFY(store.ok());
            for (const auto& change :
                { SettingChanged{ 3, "p", "0.5", "0.25" }, SettingChanged{ 8, "p", "0.25", "0.125" },
                    SettingChanged{ 8, "threshold", "0.85", "0.5" }, SettingChanged{ 9, "fill", "random", "zero" } })
                QVERIFY(!(*store)->record(change));
        }
        QCOMPARE(readChanges(folder / "run").size(), std::size_t(4));
        // Of the two at mini-batch 8, the checkpoint has seen only one.
        ResumePoint point;
        point.epoch = 1;
        point.globalStep = 8;
        point.live.distraction.p = 0.125;
        point.live.distraction.threshold = 0.85;
        auto lock = RunLock::take(folder / "run");
        QVERIFY(lock.ok() && RunStore::reopen(std::move(*lock), facts, point).ok());
        const auto kept = readChanges(folder / "run");
        QCOMPARE(kept.size(), std::size_t(2));
        QVERIFY(kept[0].globalStep == 3 && kept[1].globalStep == 8 && kept[1].setting == "p");
        auto again = RunLock::take(folder / "run");
        QVERIFY(again.ok() && RunStore::reopen(std::move(*again), facts, std::nullopt).ok());
        QVERIFY(readChanges(folder / "run").empty());
    }

    void damagedLinesArePassedOver()
    {
        const Folder folder;
        std::ofstream(folder / "steps.csv")
            << "global_step,epoch,loss,accuracy,learning_rate,occluded_batches,occluded_share,images_per_second\n"
            << "5,0,1.5,0.25,0.001,2,0.1,77\n"
            << "ten,0,1.5,0.25,0.001,2,0.1,77\n"
            << "6,0,1.5\n"
            << "7,-1,1.5,0.25,0.001,2,0.1,77\n"
            << "8,99999999999,1.5,0.25,0.001,2,0.1,77\n"
            << "9,1,nan,0.25,0.001,2,0.1,77\n"
            << "10,1,1.25,0.25,0.001,2,0.1,7"; // cut short
        const auto steps = readSteps(folder.path());
        QCOMPARE(steps.size(), std::size_t(2));
        QVERIFY(steps[0].globalStep == 5 && steps[0].loss == 1.5 && steps[0].occluded == 2);
        QVERIFY(steps[1].globalStep == 9);
        std::ofstream(folder / "metrics.csv") << std::string("\0\xff\n,,\n", 7);
        std::ofstream(folder / "changes.csv") << "global_step,setting\n4,p\nx\n\n,\n";
        QVERIFY(readEpochs(folder.path()).empty());
        const auto changes = readChanges(folder.path());
        QVERIFY(changes.size() == 1 && changes[0].setting == "p" && changes[0].to.empty());
        for (const auto& nothing : { folder / "nowhere", folder / "steps.csv" })
            QVERIFY(readSteps(nothing).empty() && readEpochs(nothing).empty() && readChanges(nothing).empty());
    }
};

LOOKAWAY_TEST(tst_run_history, TestRunHistory)
#include "tst_run_history.moc"
