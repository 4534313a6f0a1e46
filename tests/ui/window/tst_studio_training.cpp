// SPDX-License-Identifier: MIT
// What becomes of a training while the window closes, quits, is killed, or is asked for something else.
#include "StudioFixture.h"

#include "session/runs/RunReader.h"
#include "widgets/MessageBar.h"

#include "TestMain.h"

#include <QProcess>

using namespace lookaway;
using namespace lookaway::test;

class StudioTrainingTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StudioFixture> m_fixture;

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<StudioFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void quitAsksWhileTraining()
    {
        auto& studio = m_fixture->studio();
        QSignalSpy steps(&studio.controller().bridge(), &SessionBridge::stepDone);
        m_fixture->startTiny(1000);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), StudioFixture::patience);
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
        QTRY_VERIFY_WITH_TIMEOUT(studio.controller().idle(), StudioFixture::patience);
        const auto run = readRun(studio.controller().folder().toStdString());
        QVERIFY(run.ok());
        QVERIFY(!run->last.empty());

        const QString folder = studio.controller().folder();
        studio.open(); // the next start offers to go on by itself
        auto* message = studio.find<MessageBar>();
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), StudioFixture::patience);
        QVERIFY(message->message().contains(folder));
        studio.open(); // once
        QTRY_VERIFY(!studio.find<MessageBar>()->isVisible());
        QVERIFY(RunController::interruptedRun().isEmpty());
    }

    void oneJobAtATime()
    {
        auto& studio = m_fixture->studio();
        auto& controller = studio.controller();
        QSignalSpy steps(&controller.bridge(), &SessionBridge::stepDone);
        m_fixture->startTiny(1000);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), StudioFixture::patience);
        const QString folder = controller.folder();
        QSignalSpy failed(&controller, &RunController::failed);
        QSignalSpy configured(&controller, &RunController::configured);
        controller.resume(m_fixture->path("elsewhere"));
        controller.start(tinyConfig(m_fixture->path("pictures"), 1), m_fixture->path("runs"));
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
        auto& studio = m_fixture->studio();
        QSignalSpy steps(&studio.controller().bridge(), &SessionBridge::stepDone);
        QSignalSpy stopped(&studio.controller(), &RunController::stopped);
        m_fixture->startTiny(1000);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), StudioFixture::patience);
        const QString folder = studio.controller().folder();
        QVERIFY(QDir(folder).exists());
        const Answer answer("discardDialog", "confirmDiscard");
        QVERIFY(studio.choose("discard"));
        QVERIFY(answer.given());
        QVERIFY(stopped.wait(StudioFixture::patience));
        QVERIFY(!QDir(folder).exists());
        QVERIFY(QDir(m_fixture->path("pictures")).exists());
    }

    void offersToResumeAfterAKill()
    {
        auto& studio = m_fixture->studio();
        writePictures(m_fixture->path("pictures"), 40);
        const QString run = m_fixture->path("runs/killed");
        QProcess training;
        training.start(QStringLiteral(LOOKAWAY_CLI),
            { QStringLiteral("train"), QStringLiteral("--data"), m_fixture->path("pictures"), QStringLiteral("--out"),
                run, QStringLiteral("--model"), QStringLiteral("small_cnn"), QStringLiteral("--image-size"),
                QStringLiteral("32"), QStringLiteral("--batch"), QStringLiteral("4"), QStringLiteral("--epochs"),
                QStringLiteral("6"), QStringLiteral("--threads"), QStringLiteral("1"),
                QStringLiteral("--checkpoint-every"), QStringLiteral("1") });
        QVERIFY(training.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(run + QStringLiteral("/last.safetensors")), StudioFixture::patience);
        training.kill();
        QVERIFY(training.waitForFinished(StudioFixture::patience));

        QSettings().setValue(QStringLiteral("activeRun"), run); // as the killed studio had noted
        studio.open();
        auto* message = studio.find<MessageBar>();
        QTRY_VERIFY(message->isVisible());
        QVERIFY(message->message().contains(run));
        QSignalSpy completed(&studio.controller(), &RunController::completed);
        QTest::mouseClick(message->findChild<QPushButton*>(), Qt::LeftButton);
        QVERIFY(completed.wait(StudioFixture::patience));
        QCOMPARE(readRun(run.toStdString())->status, RunRecord::Status::Finished);
    }

    void closesWhileTraining()
    {
        auto& studio = m_fixture->studio();
        QSignalSpy steps(&studio.controller().bridge(), &SessionBridge::stepDone);
        m_fixture->startTiny(1000);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), StudioFixture::patience);
        studio.forgetWindow(); // as when the session of the desktop ends: stops, joins, no crash
    }
};

LOOKAWAY_TEST(tst_studio_training, StudioTrainingTest)
#include "tst_studio_training.moc"
