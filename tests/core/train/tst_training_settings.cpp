// SPDX-License-Identifier: MIT
// Expected values by hand.
#include "TestMain.h"
#include "train/EarlyStopping.h"
#include "train/LearningRateSchedule.h"
#include "train/LiveSettings.h"
#include "train/TrainingControl.h"
#include "train/TrainingState.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <thread>

using namespace lookaway;

class TrainingSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void constantSchedule()
    {
        const LearningRateSchedule schedule(TrainingSettings(), 10);
        for (const int step : { 0, 7, 1000 })
            QCOMPARE(schedule.factor(step), 1.0);
    }

    void stepSchedule()
    {
        TrainingSettings settings;
        settings.schedule = ScheduleKind::Step;
        settings.stepEpochs = 2;
        settings.stepFactor = 0.5;
        const LearningRateSchedule schedule(settings, 5);
        QCOMPARE(schedule.factor(0), 1.0);
        QCOMPARE(schedule.factor(9), 1.0); // the last step of the second epoch
        QCOMPARE(schedule.factor(10), 0.5);
        QCOMPARE(schedule.factor(20), 0.25);
    }

    void cosineScheduleWithWarmup()
    {
        TrainingSettings settings;
        settings.schedule = ScheduleKind::Cosine;
        settings.epochs = 5;
        settings.warmupEpochs = 1;
        const LearningRateSchedule schedule(settings, 4);
        for (int step = 0; step < 4; ++step)
            QCOMPARE(schedule.factor(step), 0.25 * (step + 1));
        QCOMPARE(schedule.factor(4), 1.0);
        QVERIFY(std::abs(schedule.factor(8) - (1 + std::sqrt(0.5)) / 2) < 1e-12); // a quarter: cos(pi/4)
        QVERIFY(std::abs(schedule.factor(12) - 0.5) < 1e-12);                     // half: cos(pi/2)
        QVERIFY(std::abs(schedule.factor(20)) < 1e-12);
        QVERIFY(std::abs(schedule.factor(99)) < 1e-12);
    }

    void warmupOfHalfAnEpoch()
    {
        TrainingSettings settings;
        settings.warmupEpochs = 0.5;
        const LearningRateSchedule schedule(settings, 3);
        QVERIFY(std::abs(schedule.factor(0) - 1 / 1.5) < 1e-12);
        QCOMPARE(schedule.factor(1), 1.0);
        QCOMPARE(schedule.factor(2), 1.0);
    }

    void cosineWithoutEpochsAfterTheWarmup()
    {
        TrainingSettings settings;
        settings.schedule = ScheduleKind::Cosine;
        settings.epochs = 1;
        settings.warmupEpochs = 1;
        const LearningRateSchedule schedule(settings, 2);
        QCOMPARE(schedule.factor(1), 1.0);
        QCOMPARE(schedule.factor(3), 0.0);
        QVERIFY(std::isfinite(schedule.factor(2)));
    }

    void earlyStoppingByHand()
    {
        EarlyStopping stopping(2, {});
        QVERIFY(stopping.add(0, 1.0));
        QVERIFY(stopping.add(1, 0.8));
        QVERIFY(!stopping.add(2, 0.8)); // equal is no improvement
        QVERIFY(!stopping.shouldStop());
        QVERIFY(!stopping.add(3, std::numeric_limits<double>::quiet_NaN()));
        QVERIFY(stopping.shouldStop());
        QCOMPARE(stopping.state().bestEpoch, 1);
        QCOMPARE(stopping.state().bestLoss, 0.8);
    }

    void improvementStartsPatienceAnew()
    {
        EarlyStopping stopping(2, {});
        for (const double loss : { 1.0, 1.1, 0.9, 1.0 })
            stopping.add(0, loss);
        QVERIFY(!stopping.shouldStop());
        EarlyStopping resumed(2, stopping.state());
        resumed.add(4, 1.0);
        QVERIFY(resumed.shouldStop());
        EarlyStopping never(0, { 0, 0.1, 1000 });
        QVERIFY(!never.shouldStop());
    }

    void defaultsAreValid() { QVERIFY(validate(TrainingSettings()).empty()); }

    void everyWrongValueGetsASentence()
    {
        TrainingSettings settings;
        settings.epochs = 0;
        settings.batchSize = -1;
        settings.learningRate = std::numeric_limits<double>::quiet_NaN();
        settings.beta2 = 1;
        settings.labelSmoothing = 1;
        settings.stepEpochs = 0;
        const auto errors = validate(settings);
        QCOMPARE(errors.size(), std::size_t{ 6 });
        QVERIFY(errors[0].what.find("number of epochs is 0") != std::string::npos);
        for (const Error& error : errors)
            QVERIFY(!error.hint.empty());
    }

    void batchLargerThanTheTrainingPart()
    {
        TrainingSettings settings;
        QVERIFY(checkBatchSize(settings, 16).ok());
        const auto refused = checkBatchSize(settings, 15);
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().message().find("only 15 pictures") != std::string::npos);
        QVERIFY(!checkBatchSize(settings, 0).ok());
    }

    void changesAreListedOnce()
    {
        LiveSettings live{ {}, 1e-4 };
        SettingsChange change;
        change.p = 0.4;
        change.threshold = live.distraction.threshold; // nothing new
        change.fill = FillKind::One;
        change.learningRate = 1e-3;
        const auto events = live.apply(change, 7);
        QVERIFY(events.ok());
        QCOMPARE(events->size(), std::size_t{ 3 });
        QCOMPARE((*events)[0].setting, std::string("p"));
        QCOMPARE((*events)[0].from, std::string("0.25"));
        QCOMPARE((*events)[0].to, std::string("0.4"));
        QCOMPARE((*events)[1].to, std::string("one"));
        QCOMPARE((*events)[2].to, std::string("0.001"));
        QCOMPARE((*events)[2].globalStep, std::int64_t{ 7 });
        QCOMPARE(live.learningRate, 1e-3);
    }

    void wrongChangesChangeNothing()
    {
        LiveSettings live{ {}, 1e-4 };
        live.distraction.fill = FillKind::Zero;
        SettingsChange change;
        change.threshold = 0.5;
        change.p = 0.9;
        QVERIFY(!live.apply(change, 0).ok());
        QCOMPARE(live.distraction.threshold, 0.85);
        change = {};
        change.learningRate = -1;
        QVERIFY(!live.apply(change, 0).ok());
        QCOMPARE(live.learningRate, 1e-4);
    }

    void mailboxKeepsTheLastWord()
    {
        TrainingControl control;
        SettingsChange change;
        change.p = 0.1;
        change.where = Where::LeastSalient;
        control.change(change);
        change = {};
        change.p = 0.2;
        control.change(change);
        const SettingsChange taken = control.takeChange();
        QCOMPARE(*taken.p, 0.2);
        QVERIFY(taken.where == Where::LeastSalient);
        QVERIFY(!taken.learningRate);
        QVERIFY(control.takeChange().empty());
    }

    void waitingEndsWithResumeStopAndCancel()
    {
        for (const int way : { 0, 1, 2 }) {
            TrainingControl control;
            CancelSource cancel;
            control.pause();
            std::thread other([&] {
                way == 0 ? control.resume() : way == 1 ? control.stopAndKeep() : cancel.cancel();
            });
            control.waitWhilePaused(cancel.token());
            other.join();
            QCOMPARE(control.stopRequested(), way == 1);
            QCOMPARE(control.paused(), way != 0);
        }
    }

    void stateSurvivesJson()
    {
        TrainingState state;
        state.epoch = 3;
        state.step = 5;
        state.globalStep = 1234567890123;
        state.round = 1;
        state.best = { 2, 0.1 + 0.2, 1 };
        state.totals.loss = 1.0 / 3;
        state.live = { {}, 5e-5 };
        state.live.distraction.where = Where::RandomPlace;
        EpochDone epoch;
        epoch.validationLoss = std::nextafter(0.7, 1.0);
        epoch.isBest = true;
        state.epochs = { epoch };
        const std::string text = toJson(state);
        DistractionSettings distraction;
        distraction.layer = "layer3";
        const auto read = trainingStateFromJson(text, distraction, "last");
        QVERIFY(read.ok());
        QCOMPARE(toJson(*read), text);
        QCOMPARE(read->best.bestLoss, 0.1 + 0.2);
        QCOMPARE(read->epochs[0].validationLoss, epoch.validationLoss);
        QVERIFY(read->live.distraction.where == Where::RandomPlace);
        QCOMPARE(read->live.distraction.layer, std::string("layer3"));
        QVERIFY(std::isinf(trainingStateFromJson(toJson(TrainingState()), {}, "last")->best.bestLoss));
    }

    void damagedStateGetsASentence_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray whole = QByteArray::fromStdString(toJson(TrainingState()));
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("truncated") << whole.left(whole.size() / 2);
        QTest::newRow("other json") << QByteArray("[1, 2]");
        QTest::newRow("negative step") << QByteArray(whole).replace("\"step\":0", "\"step\":-4");
        QTest::newRow("unknown fill") << QByteArray(whole).replace("\"fill\":0", "\"fill\":77");
        QTest::newRow("text for a number") << QByteArray(whole).replace("\"epoch\":0", "\"epoch\":\"x\"");
    }
    void damagedStateGetsASentence()
    {
        QFETCH(QByteArray, text);
        const auto read = trainingStateFromJson(text.toStdString(), {}, "runs/a/last.safetensors");
        QVERIFY(!read.ok());
        QVERIFY(read.error().what.find("runs/a/last.safetensors") != std::string::npos);
    }
};

LOOKAWAY_TEST(tst_training_settings, TrainingSettingsTest)
#include "tst_training_settings.moc"
