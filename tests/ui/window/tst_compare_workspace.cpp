// SPDX-License-Identifier: MIT
// The ways into the Compare workspace of the real window, and out of it.
#include "StudioTest.h"

#include "pages/compare/CompareGrid.h"
#include "pages/compare/ComparePage.h"
#include "pages/composer/FigureComposer.h"
#include "pages/inspect/InspectPage.h"
#include "pages/inspect/PictureStrip.h"
#include "pages/runs/RunsModel.h"
#include "pages/runs/RunsPanel.h"
#include "widgets/MessageBar.h"
#include "window/Actions.h"

#include "../bridge/TinyRun.h"
#include "TestMain.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QTableView>
#include <QUndoStack>

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

    void whatIsUndoneIsInTheWorkspaceInFront()
    {
        QAction* undo = m_studio->action("undo");
        QVERIFY(!undo->isEnabled());
        compareRuns();
        page().addPaths({ m_folder.filePath(QStringLiteral("pictures/red")) });
        QTRY_VERIFY_WITH_TIMEOUT(page().comparer()->rows() > 1, kLong);
        const auto rows = page().comparer()->rows();
        auto& window = m_studio->window();
        page().grid()->setFocus();
        QTest::keyClick(page().grid(), Qt::Key_Delete);
        QCOMPARE(page().comparer()->rows(), rows - 1);
        QCOMPARE(undo->text(), QStringLiteral("&Undo Remove Row"));
        QTest::keyClick(page().grid(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(page().comparer()->rows(), rows);
        QTest::keyClick(page().grid(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(page().comparer()->rows(), rows - 1);
        // In a field the letters are undone, not the comparison.
        auto* by = page().findChild<QComboBox*>(QStringLiteral("rowClass"));
        by->setCurrentIndex(by->count() - 1);
        Q_EMIT by->activated(by->count() - 1);
        auto* given = page().findChild<QComboBox*>(QStringLiteral("givenClass"))->lineEdit();
        QTRY_VERIFY(given->isVisible());
        given->setFocus();
        given->selectAll();
        QTest::keyClicks(given, QStringLiteral("xy"));
        QTest::keyClick(given, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(given->text() != QStringLiteral("xy"));
        QVERIFY(page().draft().spec.rowClass.by == RowClass::By::Given);
        page().grid()->setFocus();
        QTest::keyClick(page().grid(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(page().draft().spec.rowClass.by != RowClass::By::Given);
        // A figure has a history of its own, with the same keys.
        auto* composer = m_studio->find<FigureComposer>();
        page().composeFigure();
        QCOMPARE(window.workspace(), MainWindow::Workspace::Figure);
        QVERIFY(!undo->isEnabled());
        composer->document()->edit(QStringLiteral("Dots"), [](FigureSpec& figure) { figure.style.dpi += 1; });
        QCOMPARE(undo->text(), QStringLiteral("&Undo Dots"));
        composer->canvas()->setFocus();
        QTest::keyClick(composer->canvas(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!undo->isEnabled() && composer->document()->history()->canRedo());
        QCOMPARE(page().comparer()->rows(), rows - 1);
        window.showWorkspace(MainWindow::Workspace::Compare);
        QVERIFY(m_studio->choose("undo"));
        QCOMPARE(page().comparer()->rows(), rows);
        window.showWorkspace(MainWindow::Workspace::Train);
        QVERIFY(!undo->isEnabled());
        composer->document()->reset(composer->document()->spec()); // or closing asks about it
    }

    void pastedPicturesAreKeptBesideTheRuns()
    {
        QImage image(30, 30, QImage::Format_RGB32);
        image.fill(Qt::darkCyan);
        QGuiApplication::clipboard()->setImage(image);
        QTest::keyClick(&m_studio->window(), Qt::Key_5, Qt::ControlModifier);
        QTest::keyClick(&page(), Qt::Key_V, Qt::ControlModifier);
        auto* message = m_studio->find<MessageBar>();
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), kLong);
        const QString pasted = m_folder.filePath(QStringLiteral("pasted"));
        QVERIFY2(message->message().contains(pasted), qPrintable(message->message()));
        // The figure takes it, too: it is the same file.
        QTest::keyClick(&m_studio->window(), Qt::Key_6, Qt::ControlModifier);
        auto* composer = m_studio->find<FigureComposer>();
        composer->setFocus();
        QTest::keyClick(composer, Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(composer->document()->spec().comparison.pictures.size(), std::size_t(1), kLong);
        QVERIFY(composer->messages()->message().contains(pasted));
        auto* missing = composer->messages()->findChild<QPushButton*>();
        QVERIFY(missing && missing->isVisible() && missing->text() == QStringLiteral("Add Model…"));
        QCOMPARE(QDir(pasted).entryList(QDir::Files).size(), 1);
        composer->document()->reset({}); // or closing asks about it
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
