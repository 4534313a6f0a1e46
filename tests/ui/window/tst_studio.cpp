// SPDX-License-Identifier: MIT
// The real window, driven with real clicks and keys, on real (small) trainings.
#include "StudioTest.h"

#include "pages/data/DataPage.h"
#include "pages/training/EvaluationView.h"
#include "pages/training/ProbePanel.h"
#include "pages/training/SetupPanel.h"
#include "pages/training/TrainPage.h"
#include "session/Survey.h"
#include "session/runs/RunReader.h"
#include "style/Theme.h"
#include "widgets/EmptyState.h"
#include "widgets/MessageBar.h"
#include "widgets/forms/LiveControls.h"
#include "widgets/forms/SettingsForm.h"
#include "widgets/forms/SliderBox.h"
#include "widgets/pictures/BatchStrip.h"
#include "window/DataDesk.h"
#include "window/TrainingDesk.h"

#include "TestMain.h"

#include <QProcess>

using namespace lookaway;
using namespace lookaway::test;

constexpr int kLong = 120000; // for what trains; a healthy machine needs a few seconds

namespace {

void type(QWidget* field, const QString& text)
{
    field->setFocus();
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

} // namespace

class StudioTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Studio> m_studio;

    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    void useSettings(const Config& config)
    {
        m_studio->find<SetupPanel>()->setConfig(config);
        Q_EMIT m_studio->find<SetupPanel>()->changed(config);
    }
    void startTiny(int epochs)
    {
        writePictures(path("pictures"), 40);
        useSettings(tinyConfig(path("pictures"), epochs));
        m_studio->action("workspaceTrain")->trigger();
        m_studio->press("startButton");
    }

    /// Whether a message in place of the page's content contains these words.
    bool saysOnTheDataPage(const QString& words) const
    {
        for (const auto* state : m_studio->find<DataPage>()->findChildren<EmptyState*>())
            if (state->isVisible() && (state->title() + state->text()).contains(words))
                return true;
        return false;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_studio = std::make_unique<Studio>(path("runs"));
    }
    void cleanup()
    {
        m_studio.reset();
        m_folder.reset();
    }

    void demoFromTheWelcomePageToTheEvaluation()
    {
        auto& studio = *m_studio;
        auto& bridge = studio.controller().bridge();
        QSignalSpy steps(&bridge, &SessionBridge::stepDone);
        QSignalSpy epochs(&bridge, &SessionBridge::epochDone);
        QSignalSpy batches(&bridge, &SessionBridge::batchOccluded);
        QSignalSpy probes(&bridge, &SessionBridge::probesExplained);
        QSignalSpy changes(&bridge, &SessionBridge::settingChanged);
        QSignalSpy completed(&studio.controller(), &RunController::completed);
        studio.press("tryDemo");
        QCOMPARE(studio.window().workspace(), MainWindow::Workspace::Train);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty() && !batches.empty(), kLong);
        QTRY_VERIFY_WITH_TIMEOUT(studio.find<BatchStrip>()->history().size() > 0, kLong);

        // p changes while it runs.
        auto* p = studio.find<LiveControls>()->findChild<SliderBox*>(QStringLiteral("distraction.p"));
        type(p->findChild<QAbstractSpinBox*>(), QStringLiteral("0.5"));
        QTRY_VERIFY_WITH_TIMEOUT(!changes.empty(), kLong);
        QCOMPARE(changes.front().front().value<SettingChanged>().setting, std::string("p"));

        // Space pauses and goes on.
        studio.find<TrainPage>()->setFocus();
        QTest::keyClick(&studio.window(), Qt::Key_Space);
        QTRY_COMPARE(studio.controller().state(), RunController::State::Paused);
        QTest::keyClick(&studio.window(), Qt::Key_Space);
        QTRY_COMPARE(studio.controller().state(), RunController::State::Working);

        QTRY_VERIFY_WITH_TIMEOUT(!epochs.empty() && probes.size() >= 2, kLong);
        QVERIFY(studio.choose("stopAndKeep"));
        QVERIFY(completed.wait(kLong));
        const QString folder = completed.front().front().toString();
        const auto run = readRun(folder.toStdString());
        QVERIFY(run.ok());
        QCOMPARE(run->status, RunRecord::Status::Finished);
        QVERIFY(run->results.count("test_cue_hidden.accuracy") == 1);

