// SPDX-License-Identifier: MIT
// One training after the other, from the same window: where each goes, and what can be done with it when.
#include "StudioFixture.h"

#include "pages/data/DataPage.h"
#include "session/runs/RunReader.h"
#include "widgets/MessageBar.h"

#include "TestMain.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFileInfo>
#include <QToolButton>

using namespace lookaway;
using namespace lookaway::test;

class StudioStartingTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StudioFixture> m_fixture;

    /// Trains until there is a mini-batch, then stops for later; the run's folder.
    QString trainAndStop()
    {
        auto& studio = m_fixture->studio();
        QSignalSpy steps(&studio.controller().bridge(), &SessionBridge::stepDone);
        m_fixture->startTiny(1000);
        if (!QTest::qWaitFor([&] { return !steps.empty(); }, StudioFixture::patience))
            return {};
        studio.choose("stopForLater");
        return QTest::qWaitFor([&] { return studio.controller().idle(); }, StudioFixture::patience)
            ? studio.controller().folder()
            : QString();
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<StudioFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void startsAgainInAFolderOfItsOwn()
    {
        auto& studio = m_fixture->studio();
        const QString first = trainAndStop();
        QVERIFY(isRun(first.toStdString()));
        QVERIFY(studio.find<SetupPanel>()->config().run.folder.empty());
        QSignalSpy failed(&studio.controller(), &RunController::failed);
        QSignalSpy steps(&studio.controller().bridge(), &SessionBridge::stepDone);
        QTest::keyClick(&studio.window(), Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), StudioFixture::patience);
        QVERIFY(failed.empty());
        QVERIFY(studio.controller().folder() != first);
    }

    void asksWhereTheChosenFolderHoldsARun()
    {
        auto& studio = m_fixture->studio();
        const QString first = trainAndStop();
        QVERIFY(!first.isEmpty());
        Config config = tinyConfig(m_fixture->path("pictures"), 1000);
        config.run.folder = first.toStdString();
        QSignalSpy steps(&studio.controller().bridge(), &SessionBridge::stepDone);
        m_fixture->useSettings(config);
        {
            const Answer answer("occupiedDialog", "resumeInstead");
            studio.press("startButton");
            QVERIFY(answer.given());
        }
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), StudioFixture::patience);
        QCOMPARE(studio.controller().folder(), first);
        studio.choose("stopForLater");
        QTRY_VERIFY_WITH_TIMEOUT(studio.controller().idle(), StudioFixture::patience);

        steps.clear();
        m_fixture->useSettings(config);
        {
            const Answer answer("occupiedDialog", "startAsNewRun");
            studio.press("startButton");
            QVERIFY(answer.given());
        }
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), StudioFixture::patience);
        QVERIFY(studio.controller().folder() != first);
    }

    void aPausedTrainingContinuesInTheBackground()
    {
        auto& studio = m_fixture->studio();
        QSignalSpy steps(&studio.controller().bridge(), &SessionBridge::stepDone);
        m_fixture->startTiny(1000);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), StudioFixture::patience);
        QTest::keyClick(&studio.window(), Qt::Key_P, Qt::ControlModifier);
        QTRY_COMPARE(studio.controller().state(), RunController::State::Paused);
        QString said;
        {
            QTimer look;
            connect(&look, &QTimer::timeout, &look, [&said] {
                if (const auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget()))
                    said = box->text() + box->findChild<QAbstractButton*>(QStringLiteral("keepRunning"))->text();
            });
            look.start(1);
            const Answer answer("quitDialog", "keepRunning");
            studio.window().close();
            QVERIFY(answer.given());
        }
        QVERIFY2(
            said.contains(QStringLiteral("paused")) && said.contains(QStringLiteral("Continue")), qPrintable(said));
        QVERIFY(studio.window().isHidden());
        steps.clear();
        QTRY_COMPARE(studio.controller().state(), RunController::State::Working);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), StudioFixture::patience); // somebody would wait for it in vain
    }

    void spacePressesTheControl()
    {
        auto& studio = m_fixture->studio();
        QSignalSpy steps(&studio.controller().bridge(), &SessionBridge::stepDone);
        m_fixture->startTiny(1000);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), StudioFixture::patience);
        auto* follow = studio.find<QCheckBox>("follow");
        const bool before = follow->isChecked();
        follow->setFocus();
        QTest::keyClick(follow, Qt::Key_Space);
        QCOMPARE(follow->isChecked(), !before);
        QCOMPARE(studio.controller().state(), RunController::State::Working);
    }

    void offersOnlyWhatItCanDoWhileTheDemoIsDrawn()
    {
        auto& studio = m_fixture->studio();
        auto* stop = studio.find<QToolButton>("cancel");
        studio.press("tryDemo");
        QVERIFY(!studio.controller().idle() && !studio.controller().trains());
        QVERIFY(!studio.action("pause")->isEnabled());
        QVERIFY(!studio.action("stopAndKeep")->isEnabled());
        QCOMPARE(stop->text(), QStringLiteral("Cancel"));
        QTRY_VERIFY_WITH_TIMEOUT(studio.controller().trains(), StudioFixture::patience);
        QVERIFY(studio.action("pause")->isEnabled());
        QCOMPARE(stop->text(), studio.action("stopForLater")->text().remove(QLatin1Char('&')));
        // The Data workspace knows the pictures that it trains on.
        QCOMPARE(studio.find<DataPage>()->config().data.path, studio.find<SetupPanel>()->config().data.path);
        QVERIFY(!studio.find<DataPage>()->config().data.path.empty());
    }

    void messagesStayWhereTheyBelong()
    {
        auto& studio = m_fixture->studio();
        auto* message = studio.find<MessageBar>();
        studio.choose("workspaceTrain");
        studio.press("startButton"); // no pictures yet
        QVERIFY(message->isVisible());
        studio.choose("workspaceWelcome");
        QVERIFY(!message->isVisible());
        studio.choose("workspaceTrain");
        QVERIFY(message->isVisible());
        writePictures(m_fixture->path("pictures"), 4);
        m_fixture->useSettings(tinyConfig(m_fixture->path("pictures"), 1));
        QVERIFY(!message->isVisible()); // they are chosen

        QVERIFY(!trainAndStop().isEmpty());
        QTRY_VERIFY(message->isVisible());
        studio.choose("workspaceCompare");
        QVERIFY(!message->isVisible());
        QCOMPARE(studio.window().windowTitle(), QStringLiteral("Comparison – Lookaway"));
        studio.choose("workspaceTrain");
        QVERIFY(message->isVisible());
        QCOMPARE(studio.window().windowTitle(),
            QFileInfo(studio.controller().folder()).fileName() + QStringLiteral(" – Lookaway"));
    }

    void enterClosesAnError()
    {
        auto& studio = m_fixture->studio();
        m_fixture->useSettings(tinyConfig(m_fixture->path("nowhere"), 1));
        QSignalSpy failed(&studio.controller(), &RunController::failed);
        studio.choose("start");
        QVERIFY(failed.wait(StudioFixture::patience));
        auto* dialog = studio.find<QMessageBox>("errorDialog");
        QVERIFY(dialog);
        QVERIFY(!(dialog->text() + dialog->informativeText()).contains(QStringLiteral("--")));
        QApplication::clipboard()->setText(QStringLiteral("before"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(!dialog->isVisible());
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("before"));
    }
};

LOOKAWAY_TEST(tst_studio_starting, StudioStartingTest)
#include "tst_studio_starting.moc"
