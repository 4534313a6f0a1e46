// SPDX-License-Identifier: MIT
// What a training does while all goes well.
#include "Sanitizers.h"
#include "TestMain.h"
#include "TinyRun.h"
#include "weights/Safetensors.h"
#include "weights/WeightsFile.h"

#include <QTest>
#include <torch/torch.h>

#include <cmath>
#include <cstring>
#include <fstream>

using namespace lookaway;
using namespace lookaway::test;

namespace {

std::int64_t residentKilobytes()
{
    std::int64_t pages = 0;
    std::int64_t resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    return resident * 4;
}

} // namespace

class TrainerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsAndTellsAboutIt()
    {
        TinyRun tiny;
        tiny.settings.epochs = 8;
        tiny.settings.checkpointEverySteps = 0;
        const auto outcome = tiny.run();
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().message().c_str());
        QVERIFY(outcome->ending == TrainingOutcome::Ending::AllEpochs);
        const auto epochs = tiny.all<EpochDone>();
        QCOMPARE(epochs.size(), std::size_t{ 8 });
        QVERIFY(epochs.back().trainLoss < epochs.front().trainLoss);
        QVERIFY(epochs.back().validationAccuracy > 0.6);
        QCOMPARE(epochs.back().globalStep, std::int64_t{ 56 });
        QVERIFY(epochs[0].validated && epochs[0].isBest);

        // Best is the epoch with the lowest validation loss.
        int best = 0;
        std::int64_t occluded = 0;
        for (const EpochDone& epoch : epochs) {
            if (epoch.validationLoss < epochs[static_cast<std::size_t>(best)].validationLoss)
                best = epoch.epoch;
            occluded += epoch.occludedBatches;
        }
        QCOMPARE(outcome->bestEpoch, best);
        QCOMPARE(outcome->bestValidationLoss, epochs[static_cast<std::size_t>(best)].validationLoss);
        QVERIFY(occluded > 10 && occluded < 46); // p = 0.5 of 56
        QCOMPARE(tiny.files(),
            (std::vector<std::string>{ "best.safetensors", "last.safetensors", "optimizer-56.safetensors" }));
        const auto header = readSafetensorsHeader(outcome->best);
        QCOMPARE(header->metadata.at("model"), std::string("small_cnn"));
        QCOMPARE(header->metadata.at("epoch"), std::to_string(best));

        const auto steps = tiny.all<StepDone>();
        QVERIFY(steps.size() >= 8); // at least one an epoch
        QCOMPARE(steps.back().stepsPerEpoch, std::int64_t{ 7 });
        QCOMPARE(steps.back().globalStep, std::int64_t{ 56 });
        QVERIFY(steps.back().imagesPerSecond > 0);
        int reported = 0;
        for (const StepDone& step : steps)
            reported += step.occluded;
        QCOMPARE(std::int64_t{ reported }, occluded);
        QVERIFY(tiny.network->is_training());
    }

    void withoutValidationTheLastEpochIsBest()
    {
        TinyRun tiny;
        tiny.validate = false;
        tiny.settings.earlyStoppingPatience = 1;
        const auto outcome = tiny.run();
        QCOMPARE(outcome->bestEpoch, 2);
        QVERIFY(!tiny.all<EpochDone>()[0].validated);
        QCOMPARE(tiny.all<TrainingWarning>().size(), std::size_t{ 1 }); // early stopping does nothing
        const auto last = readWeights(outcome->last);
        const auto best = readWeights(outcome->best);
        for (const auto& [name, tensor] : last->tensors)
            QVERIFY2(
                std::memcmp(tensor.data.get(), best->tensors.find(name)->data.get(), tensor.bytes) == 0, name.c_str());
    }

    void changesAreObeyedAndLogged()
    {
        TinyRun tiny;
        tiny.settings.epochs = 2;
        tiny.distraction.fill = FillKind::None;
        tiny.onEvent = [&](const TrainingEvent& event) {
            const auto* epoch = std::get_if<EpochDone>(&event);
            if (!epoch || epoch->epoch != 0)
                return;
            SettingsChange change;
            change.fill = FillKind::Zero;
            change.learningRate = 0.5e-3;
            tiny.control.change(change);
        };
        QVERIFY(tiny.run().ok());
        const auto changes = tiny.all<SettingChanged>();
        QCOMPARE(changes.size(), std::size_t{ 2 });
        QCOMPARE(changes[0].setting, std::string("fill"));
        QCOMPARE(changes[0].from, std::string("none"));
        QCOMPARE(changes[0].to, std::string("zero"));
        QCOMPARE(changes[0].globalStep, std::int64_t{ 7 });
        const auto epochs = tiny.all<EpochDone>();
        QCOMPARE(epochs[0].occludedBatches, std::int64_t{ 0 });
        QVERIFY(epochs[1].occludedBatches > 0);
        QCOMPARE(epochs[1].learningRate, 0.5e-3);
    }

    void wrongChangesAreWarnings()
    {
        TinyRun tiny;
        tiny.settings.epochs = 1;
        SettingsChange change;
        change.p = 7;
        tiny.control.change(change);
        QVERIFY(tiny.run().ok());
        QVERIFY(tiny.all<SettingChanged>().empty());
        QCOMPARE(tiny.all<TrainingWarning>().size(), std::size_t{ 1 });
    }

    void watchedBatchesAreShown()
    {
        TinyRun tiny;
        tiny.settings.epochs = 1;
        tiny.distraction.fill = FillKind::Zero;
        tiny.watched = [](std::int64_t before) { return before < 2 ? Watching::Completely : Watching::Nobody; };
        QVERIFY(tiny.run().ok());
        const auto shown = tiny.all<BatchOccluded>();
        QCOMPARE(shown.size(), std::size_t{ 2 });
        for (const BatchOccluded& batch : shown) {
            QVERIFY(batch.pictures.size() == 4 || batch.pictures.size() == 3);
            for (const OccludedPicture& picture : batch.pictures) {
                int hidden = 0;
                for (int y = 0; y < 16; ++y)
                    for (int x = 0; x < 16; ++x) {
                        const bool under = picture.mask.at(x, y) == 1.0F;
                        QCOMPARE(under, picture.heat.at(x, y) > 0.6F);
                        hidden += under;
                        for (int c = 0; c < 3; ++c)
                            QCOMPARE(
                                int{ picture.occluded.at(x, y)[c] }, under ? 0 : int{ picture.original.at(x, y)[c] });
                    }
                QVERIFY(std::abs(picture.share - hidden / 256.0) < 1e-6);
                QVERIFY(picture.probabilityBefore > 0 && picture.probabilityBefore <= 1);
                QVERIFY(std::abs(picture.lossAfter + std::log(picture.probabilityAfter)) < 1e-9);
                QVERIFY(picture.label >= 0 && picture.label < 3);
            }
        }
    }

    void watchingChangesNothing()
    {
        const auto finalWeights = [](bool watch) {
            TinyRun tiny;
            tiny.watched = [watch](std::int64_t) { return watch ? Watching::Completely : Watching::Nobody; };
            return readFile(tiny.run()->last, 1 << 24).value();
        };
        QVERIFY(finalWeights(true) == finalWeights(false));
    }

    void frozenBackboneDoesNotMove()
    {
        TinyRun tiny;
        tiny.settings.headLearningRate = 0.05;
        tiny.beforeRun = [](Classifier& model) { model.setBackboneFrozen(true); };
        QVERIFY(tiny.run().ok());
        const auto fresh = makeModel("small_cnn", 3, tiny.settings.seed).value();
        const auto before = fresh->named_parameters();
        for (const auto& item : tiny.network->named_parameters())
            QCOMPARE(at::equal(item.value(), before[item.key()]), item.key().rfind("fc.", 0) != 0);
    }

    void twoRoundsOccludeByTheFirstOne()
    {
        TinyRun tiny;
        tiny.settings.epochs = 2;
        tiny.distraction.schedule = DistractionSchedule::TwoRound;
        tiny.distraction.fill = FillKind::Zero;
        const auto outcome = tiny.run();
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().message().c_str());
        const auto epochs = tiny.all<EpochDone>();
        QCOMPARE(epochs.size(), std::size_t{ 4 });
        QCOMPARE(epochs[0].occludedBatches + epochs[1].occludedBatches, std::int64_t{ 0 });
        QCOMPARE(epochs[2].occludedBatches, std::int64_t{ 7 });
        QCOMPARE(epochs[3].occludedBatches, std::int64_t{ 7 });
        QVERIFY(epochs[2].isBest); // each round has its own best
        QVERIFY(outcome->bestEpoch >= 2);
    }

    void memoryStaysFlat()
    {
        if (sanitized)
            QSKIP("a sanitizer keeps freed memory and its own shadow: the size of the process says nothing");
        TinyRun tiny;
        tiny.settings.epochs = 60;
        tiny.settings.checkpointEverySteps = 0;
        std::int64_t early = 0;
        tiny.onEvent = [&](const TrainingEvent& event) {
            const auto* epoch = std::get_if<EpochDone>(&event);
            if (epoch && epoch->epoch == 15)
                early = residentKilobytes();
        };
        QVERIFY(tiny.run().ok());
        const std::int64_t growth = residentKilobytes() - early;
        QVERIFY2(growth < 8 * 1024, std::to_string(growth).c_str());
    }
};

LOOKAWAY_TEST(tst_trainer, TrainerTest)
#include "tst_trainer.moc"
