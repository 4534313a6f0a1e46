// SPDX-License-Identifier: MIT
// How a training ends before its last epoch: stopped, cancelled, refused, or failed; and what is kept then.
#include "TestMain.h"
#include "TinyRun.h"
#include "weights/WeightsFile.h"

#include <QTest>
#include <torch/torch.h>

#include <cmath>
#include <csignal>
#include <cstring>
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

} // namespace

class TrainerEndingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
        QCOMPARE(tiny.files().size(), std::size_t{ 3 });
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
};

LOOKAWAY_TEST(tst_trainer_endings, TrainerEndingsTest)
#include "tst_trainer_endings.moc"
