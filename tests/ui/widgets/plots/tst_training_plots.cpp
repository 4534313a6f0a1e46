// SPDX-License-Identifier: MIT
#include "widgets/plots/Plot.h"
#include "widgets/plots/TrainingPlots.h"

#include "TestMain.h"
#include "style/Theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QHelpEvent>
#include <QSlider>
#include <QTabBar>
#include <QTest>
#include <QToolTip>

using namespace lookaway;

namespace {

StepDone stepOf(std::int64_t globalStep, double loss, int occluded = 0)
{
    StepDone step;
    step.epoch = int((globalStep - 1) / 10);
    step.globalStep = globalStep;
    step.stepsPerEpoch = 10;
    step.loss = loss;
    step.accuracy = 0.25;
    step.learningRate = 0.001;
    step.occluded = occluded;
    step.occludedShare = occluded ? 0.125 : 0;
    return step;
}

EpochDone epochOf(int epoch, double loss, bool best)
{
    EpochDone done;
    done.epoch = epoch;
    done.globalStep = 10 * (epoch + 1);
    done.trainLoss = loss;
    done.trainAccuracy = 0.5;
    done.validated = true;
    done.validationLoss = loss + 0.5;
    done.validationAccuracy = 0.4;
    done.occludedBatches = 5;
    done.occludedShare = 0.2;
    done.isBest = best;
    return done;
}

RunCurves recorded(const QString& title)
{
    RunCurves run;
    run.title = title;
    for (int i = 1; i <= 20; ++i) {
        run.steps.push_back(stepOf(i, 2.0 / i, 1));
        run.steps.back().stepsPerEpoch = 0; // as steps.csv gives them back
    }
    run.epochs = { epochOf(0, 1.5, true), epochOf(1, 1, false) };
    run.changes = { { 5, "distraction.p", "0.5", "0.8" } };
    run.spreads = { { -1, 0.3 }, { 0, 0.4 } };
    return run;
}

} // namespace

class TrainingPlotsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeKind::Light); }

    void drawsWhatTheRunTells()
    {
        TrainingPlots plots;
        plots.setRun(QStringLiteral("demo"));
        plots.add(stepOf(5, 2.0, 1));
        plots.add(stepOf(10, 1.0));
        plots.add(epochOf(0, 1.5, true));
        plots.addSpread(-1, 0.25);
        plots.addSpread(0, 0.5);
        for (Plot* chart : plots.findChildren<Plot*>())
            chart->setSmoothing(0);
        QCOMPARE(plots.chart(TrainingPlots::Loss)->csv(),
            QStringLiteral("line,epoch,value\n\"Training, batches\",0.5,2\n\"Training, batches\",1,1\n"
                           "\"Training, epochs\",1,1.5\nValidation,1,2\n"));
        QCOMPARE(plots.chart(TrainingPlots::Accuracy)->csv(),
            QStringLiteral("line,epoch,value\n\"Training, batches\",0.5,25\n\"Training, batches\",1,25\n"
                           "\"Training, epochs\",1,50\nValidation,1,40\n"));
        // The step without an occluded batch has no share.
        QCOMPARE(plots.chart(TrainingPlots::Share)->csv(),
            QStringLiteral("line,epoch,value\nBatches,0.5,12.5\nEpochs,1,20\n"));
        QCOMPARE(plots.chart(TrainingPlots::Spread)->csv(),
            QStringLiteral("line,epoch,value\nMean of the probes,0,25\nMean of the probes,1,50\n"));
        QCOMPARE(plots.chart(TrainingPlots::Rate)->csv(),
            QStringLiteral("line,epoch,value\nLearning rate,0.5,0.001\nLearning rate,1,0.001\n"));
        plots.clear();
        QCOMPARE(plots.chart(TrainingPlots::Rate)->csv(), QStringLiteral("line,epoch,value\n"));
    }

    void findsTheLengthOfAnEpoch()
    {
        RunCurves run = recorded(QStringLiteral("a"));
        QCOMPARE(stepsPerEpochOf(run), 10.0);
        run.epochs.clear(); // stopped in the second epoch: step 20 belongs to epoch 1, so 10 at least
        QCOMPARE(stepsPerEpochOf(run), 10.0);
        run.stepsPerEpoch = 12;
        QCOMPARE(stepsPerEpochOf(run), 12.0);
        QCOMPARE(stepsPerEpochOf({}), 1.0);
    }

    void reopensARunAndGoesOn()
    {
        TrainingPlots plots;
        plots.loadRun(recorded(QStringLiteral("a")));
        plots.add(stepOf(15, 9)); // resumed from an earlier checkpoint
        const QString csv = plots.chart(TrainingPlots::Rate)->csv();
        QCOMPARE(csv.count(u'\n'), 1 + 15);
        QVERIFY(csv.contains(QStringLiteral("Learning rate,1.5,0.001")));
        QVERIFY(!csv.contains(QStringLiteral("Learning rate,1.6,")));
    }

    void layersOtherRuns()
    {
        TrainingPlots plots;
        plots.setOverlays({ recorded(QStringLiteral("first")), recorded(QStringLiteral("second")) });
        Plot* loss = plots.chart(TrainingPlots::Loss);
        QVERIFY(loss->csv().contains(QStringLiteral("first · validation,2,1.5")));
        QVERIFY(loss->csv().contains(QStringLiteral("second · training,1,1.5")));
        plots.setRun(QStringLiteral("new")); // a new run keeps what it is compared with
        QVERIFY(loss->csv().contains(QStringLiteral("first · validation")));
        plots.setOverlays({});
        QVERIFY(!loss->csv().contains(QStringLiteral("first")));
    }

    void marksChangesAndTheBestEpoch()
    {
        TrainingPlots plots;
        plots.resize(1000, 600);
        plots.loadRun(recorded(QStringLiteral("a")));
        plots.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plots));
        Plot* loss = plots.chart(TrainingPlots::Loss);
        loss->flush();
        const QRect area = loss->plotArea();
        const ValueRange range = loss->xRange();
        const QPoint at(area.left() + qRound((0.5 - range.low) / range.size() * area.width()), area.center().y());
        QHelpEvent help(QEvent::ToolTip, at, loss->mapToGlobal(at));
        QApplication::sendEvent(loss, &help);
        QVERIFY2(QToolTip::text().contains(QStringLiteral("0.5 → 0.8")), qPrintable(QToolTip::text()));
    }

    void controlsReachTheCharts()
    {
        TrainingPlots plots;
        plots.resize(1000, 600);
        plots.loadRun(recorded(QStringLiteral("a")));
        plots.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plots));
        auto* smoothing = plots.findChild<QSlider*>(QStringLiteral("smoothing"));
        smoothing->setFocus();
        QTest::keyClick(smoothing, Qt::Key_Home);
        QVERIFY(!plots.chart(TrainingPlots::Loss)->csv().contains(QStringLiteral("smoothed")));
        QTest::keyClick(smoothing, Qt::Key_PageUp);
        QVERIFY(plots.chart(TrainingPlots::Loss)->csv().contains(QStringLiteral("smoothed")));
        const auto boxes = plots.findChildren<QCheckBox*>();
        QCOMPARE(boxes.size(), 2);
        for (QCheckBox* box : boxes)
            QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        QVERIFY(plots.chart(TrainingPlots::Loss)->isLogarithmic());
        QVERIFY(!plots.chart(TrainingPlots::Accuracy)->isLogarithmic());
        QVERIFY(plots.chart(TrainingPlots::Share)->isRobust());
        plots.chart(TrainingPlots::Loss)->setLogarithmic(false); // as its own menu does
        QVERIFY(!boxes.at(0)->isChecked());
    }

    void oneCursorForAllCharts()
    {
        TrainingPlots plots;
        plots.resize(1000, 600);
        plots.loadRun(recorded(QStringLiteral("a")));
        plots.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plots));
        Plot* loss = plots.chart(TrainingPlots::Loss);
        loss->flush();
        QTest::mouseMove(loss, loss->plotArea().center());
        QVERIFY(!plots.chart(TrainingPlots::Rate)->readout().isEmpty());
        QTest::mouseMove(loss, QPoint(2, 2));
        QVERIFY(plots.chart(TrainingPlots::Rate)->readout().isEmpty());
    }

    void narrowPanelsHaveTabs()
    {
        TrainingPlots plots;
        plots.resize(1000, 600);
        plots.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plots));
        auto* tabs = plots.findChild<QTabBar*>();
        QVERIFY(!tabs->isVisible());
        for (Plot* chart : plots.findChildren<Plot*>())
            QVERIFY(chart->isVisible());
        plots.resize(420, 420);
        QTRY_VERIFY(plots.isNarrow());
        QVERIFY(tabs->isVisible());
        QVERIFY(plots.chart(TrainingPlots::Loss)->isVisible());
        QVERIFY(!plots.chart(TrainingPlots::Rate)->isVisible());
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        QVERIFY(!plots.chart(TrainingPlots::Loss)->isVisible());
        QVERIFY(plots.chart(TrainingPlots::Accuracy)->isVisible());
    }
};

LOOKAWAY_TEST(tst_training_plots, TrainingPlotsTest)
#include "tst_training_plots.moc"
