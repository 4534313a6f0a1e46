// SPDX-License-Identifier: MIT
// The ways into the Compare workspace of the real window, and out of it.
#include "StudioTest.h"

#include "pages/compare/CompareGrid.h"
#include "pages/compare/ComparePage.h"
#include "pages/inspect/InspectPage.h"
#include "pages/inspect/PictureStrip.h"
#include "pages/runs/RunsModel.h"
#include "pages/runs/RunsPanel.h"
#include "window/Actions.h"

#include "../bridge/TinyRun.h"
#include "TestMain.h"

#include <QFileDialog>
#include <QTableView>

using namespace lookaway;
using namespace lookaway::test;

constexpr int kLong = 60000;

class CompareWorkspaceTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Studio> m_studio;

    ComparePage& page() const { return *m_studio->find<ComparePage>(); }
    void compareRuns() const
    {
        auto* runs = m_studio->find<RunsPanel>();
        QTRY_COMPARE_WITH_TIMEOUT(runs->model()->rowCount(), 2, kLong);
        auto* compare = runs->findChild<QAction*>(QStringLiteral("compareMaps"));
        QVERIFY(!compare->isEnabled());
        runs->findChild<QTableView*>()->selectAll();
        QVERIFY(compare->isEnabled());
        compare->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(page().draft().spec.models.size(), std::size_t(2), kLong);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(trainTinyRun(m_folder.path(), 1));
        // The same run under another name.
        const QDir from(m_folder.filePath(QStringLiteral("run")));
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("run2")));
        for (const QString& name : from.entryList(QDir::Files))
            QVERIFY(QFile::copy(from.filePath(name), m_folder.filePath(QStringLiteral("run2/") + name)));
    }
    void init() { m_studio = std::make_unique<Studio>(m_folder.path()); }
    void cleanup() { m_studio.reset(); }

    void hasATabAKeyAndAMenu()
    {
        QTest::keyClick(&m_studio->window(), Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(m_studio->window().workspace(), MainWindow::Workspace::Compare);
        QVERIFY(m_studio->action("workspaceCompare")->isChecked());
        QVERIFY(m_studio->find<QPushButton>("startRun")->isVisible());
        QTest::keyClick(&m_studio->window(), Qt::Key_1, Qt::ControlModifier);
        QVERIFY(m_studio->choose("compareAddFiles"));
        QCOMPARE(m_studio->window().workspace(), MainWindow::Workspace::Compare);
        auto* dialog = m_studio->find<QFileDialog>();
        QVERIFY(dialog);
        dialog->reject();
    }

    void theRunsPanelLeadsToTheirHeatMaps()
    {
        compareRuns();
        QCOMPARE(m_studio->window().workspace(), MainWindow::Workspace::Compare);
        QVERIFY(m_studio->choose("compareTestPictures"));
        QTRY_VERIFY_WITH_TIMEOUT(page().grid()->isVisible(), kLong);
        QTRY_VERIFY_WITH_TIMEOUT(
            page().comparer()->total() > 0 && page().comparer()->done() == page().comparer()->total(), kLong);
        // A cell leads to Inspect, with its picture.
        Q_EMIT page().grid()->inspectWanted(0, 1);
        QCOMPARE(m_studio->window().workspace(), MainWindow::Workspace::Inspect);
        auto* inspect = m_studio->find<InspectPage>();
        QTRY_VERIFY_WITH_TIMEOUT(inspect->inspector()->hasModel() && inspect->inspector()->subject(), kLong);
    }

    void theWindowClosesInTheMidstOfComparing()
    {
        compareRuns();
        page().addPaths({ m_folder.filePath(QStringLiteral("pictures")) });
        QTRY_VERIFY_WITH_TIMEOUT(page().comparer()->total() > 0, kLong);
        m_studio->forgetWindow();
    }
};

LOOKAWAY_TEST(tst_compare_workspace, CompareWorkspaceTest)
#include "tst_compare_workspace.moc"
