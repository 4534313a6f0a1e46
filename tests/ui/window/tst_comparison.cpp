// SPDX-License-Identifier: MIT
// From a finished run with occlusion to its baseline, and to both side by side.
#include "StudioTest.h"

#include "pages/runs/RunsModel.h"
#include "pages/runs/RunsPanel.h"
#include "pages/training/ComparisonBar.h"
#include "pages/training/EvaluationView.h"
#include "pages/training/TrainPage.h"
#include "widgets/MessageBar.h"
#include "widgets/plots/Plot.h"
#include "widgets/plots/TrainingPlots.h"

#include "TestMain.h"

#include <QFileInfo>
#include <QTableWidget>

using namespace lookaway;
using namespace lookaway::test;

constexpr int kLong = 120000; // for what trains; a healthy machine needs a few seconds

namespace {

QPushButton* button(const QWidget* among, const QString& text)
{
    for (auto* one : among->findChildren<QPushButton*>())
        if (one->isVisible() && one->text() == text)
            return one;
    return nullptr;
}

const QString kTrain = QStringLiteral("Train the Baseline for Comparison");
const QString kCompare = QStringLiteral("Compare Side by Side");

} // namespace

class ComparisonTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    /// Trains for an epoch and gives the run's folder.
    QString trainOnce(Studio& studio, FillKind fill) const
    {
        Config config = tinyConfig(path("pictures"), 1);
        config.distraction.fill = fill;
        QSignalSpy completed(&studio.controller(), &RunController::completed);
        studio.controller().start(config, path("runs"));
        return completed.wait(kLong) ? completed.front().front().toString() : QString();
    }
    bool evaluate(Studio& studio) const
    {
        QSignalSpy ready(&studio.controller(), &RunController::evaluationReady);
        QTest::mouseClick(button(studio.find<MessageBar>(), QStringLiteral("Evaluate")), Qt::LeftButton);
        return ready.wait(kLong);
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_folder.isValid());
        QDir(path("runs")).removeRecursively();
        writePictures(path("pictures"), 20);
    }

    void fromARunToItsBaselineAndBoth()
    {
        Studio studio(path("runs"));
        studio.window().showWorkspace(MainWindow::Workspace::Train);
        const QString occluded = trainOnce(studio, FillKind::Zero);
        QVERIFY(!occluded.isEmpty());
        QVERIFY(button(studio.find<MessageBar>(), kTrain)); // there it is offered at once
        QVERIFY(evaluate(studio));
        auto* bar = studio.find<ComparisonBar>();
        QTRY_VERIFY(button(bar, kTrain) && button(bar, kTrain)->isEnabled());

        QSignalSpy completed(&studio.controller(), &RunController::completed);
        QTest::mouseClick(button(bar, kTrain), Qt::LeftButton);
        QVERIFY(!bar->isVisible());
        QVERIFY(completed.wait(kLong));
        const QString baseline = completed.front().front().toString();
        QVERIFY(baseline != occluded);
        const auto facts = readRunFacts(baseline.toStdString());
        QVERIFY(facts.ok());
        QCOMPARE(facts->config.distraction.fill, FillKind::None);
        QCOMPARE(studio.find<RunsPanel>()->model()->overlaid(), QStringList{ occluded });

        // Now both are there: the evaluation says how they differ, and the button sets them side by side.
        QVERIFY(button(studio.find<MessageBar>(), kCompare));
        QVERIFY(evaluate(studio));
        QTRY_VERIFY(button(bar, kCompare));
        QVERIFY2(bar->sentence().contains(QStringLiteral("0-occlusion")), qPrintable(bar->sentence()));
        QVERIFY(bar->sentence().contains(QStringLiteral("points")));
        QTest::mouseClick(button(bar, kCompare), Qt::LeftButton);
        QTRY_VERIFY(studio.find<RunsPanel>()->isVisible());
        QCOMPARE(studio.find<RunsPanel>()->findChild<QTableWidget*>()->columnCount(), 3);
        const QStringList selected = studio.find<RunsPanel>()->selected();
        QVERIFY(selected.size() == 2 && selected.contains(baseline) && selected.contains(occluded));
        QVERIFY(studio.find<TrainPage>()->liveIsShown());
        const auto* loss = studio.find<TrainingPlots>()->chart(TrainingPlots::Loss);
        QTRY_VERIFY(loss->csv().contains(QFileInfo(occluded).fileName()));
    }

    void aBaselineAloneOffersNothing()
    {
        Studio studio(path("runs"));
        studio.window().showWorkspace(MainWindow::Workspace::Train);
        QVERIFY(!trainOnce(studio, FillKind::None).isEmpty());
        QVERIFY(!button(studio.find<MessageBar>(), kTrain) && !button(studio.find<MessageBar>(), kCompare));
        QVERIFY(evaluate(studio));
        QVERIFY(!studio.find<ComparisonBar>()->isVisible());
    }
};

LOOKAWAY_TEST(tst_comparison, ComparisonTest)
#include "tst_comparison.moc"
