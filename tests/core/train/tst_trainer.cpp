// SPDX-License-Identifier: MIT
#include "Sanitizers.h"
#include "TestMain.h"
#include "TinyRun.h"
#include "weights/Safetensors.h"
#include "weights/WeightsFile.h"

#include <QTest>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstring>
#include <fstream>
#include <limits>
#include <sys/resource.h>

using namespace lookaway;
using namespace lookaway::test;

namespace {

/// Lets no file of this process grow beyond `bytes`, as a full disk would.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes)
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{ bytes, m_before.rlim_max };
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit m_before{};
    void (*m_handler)(int) = SIG_DFL;
};

std::vector<std::string> filesIn(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(folder))
        names.push_back(file.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

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
        QCOMPARE(filesIn(tiny.path()),
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

    void earlyStoppingEndsTheRun()
    {
        TinyRun tiny;
        tiny.settings.epochs = 50;
        tiny.settings.learningRate = 1e-12; // too small to improve much
        tiny.settings.optimizer = OptimizerKind::Sgd;
        tiny.beforeRun = [](Classifier& model) { model.setBatchNormFrozen(true); };
        tiny.settings.earlyStoppingPatience = 2;
        const auto outcome = tiny.run();
        QVERIFY(outcome->ending == TrainingOutcome::Ending::EarlyStopping);
        QCOMPARE(static_cast<int>(outcome->epochs.size()), outcome->bestEpoch + 3);
    }

    void stopAndKeepValidatesAndKeeps()
    {
        TinyRun tiny;
        tiny.settings.epochs = 50;
        tiny.onEvent = [&](const TrainingEvent& event) {
            const auto* written = std::get_if<CheckpointWritten>(&event);
            if (written && written->globalStep == 11) // 2 a mini-batch: the second one of the second epoch is at 9
                tiny.control.stopAndKeep();
        };
        const auto outcome = tiny.run();
        QVERIFY(outcome->ending == TrainingOutcome::Ending::StoppedByUser);
        QCOMPARE(tiny.all<EpochDone>().size(), std::size_t{ 2 });
        QCOMPARE(tiny.all<EpochDone>().back().globalStep, std::int64_t{ 11 });
        QVERIFY(tiny.all<EpochDone>().back().validated);
        QCOMPARE(outcome->epochs.size(), std::size_t{ 1 }); // the second one is not complete
        QVERIFY(std::filesystem::exists(outcome->best));
        QCOMPARE((*readResumePoint(tiny.path()))->step, std::int64_t{ 4 });
    }

    void stopBeforeTheFirstStepStillLeavesANetwork()
    {
        TinyRun tiny;
        tiny.control.stopAndKeep();
        const auto outcome = tiny.run();
        QVERIFY(outcome.ok());
        QVERIFY(std::filesystem::exists(outcome->best) && std::filesystem::exists(outcome->last));
    }

    void pauseEndsWithResumeStopOrCancel()
    {
        for (const int way : { 0, 1, 2 }) {
            TinyRun tiny;
            tiny.settings.epochs = 1;
            tiny.onEvent = [&](const TrainingEvent& event) {
                const auto* note = std::get_if<TrainingNote>(&event);
                if (std::holds_alternative<CheckpointWritten>(event) && way != 3
                    && tiny.all<CheckpointWritten>().size() == 1)
                    tiny.control.pause();
                if (note && note->text == "Paused.")
                    way == 0 ? tiny.control.resume() : way == 1 ? tiny.control.stopAndKeep() : tiny.cancel.cancel();
            };
            const auto outcome = tiny.run();
            if (way == 2) {
                QVERIFY(!outcome.ok() && outcome.error().cancelled());
            } else {
                QVERIFY(outcome.ok());
                QCOMPARE(tiny.all<EpochDone>().back().globalStep, std::int64_t{ way == 0 ? 7 : 2 });
            }
        }
    }

    void cancelKeepsWhatWasLearnt()
    {
        TinyRun tiny;
        tiny.settings.checkpointEverySteps = 3;
        tiny.onEvent = [&](const TrainingEvent& event) {
            if (std::holds_alternative<CheckpointWritten>(event))
                tiny.cancel.cancel();
        };
        const auto outcome = tiny.run();
        QVERIFY(!outcome.ok());
        QVERIFY(outcome.error().cancelled());
        QCOMPARE((*readResumePoint(tiny.path()))->globalStep, std::int64_t{ 3 });
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

    void notFiniteLossNamesItsPlaceAndKeepsTheLastGoodCheckpoint()
    {
        TinyRun tiny;
        tiny.onEvent = [&](const TrainingEvent& event) {
            const auto* written = std::get_if<CheckpointWritten>(&event);
            if (written && written->globalStep == 9) { // poison the weights after the checkpoint
                const at::NoGradGuard noGrad;
                tiny.network->parameters().back().fill_(std::numeric_limits<float>::quiet_NaN());
            }
        };
        const auto outcome = tiny.run();
        QVERIFY(!outcome.ok());
        QVERIFY2(outcome.error().what.find("epoch 2, mini-batch 3") != std::string::npos, outcome.error().what.c_str());
        QVERIFY(!outcome.error().hint.empty());
        QCOMPARE((*readResumePoint(tiny.path()))->globalStep, std::int64_t{ 9 });
        TinyRun again;
        const auto weights = readWeights(tiny.path() / "last.safetensors");
        const TensorData* bias = weights->tensors.find("fc.bias");
        float first = 0;
        std::memcpy(&first, bias->data.get(), sizeof first);
        QVERIFY(std::isfinite(first));
    }

    void hugeLearningRateEndsInASentence()
    {
        TinyRun tiny;
        tiny.settings.learningRate = 10;
        tiny.settings.optimizer = OptimizerKind::Sgd;
        tiny.settings.momentum = 0.99;
        tiny.settings.epochs = 60;
        tiny.beforeRun = [](Classifier& model) { model.setBatchNormFrozen(true); };
        const auto outcome = tiny.run();
        QVERIFY(!outcome.ok());
        QVERIFY2(outcome.error().what.find("not finite") != std::string::npos, outcome.error().what.c_str());
    }

    void fullDiskIsAWarningAndTheNextCheckpointHolds()
    {
        TinyRun tiny;
        std::unique_ptr<FullDisk> full;
        tiny.onEvent = [&](const TrainingEvent& event) {
            const auto* written = std::get_if<CheckpointWritten>(&event);
            if (written && written->globalStep == 2)
                full = std::make_unique<FullDisk>(100000); // the weights need more
            if (std::holds_alternative<TrainingWarning>(event)) {
                full.reset();
                QCOMPARE((*readResumePoint(tiny.path()))->globalStep, std::int64_t{ 2 });
            }
        };
        const auto outcome = tiny.run();
        QVERIFY(outcome.ok());
        QCOMPARE(tiny.all<TrainingWarning>().size(), std::size_t{ 1 });
        QVERIFY(tiny.all<TrainingWarning>()[0].text.find("safetensors") != std::string::npos);
        QCOMPARE(filesIn(tiny.path()).size(), std::size_t{ 3 });
    }

    void fullDiskAtTheEndFailsAndLosesNothing()
    {
        TinyRun tiny;
        tiny.settings.epochs = 2;
        std::unique_ptr<FullDisk> full;
        tiny.onEvent = [&](const TrainingEvent& event) {
            const auto* written = std::get_if<CheckpointWritten>(&event);
            if (written && written->globalStep == 9)
                full = std::make_unique<FullDisk>(100000);
        };
        const auto outcome = tiny.run();
        full.reset();
        QVERIFY(!outcome.ok() && !outcome.error().cancelled());
        QCOMPARE((*readResumePoint(tiny.path()))->globalStep, std::int64_t{ 9 });
        tiny.onEvent = {};
        QVERIFY(tiny.run(true).ok());
    }

    void settingsThatCannotBeUsed()
    {
        const auto message = [](const std::function<void(TinyRun&)>& spoil) {
            TinyRun tiny;
            spoil(tiny);
            const auto outcome = tiny.run();
            return outcome.ok() ? std::string() : outcome.error().message();
        };
        const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
        QVERIFY(has(message([](TinyRun& t) { t.settings.batchSize = 28; }), "only 27 pictures"));
        QVERIFY(has(message([](TinyRun& t) { t.settings.epochs = 0; }), "number of epochs"));
        QVERIFY(has(message([](TinyRun& t) { t.settings.device = "cuda:77"; }), "cuda:77"));
        QVERIFY(has(message([](TinyRun& t) { t.settings.precision = Precision::Fp16; }), "fp16"));
        QVERIFY(!message([](TinyRun& t) { t.distraction.p = 0.7; }).empty());
        QVERIFY(has(message([](TinyRun& t) {
            t.beforeRun = [](Classifier& model) {
                for (at::Tensor& parameter : model.parameters())
                    parameter.requires_grad_(false);
            };
        }),
            "frozen"));
    }

    void aFolderInUseIsRefused()
    {
        TinyRun tiny;
        tiny.settings.epochs = 1;
        QVERIFY(tiny.run().ok());
        const auto again = tiny.run();
        QVERIFY(!again.ok());
        QVERIFY(again.error().message().find("already holds a training run") != std::string::npos);
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
