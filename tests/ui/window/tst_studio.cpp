// SPDX-License-Identifier: MIT
// The real window, driven with real clicks and keys, on real (small) trainings.
#include "StudioFixture.h"

#include "pages/data/DataPage.h"
#include "pages/training/EvaluationView.h"
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

using namespace lookaway;
using namespace lookaway::test;

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

    std::unique_ptr<StudioFixture> m_fixture;

    /// Whether a message in place of the page's content contains these words.
    bool saysOnTheDataPage(const QString& words) const
    {
        for (const auto* state : m_fixture->studio().find<DataPage>()->findChildren<EmptyState*>())
            if (state->isVisible() && (state->title() + state->text()).contains(words))
                return true;
        return false;
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<StudioFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void demoFromTheWelcomePageToTheEvaluation()
    {
        auto& studio = m_fixture->studio();
        auto& bridge = studio.controller().bridge();
        QSignalSpy steps(&bridge, &SessionBridge::stepDone);
        QSignalSpy epochs(&bridge, &SessionBridge::epochDone);
        QSignalSpy batches(&bridge, &SessionBridge::batchOccluded);
        QSignalSpy probes(&bridge, &SessionBridge::probesExplained);
        QSignalSpy changes(&bridge, &SessionBridge::settingChanged);
        QSignalSpy completed(&studio.controller(), &RunController::completed);
        studio.press("tryDemo");
        QCOMPARE(studio.window().workspace(), MainWindow::Workspace::Train);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty() && !batches.empty(), StudioFixture::patience);
        QTRY_VERIFY_WITH_TIMEOUT(studio.find<BatchStrip>()->history().size() > 0, StudioFixture::patience);

        // p changes while it runs.
        auto* p = studio.find<LiveControls>()->findChild<SliderBox*>(QStringLiteral("distraction.p"));
        type(p->findChild<QAbstractSpinBox*>(), QStringLiteral("0.5"));
        QTRY_VERIFY_WITH_TIMEOUT(!changes.empty(), StudioFixture::patience);
        QCOMPARE(changes.front().front().value<SettingChanged>().setting, std::string("p"));

        // A key pauses and goes on.
        QTest::keyClick(&studio.window(), Qt::Key_P, Qt::ControlModifier);
        QTRY_COMPARE(studio.controller().state(), RunController::State::Paused);
        QTest::keyClick(&studio.window(), Qt::Key_P, Qt::ControlModifier);
        QTRY_COMPARE(studio.controller().state(), RunController::State::Working);

        QTRY_VERIFY_WITH_TIMEOUT(!epochs.empty() && probes.size() >= 2, StudioFixture::patience);
        QVERIFY(studio.choose("stopAndKeep"));
        QVERIFY(completed.wait(StudioFixture::patience));
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
        QVERIFY(evaluated.wait(StudioFixture::patience));
        QTRY_VERIFY(studio.find<EvaluationView>()->isVisible());
        QTRY_VERIFY(studio.controller().idle());

        // A new window shows the run again.
        studio.open();
        studio.window().openPath(folder);
        QTRY_COMPARE_WITH_TIMEOUT(studio.find<TrainingDesk>()->shown(), folder, StudioFixture::patience);
        QCOMPARE(studio.find<SetupPanel>()->config().model.name, std::string("small_cnn"));
    }

    void brokenDataIsDescribed()
    {
        auto& studio = m_fixture->studio();
        writePictures(m_fixture->path("pictures"), 6);
        QFile broken(m_fixture->path("pictures") + QStringLiteral("/red/broken.png"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("not a picture");
        broken.close();
        QSignalSpy surveyed(studio.find<DataDesk>(), &DataDesk::surveyed);
        studio.window().openPath(m_fixture->path("pictures"));
        QVERIFY(surveyed.wait(StudioFixture::patience));
        QCOMPARE(studio.window().workspace(), MainWindow::Workspace::Data);
        const auto survey = studio.find<DataDesk>()->lastSurvey();
        QCOMPARE(survey->classes.size(), std::size_t(2));
        QCOMPARE(survey->unreadable.size(), std::size_t(1));

        // A folder without pictures gets a sentence, and the program goes on.
        QDir().mkpath(m_fixture->path("empty"));
        studio.window().openPath(m_fixture->path("empty"));
        QTRY_VERIFY_WITH_TIMEOUT(saysOnTheDataPage(QStringLiteral("empty")), StudioFixture::patience);
    }

    void wrongSettingsAreRefused()
    {
        auto& studio = m_fixture->studio();
        studio.choose("workspaceTrain");
        studio.press("startButton"); // no data yet
        QVERIFY(studio.find<MessageBar>()->isVisible());
        QVERIFY(studio.controller().idle());

        writePictures(m_fixture->path("pictures"), 4);
        m_fixture->useSettings(tinyConfig(m_fixture->path("pictures"), 1));
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
        auto& studio = m_fixture->studio();
        Config config = tinyConfig(m_fixture->path("nowhere"), 1);
        m_fixture->useSettings(config);
        QSignalSpy failed(&studio.controller(), &RunController::failed);
        studio.choose("start");
        QVERIFY(failed.wait(StudioFixture::patience));
        auto* dialog = studio.find<QMessageBox>("errorDialog");
        QVERIFY(dialog);
        QVERIFY(dialog->text().contains(QStringLiteral("nowhere")));
        dialog->reject();
        QVERIFY(studio.controller().idle());
    }

    void themeChangesLive()
    {
        auto& studio = m_fixture->studio();
        for (QAction* action : studio.window().findChildren<QAction*>(QStringLiteral("theme")))
            if (action->data().toString() == QLatin1String("dark"))
                action->trigger();
        QVERIFY(isDark(studio.window().palette()));
        studio.open(); // remembered
        QVERIFY(isDark(studio.window().palette()));
    }
};

LOOKAWAY_TEST(tst_studio, StudioTest)
#include "tst_studio.moc"
