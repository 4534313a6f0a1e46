// SPDX-License-Identifier: MIT
// The ways into the Inspect workspace of the real window.
#include "StudioTest.h"

#include "bridge/RecentModels.h"
#include "pages/composer/FigureComposer.h"
#include "pages/composer/FigureDocument.h"
#include "pages/inspect/InspectPage.h"
#include "pages/inspect/InspectPanes.h"
#include "pages/inspect/InspectStart.h"
#include "pages/inspect/PictureStrip.h"
#include "pages/runs/RunsModel.h"
#include "pages/runs/RunsPanel.h"
#include "widgets/MessageBar.h"
#include "widgets/pictures/InspectView.h"
#include "window/Actions.h"

#include "../bridge/TinyRun.h"
#include "TestMain.h"

#include <QFileDialog>
#include <QTabWidget>
#include <QTableView>
#include <QUndoStack>

using namespace lookaway;
using namespace lookaway::test;

constexpr int kLong = 60000;

class InspectWorkspaceTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Studio> m_studio;

    QString run() const { return m_folder.filePath(QStringLiteral("run")); }
    InspectPage& page() const { return *m_studio->find<InspectPage>(); }
    void awaitModel() const { QTRY_VERIFY_WITH_TIMEOUT(page().inspector()->hasModel(), kLong); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(trainTinyRun(m_folder.path(), 1)); }
    void init() { m_studio = std::make_unique<Studio>(m_folder.path()); }
    void cleanup() { m_studio.reset(); }

    void hasATabAKeyAndAMenu()
    {
        QTest::keyClick(&m_studio->window(), Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(m_studio->window().workspace(), MainWindow::Workspace::Inspect);
        QVERIFY(m_studio->action("workspaceInspect")->isChecked());
        QVERIFY(m_studio->find<InspectStart>()->isVisible());
        QTest::keyClick(&m_studio->window(), Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(m_studio->window().workspace(), MainWindow::Workspace::Welcome);
        // A command of the menu, which the palette shows too, leads there.
        QVERIFY(m_studio->choose("inspectModel"));
        QCOMPARE(m_studio->window().workspace(), MainWindow::Workspace::Inspect);
        auto* dialog = m_studio->find<QFileDialog>();
        QVERIFY(dialog);
        dialog->reject();
    }

    void theRunsPanelLeadsToTheNetwork()
    {
        auto* runs = m_studio->find<RunsPanel>();
        QTRY_VERIFY_WITH_TIMEOUT(runs->model()->rowCount() == 1, kLong);
        runs->findChild<QTableView*>()->selectRow(0);
        auto* inspect = runs->findChild<QAction*>(QStringLiteral("inspect"));
        QVERIFY(inspect->isEnabled());
        inspect->trigger();
        QCOMPARE(m_studio->window().workspace(), MainWindow::Workspace::Inspect);
        awaitModel();
        QCOMPARE(recentModels().size(), 1);
        page().strip()->add(QStringList{ m_folder.filePath(QStringLiteral("pictures/red/0.png")) });
        QTRY_VERIFY_WITH_TIMEOUT(page().panes()->active()->explanation(), kLong);
        // Another pane, by the menu.
        QVERIFY(m_studio->choose("inspectAddPane"));
        QCOMPARE(page().panes()->panes().size(), std::size_t(2));

        // What is painted is undone by the window's key.
        auto* tabs = page().findChild<QTabWidget*>(QStringLiteral("inspectTabs"));
        tabs->setCurrentIndex(1);
        auto* view = page().findChild<InspectView*>(QStringLiteral("occluded"));
        QTest::mouseClick(view, Qt::LeftButton, {}, view->rect().center());
        QCOMPARE(page().history()->index(), 1);
        view->setFocus();
        QTest::keyClick(&m_studio->window(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(page().history()->index(), 0);
        // All panes go to the Figure workspace.
        auto* figure = page().findChild<QAction*>(QStringLiteral("composeFigure"));
        QTRY_VERIFY_WITH_TIMEOUT(figure->isEnabled() && page().panes()->working() == 0, kLong);
        figure->trigger();
        QCOMPARE(m_studio->window().workspace(), MainWindow::Workspace::Figure);
        const FigureDocument& document = *m_studio->find<FigureComposer>()->document();
        QCOMPARE(document.spec().comparison.columns.size(), std::size_t(3)); // the picture and two maps
        QTRY_VERIFY_WITH_TIMEOUT(document.parts().complete(), kLong);
        QCOMPARE(document.parts().failed(), std::size_t(0));
    }

    void weightsForTrainingMayBeInspectedInstead()
    {
        const QString copy = m_folder.filePath(QStringLiteral("weights.safetensors"));
        QFile::remove(copy);
        QVERIFY(QFile::copy(run() + QStringLiteral("/last.safetensors"), copy));
        m_studio->window().openPath(copy);
        auto* message = m_studio->find<MessageBar>();
        QVERIFY(message->isVisible());
        QPushButton* offer = nullptr;
        for (auto* button : message->findChildren<QPushButton*>())
            if (button->isVisible())
                offer = button;
        QVERIFY(offer);
        QTest::mouseClick(offer, Qt::LeftButton);
        QCOMPARE(m_studio->window().workspace(), MainWindow::Workspace::Inspect);
        awaitModel();
    }

    void whatIsNoModelIsSaid()
    {
        m_studio->action("workspaceInspect")->trigger();
        page().openModel(m_folder.filePath(QStringLiteral("pictures/red/0.png")));
        const auto said = [&] {
            for (const auto* box : m_studio->window().findChildren<QDialog*>())
                if (box->isVisible())
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(said(), kLong);
        for (auto* box : m_studio->window().findChildren<QDialog*>())
            box->reject();
    }

    void theWindowClosesInTheMidstOfOpening()
    {
        m_studio->action("workspaceInspect")->trigger();
        page().openModel(run());
        page().strip()->add(QStringList{ m_folder.filePath(QStringLiteral("pictures")) });
        m_studio->forgetWindow();
    }
};

LOOKAWAY_TEST(tst_inspect_workspace, InspectWorkspaceTest)
#include "tst_inspect_workspace.moc"
