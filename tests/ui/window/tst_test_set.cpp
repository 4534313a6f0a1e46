// SPDX-License-Identifier: MIT
// Runs over a whole test set: in the Compare workspace's panel, and as a report.
#include "StudioTest.h"

#include "compare/TestComparison.h"
#include "pages/compare/ComparePage.h"
#include "pages/compare/TestComparisonPanel.h"
#include "pages/runs/RunsModel.h"
#include "pages/runs/RunsPanel.h"
#include "widgets/MessageBar.h"
#include "window/Actions.h"
#include "window/ReportDesk.h"
#include "window/StatusLine.h"

#include "../bridge/TinyRun.h"
#include "TestMain.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

#include <algorithm>

using namespace lookaway;
using namespace lookaway::test;

constexpr int kLong = 60000;

class TestSetTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Studio> m_studio;

    void selectRun() const
    {
        auto* runs = m_studio->find<RunsPanel>();
        QTRY_COMPARE_WITH_TIMEOUT(runs->model()->rowCount(), 1, kLong);
        runs->findChild<QTableView*>()->selectAll();
    }

    bool statusSays(const char* words) const
    {
        const auto labels = m_studio->find<StatusLine>()->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
            [&](const QLabel* label) { return label->isVisible() && label->text() == QString::fromUtf8(words); });
    }

    QString page() const { return m_folder.filePath(QStringLiteral("many/page.html")); }
    /// Of a hundred runs, which takes a second or two.
    void writeALongReport() const
    {
        QStringList runs;
        for (int i = 0; i < 100; ++i) {
            runs << m_folder.filePath(QStringLiteral("many/run%1").arg(i));
            if (!QFile::exists(runs.back()))
                QVERIFY(QFile::link(m_folder.filePath(QStringLiteral("run")), runs.back()));
        }
        auto* desk = m_studio->find<ReportDesk>();
        desk->write(runs, page());
        QVERIFY(desk->writing());
    }
    /// Closes the window and answers what it asks; whether it asked.
    bool close(const char* button) const
    {
        const Answer answer("quitReportDialog", button);
        m_studio->window().close();
        return answer.given();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(trainTinyRun(m_folder.path(), 2));
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("many")));
    }
    void init() { m_studio = std::make_unique<Studio>(m_folder.path()); }
    void cleanup() { m_studio.reset(); }

    void fromCompareToTheTestSetAndBack()
    {
        auto* page = m_studio->find<ComparePage>();
        page->compareModels({ { "early",
                                  { ModelSource::Kind::Run, m_folder.filePath("run").toStdString(), {},
                                      "epoch-0001.safetensors" } },
            { "late", { ModelSource::Kind::Run, m_folder.filePath("run").toStdString(), {}, "last.safetensors" } } });
        QVERIFY(m_studio->choose("compareTests"));
        auto* panel = m_studio->find<TestComparisonPanel>();
        QTRY_VERIFY(panel->isVisible());
        QCOMPARE(m_studio->window().workspace(), MainWindow::Workspace::Compare);
        const QSignalSpy told(panel, &TestComparisonPanel::workTold);
        QVERIFY(statusSays("Ready"));
        QTest::mouseClick(panel->findChild<QPushButton*>(QStringLiteral("startTest")), Qt::LeftButton);
        QVERIFY(statusSays("Test set: starting…"));
        QTRY_VERIFY_WITH_TIMEOUT(panel->comparison() != nullptr, kLong);
        QVERIFY(std::any_of(told.begin(), told.end(),
            [](const QVariantList& words) { return words[0].toString().startsWith("Test set: Comparing, "); }));
        QTRY_VERIFY_WITH_TIMEOUT(statusSays("Ready"), kLong);
        // The run's own test part.
        const auto own = testPicturesOf(m_folder.filePath("run").toStdString());
        QVERIFY(own && panel->comparison()->pictures.size() == own->size());
        // Any will do: the later checkpoint may look at less of all of them.
        QTest::keyClick(panel->findChild<QComboBox*>(QStringLiteral("foundOrder")), Qt::Key_End);
        QTest::mouseClick(panel->findChild<QPushButton*>(QStringLiteral("addFound")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!page->draft().spec.pictures.empty(), kLong);
    }

    void reportOfARun()
    {
        selectRun();
        auto* runs = m_studio->find<RunsPanel>();
        runs->findChild<QAction*>(QStringLiteral("report"))->trigger();
        auto* dialog = m_studio->find<QFileDialog>();
        QVERIFY(dialog);
        const QString file = m_folder.filePath(QStringLiteral("page.html"));
        Q_EMIT dialog->fileSelected(file);
        dialog->reject();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), kLong);
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->find<MessageBar>()->message().contains(QStringLiteral("page.html")), kLong);
        QFile page(file);
        QVERIFY(page.open(QIODevice::ReadOnly) && page.readAll().contains("Hardest pictures"));
    }

    void quittingAsksAboutAReport()
    {
        writeALongReport();
        QVERIFY(close("cancelQuit"));
        auto* desk = m_studio->find<ReportDesk>();
        QVERIFY(m_studio->window().isVisible() && desk->writing());
        QVERIFY(close("dropReport"));
        QTRY_VERIFY_WITH_TIMEOUT(!desk->writing(), kLong);
        QTRY_VERIFY(!m_studio->window().isVisible());
        m_studio->forgetWindow();
        // Nothing of it is left, not even under another name.
        const QDir many(m_folder.filePath(QStringLiteral("many")));
        QCOMPARE(many.entryList(QDir::Files | QDir::Hidden), QStringList());
    }

    void quittingWaitsForAReport()
    {
        writeALongReport();
        QVERIFY(close("waitForReport"));
        auto* desk = m_studio->find<ReportDesk>();
        QVERIFY(!m_studio->window().isVisible());
        QVERIFY(desk->writing() && !QFile::exists(page()));
        QSignalSpy finished(desk, &ReportDesk::finished);
        QVERIFY(finished.wait(kLong));
        QVERIFY(QFile::exists(page()));
        QTRY_VERIFY(!m_studio->window().isVisible());
        QVERIFY(QFile::remove(page()));
    }

    void aReportThatFailsBringsTheWindowBack()
    {
        writeALongReport();
        QVERIFY(close("waitForReport"));
        QVERIFY(QDir().mkpath(page())); // a folder in its place
        auto* desk = m_studio->find<ReportDesk>();
        QSignalSpy failed(desk, &ReportDesk::failed);
        QVERIFY(failed.wait(kLong));
        QTRY_VERIFY(m_studio->window().isVisible());
        auto* box = m_studio->find<QMessageBox>("errorDialog");
        QVERIFY(box && box->text().contains(QStringLiteral("page.html")));
        box->reject();
        QVERIFY(QDir().rmdir(page()));
    }
};

LOOKAWAY_TEST(tst_test_set, TestSetTest)
#include "tst_test_set.moc"