        // The message offers the evaluation.
        auto* message = studio.find<MessageBar>();
        QVERIFY(message->isVisible());
        QSignalSpy evaluated(&studio.controller(), &RunController::evaluationReady);
        QTest::mouseClick(message->findChild<QPushButton*>(), Qt::LeftButton);
        QVERIFY(evaluated.wait(kLong));
        QTRY_VERIFY(studio.find<EvaluationView>()->isVisible());
        QTRY_VERIFY(studio.controller().idle());

        // A new window shows the run again.
        studio.open();
        studio.window().openPath(folder);
        QTRY_COMPARE_WITH_TIMEOUT(studio.find<TrainingDesk>()->shown(), folder, kLong);
        QCOMPARE(studio.find<SetupPanel>()->config().model.name, std::string("small_cnn"));
    }

    void brokenDataIsDescribed()
    {
        auto& studio = *m_studio;
        writePictures(path("pictures"), 6);
        QFile broken(path("pictures") + QStringLiteral("/red/broken.png"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("not a picture");
        broken.close();
        QSignalSpy surveyed(studio.find<DataDesk>(), &DataDesk::surveyed);
        studio.window().openPath(path("pictures"));
        QVERIFY(surveyed.wait(kLong));
        QCOMPARE(studio.window().workspace(), MainWindow::Workspace::Data);
        const auto survey = studio.find<DataDesk>()->lastSurvey();
        QCOMPARE(survey->classes.size(), std::size_t(2));
        QCOMPARE(survey->unreadable.size(), std::size_t(1));

        // A folder without pictures gets a sentence, and the program goes on.
        QDir().mkpath(path("empty"));
        studio.window().openPath(path("empty"));
        QTRY_VERIFY_WITH_TIMEOUT(saysOnTheDataPage(QStringLiteral("empty")), kLong);
    }

    void wrongSettingsAreRefused()
    {
        auto& studio = *m_studio;
        studio.choose("workspaceTrain");
        studio.press("startButton"); // no data yet
        QVERIFY(studio.find<MessageBar>()->isVisible());
        QVERIFY(studio.controller().idle());

        writePictures(path("pictures"), 4);
        useSettings(tinyConfig(path("pictures"), 1));
        auto* form = studio.find<SetupPanel>()->form(); // the Data page has one of its own
        auto* p = form->findChild<QWidget*>(QStringLiteral("distraction.p"));
        QVERIFY(p);
        type(p, QStringLiteral("0.9"));
        QVERIFY(!form->valid());
        QVERIFY(form->problems().join(QLatin1Char(' ')).contains(QStringLiteral("0.5")));
        studio.press("startButton");
        QVERIFY(studio.controller().idle());
        type(p, QStringLiteral("0.25"));
        QVERIFY(form->valid());
    }

    void failuresSaySo()
    {
        auto& studio = *m_studio;
        Config config = tinyConfig(path("nowhere"), 1);
        useSettings(config);
        QSignalSpy failed(&studio.controller(), &RunController::failed);
        studio.choose("start");
        QVERIFY(failed.wait(kLong));
        auto* dialog = studio.find<QMessageBox>("errorDialog");
        QVERIFY(dialog);
        QVERIFY(dialog->text().contains(QStringLiteral("nowhere")));
        dialog->reject();
        QVERIFY(studio.controller().idle());
    }

    void themeChangesLive()
    {
        auto& studio = *m_studio;
        for (QAction* action : studio.window().findChildren<QAction*>(QStringLiteral("theme")))
            if (action->data().toString() == QLatin1String("dark"))
                action->trigger();
        QVERIFY(isDark(studio.window().palette()));
        studio.open(); // remembered
        QVERIFY(isDark(studio.window().palette()));
    }

    void quitAsksWhileTraining()
    {
        auto& studio = *m_studio;
        QSignalSpy steps(&studio.controller().bridge(), &SessionBridge::stepDone);
        startTiny(1000);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), kLong);
        {
            const Answer answer("quitDialog", "cancelQuit");
            QVERIFY(!studio.window().close());
            QVERIFY(answer.given());
        }
        QCOMPARE(studio.controller().state(), RunController::State::Working);
        {
            const Answer answer("quitDialog", "checkpointAndQuit");
            studio.window().close();
            QVERIFY(answer.given());
        }
        QTRY_VERIFY_WITH_TIMEOUT(studio.controller().idle(), kLong);
        const auto run = readRun(studio.controller().folder().toStdString());
        QVERIFY(run.ok());
        QVERIFY(!run->last.empty());

        const QString folder = studio.controller().folder();
        studio.open(); // the next start offers to go on by itself
        auto* message = studio.find<MessageBar>();
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), kLong);
        QVERIFY(message->message().contains(folder));
        studio.open(); // once
        QTRY_VERIFY(!studio.find<MessageBar>()->isVisible());
        QVERIFY(RunController::interruptedRun().isEmpty());
    }

    void oneJobAtATime()
    {
        auto& studio = *m_studio;
        auto& controller = studio.controller();
        QSignalSpy steps(&controller.bridge(), &SessionBridge::stepDone);
        startTiny(1000);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), kLong);
        const QString folder = controller.folder();
        QSignalSpy failed(&controller, &RunController::failed);
        QSignalSpy configured(&controller, &RunController::configured);
        controller.resume(path("elsewhere"));
        controller.start(tinyConfig(path("pictures"), 1), path("runs"));
        controller.evaluate({});
        QCOMPARE(failed.size(), 3);
        QCOMPARE(configured.size(), 0); // what is shown stays that of the training
        QCOMPARE(controller.folder(), folder);
        QCOMPARE(controller.state(), RunController::State::Working);
        for (auto* dialog : studio.window().findChildren<QMessageBox*>())
            dialog->reject();
    }

    void discardDeletesTheRun()
    {
        auto& studio = *m_studio;
        QSignalSpy steps(&studio.controller().bridge(), &SessionBridge::stepDone);
        QSignalSpy stopped(&studio.controller(), &RunController::stopped);
        startTiny(1000);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), kLong);
        const QString folder = studio.controller().folder();
        QVERIFY(QDir(folder).exists());
        const Answer answer("discardDialog", "confirmDiscard");
        QVERIFY(studio.choose("discard"));
        QVERIFY(answer.given());
        QVERIFY(stopped.wait(kLong));
        QVERIFY(!QDir(folder).exists());
        QVERIFY(QDir(path("pictures")).exists());
    }

    void offersToResumeAfterAKill()
    {
        auto& studio = *m_studio;
        writePictures(path("pictures"), 40);
        const QString run = path("runs/killed");
        QProcess training;
        training.start(QStringLiteral(LOOKAWAY_CLI),
            { QStringLiteral("train"), QStringLiteral("--data"), path("pictures"), QStringLiteral("--out"), run,
                QStringLiteral("--model"), QStringLiteral("small_cnn"), QStringLiteral("--image-size"),
                QStringLiteral("32"), QStringLiteral("--batch"), QStringLiteral("4"), QStringLiteral("--epochs"),
                QStringLiteral("6"), QStringLiteral("--threads"), QStringLiteral("1"),
                QStringLiteral("--checkpoint-every"), QStringLiteral("1") });
        QVERIFY(training.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(run + QStringLiteral("/last.safetensors")), kLong);
        training.kill();
        QVERIFY(training.waitForFinished(kLong));

        QSettings().setValue(QStringLiteral("activeRun"), run); // as the killed studio had noted
        studio.open();
        auto* message = studio.find<MessageBar>();
        QTRY_VERIFY(message->isVisible());
        QVERIFY(message->message().contains(run));
        QSignalSpy completed(&studio.controller(), &RunController::completed);
        QTest::mouseClick(message->findChild<QPushButton*>(), Qt::LeftButton);
        QVERIFY(completed.wait(kLong));
        QCOMPARE(readRun(run.toStdString())->status, RunRecord::Status::Finished);
    }

    void closesWhileTraining()
    {
        auto& studio = *m_studio;
        QSignalSpy steps(&studio.controller().bridge(), &SessionBridge::stepDone);
        startTiny(1000);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), kLong);
        studio.forgetWindow(); // as when the session of the desktop ends: stops, joins, no crash
    }
};

LOOKAWAY_TEST(tst_studio, StudioTest)
#include "tst_studio.moc"
