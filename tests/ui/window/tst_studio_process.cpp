// SPDX-License-Identifier: MIT
// The program as a process that somebody ends from outside, and its next start.
#include "StudioTest.h"

#include "session/runs/RunReader.h"
#include "widgets/MessageBar.h"

#include "TestMain.h"

#include <QProcess>

#include <csignal>

using namespace lookaway;
using namespace lookaway::test;

constexpr int kLong = 120000; // for what trains; a healthy machine needs a few seconds

class StudioProcessTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    /// Where the program keeps its settings when it is started as below.
    QSettings settings() const { return QSettings(path("config/Lookaway/Lookaway.conf"), QSettings::IniFormat); }
    void startDemo(QProcess& studio) const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), path("config"));
        environment.insert(QStringLiteral("HOME"), path("home"));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        studio.setProcessEnvironment(environment);
        studio.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        studio.start(QStringLiteral(LOOKAWAY_STUDIO), { QStringLiteral("--demo") });
    }
    /// The folder of the run that goes on; empty before its first progress report.
    QString runThatTrains() const
    {
        const QString run = settings().value(QStringLiteral("activeRun")).toString();
        return !run.isEmpty() && !readSteps(run.toStdString()).empty() ? run : QString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        Preferences preferences;
        preferences.runFolder = path("runs");
        auto file = settings();
        preferences.save(file);
    }

    void aSignalEndsItWithACheckpoint_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM (Slurm, shutdown)") << SIGTERM;
        QTest::newRow("SIGINT (Ctrl-C)") << SIGINT;
        QTest::newRow("SIGHUP (lost terminal)") << SIGHUP;
    }
    void aSignalEndsItWithACheckpoint()
    {
        QFETCH(const int, signal);
        settings().remove(QStringLiteral("activeRun"));
        QProcess studio;
        startDemo(studio);
        QVERIFY(studio.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(!runThatTrains().isEmpty(), kLong);
        const QString run = runThatTrains();
        QCOMPARE(::kill(static_cast<pid_t>(studio.processId()), signal), 0);
        QVERIFY(studio.waitForFinished(kLong));
        QCOMPARE(studio.exitStatus(), QProcess::NormalExit);
        QCOMPARE(studio.exitCode(), 0);
        const auto record = readRun(run.toStdString());
        QVERIFY(record.ok());
        QCOMPARE(record->status, RunRecord::Status::Interrupted);
        QVERIFY(!record->last.empty());
        QCOMPARE(settings().value(QStringLiteral("activeRun")).toString(), run);
    }

    void theNextStartGoesOnAndALogoutEndsItAgain()
    {
        const QString run = settings().value(QStringLiteral("activeRun")).toString();
        QVERIFY(!run.isEmpty());
        Studio studio(path("runs"));
        QSettings().setValue(QStringLiteral("activeRun"), run); // what the process has left behind
        studio.open();
        auto* message = studio.find<MessageBar>();
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), kLong);
        QVERIFY(message->message().contains(run));
        QSignalSpy steps(&studio.controller().bridge(), &SessionBridge::stepDone);
        QTest::mouseClick(message->findChild<QPushButton*>(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.empty(), kLong);

        studio.window().checkpointForLogout();
        QVERIFY(studio.controller().idle());
        QVERIFY(studio.window().isVisible()); // the logout may be called off
        QCOMPARE(RunController::interruptedRun(), run);
    }
};

LOOKAWAY_TEST(tst_studio_process, StudioProcessTest)
#include "tst_studio_process.moc"
