// SPDX-License-Identifier: MIT
#include "RunFolders.h"
#include "pages/runs/RunsModel.h"
#include "pages/runs/RunsPanel.h"
#include "widgets/EmptyState.h"

#include "TestMain.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QToolBar>
#include <QToolButton>

using namespace lookaway;
using namespace lookaway::test;

namespace {

struct Shown {
    explicit Shown(const QString& root)
    {
        panel.resize(1600, 400);
        panel.show();
        (void)QTest::qWaitForWindowActive(&panel);
        table = panel.findChild<QTableView*>();
        QSignalSpy listed(&panel, &RunsPanel::listed);
        panel.setRoot(root);
        complete = listed.wait(10000);
    }
    /// Clicks the row of a run.
    void click(
        const QString& name, Qt::KeyboardModifiers modifiers = {}, RunsModel::Column column = RunsModel::Name) const
    {
        QTest::mouseClick(table->viewport(), Qt::LeftButton, modifiers, place(name, column).center());
    }
    QRect place(const QString& name, RunsModel::Column column) const
    {
        for (int row = 0; row < table->model()->rowCount(); ++row)
            if (const auto index = table->model()->index(row, RunsModel::Name); index.data().toString() == name)
                return table->visualRect(index.siblingAtColumn(column));
        return {};
    }
    QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            all += table->model()->index(row, RunsModel::Name).data().toString();
        return all;
    }
    QAction* action(const char* name) const { return panel.findChild<QAction*>(QString::fromLatin1(name)); }
    void press(const char* name) const
    {
        auto* button = panel.findChild<QToolBar*>()->widgetForAction(action(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    RunsPanel panel;
    QTableView* table;
    bool complete = false;
};

} // namespace

class RunsPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_done = writeRun(root(), QStringLiteral("done"), factsOf("resnet18", FillKind::Zero, 1), 0.75);
        m_half = writeRun(root(), QStringLiteral("half"), factsOf("vgg16", FillKind::None, 2), -1);
        m_broken = writeRun(root(), QStringLiteral("broken"), factsOf("vgg16", FillKind::None, 3), -1);
        QVERIFY(writeFile(m_broken + QStringLiteral("/config.json"), "{\"format\":"));
    }

    void listsNewestFirst()
    {
        const Shown shown(root());
        QVERIFY(shown.complete);
        QCOMPARE(shown.names(), (QStringList{ "half", "done", "broken" }));
        // A click on a heading sorts by the number, not by its text.
        shown.table->sortByColumn(RunsModel::TestAccuracy, Qt::DescendingOrder);
        QCOMPARE(shown.names().first(), QStringLiteral("done"));
    }

    void offersWhatFitsTheRun()
    {
        const Shown shown(root());
        const auto enabled = [&] {
            QStringList names;
            for (const char* name : { "open", "resume", "repeat", "evaluate", "copy", "folder" })
                if (shown.action(name)->isEnabled())
                    names += QString::fromLatin1(name);
            return names.join(u' ');
        };
        QCOMPARE(enabled(), QString());
        shown.click(QStringLiteral("done"));
        QCOMPARE(enabled(), QStringLiteral("open repeat evaluate copy folder"));
        shown.click(QStringLiteral("half"));
        QCOMPARE(enabled(), QStringLiteral("open resume repeat evaluate copy folder"));
        shown.click(QStringLiteral("broken"));
        QCOMPARE(enabled(), QStringLiteral("folder"));
        shown.click(QStringLiteral("done"), Qt::ControlModifier);
        QCOMPARE(enabled(), QString()); // two runs can be compared
        auto* comparison = shown.panel.findChild<QTableWidget*>();
        QCOMPARE(comparison->columnCount(), 3);
        QVERIFY(comparison->isVisible());
    }

    void tellsWhatThePersonWants()
    {
        Shown shown(root());
        QSignalSpy opened(&shown.panel, &RunsPanel::openRequested);
        QSignalSpy resumed(&shown.panel, &RunsPanel::resumeRequested);
        QSignalSpy repeated(&shown.panel, &RunsPanel::repeatRequested);
        QSignalSpy evaluated(&shown.panel, &RunsPanel::evaluateRequested);
        shown.click(QStringLiteral("half"));
        QTest::keyClick(shown.table, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.takeFirst().first().toString(), m_half);
        shown.click(QStringLiteral("done"), {}, RunsModel::Model);
        QTest::mouseDClick(shown.table->viewport(), Qt::LeftButton, {},
            shown.place(QStringLiteral("done"), RunsModel::Model).center());
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.takeFirst().first().toString(), m_done);
        shown.press("resume");
        QCOMPARE(resumed.count(), 0); // a finished run is not resumed
        shown.click(QStringLiteral("half"));
        shown.press("resume");
        QCOMPARE(resumed.count(), 1);
        QCOMPARE(resumed.takeFirst().first().toString(), m_half);
        shown.press("evaluate");
        QCOMPARE(evaluated.count(), 1);
        QCOMPARE(evaluated.takeFirst().first().toString(), m_half);
        shown.press("repeat");
        QCOMPARE(repeated.count(), 1);
        const auto config = repeated.takeFirst().first().value<Config>();
        QCOMPARE(config.model.name, std::string("vgg16"));
        QVERIFY(config.run.folder.empty());
        shown.press("copy");
        const QString command = QApplication::clipboard()->text();
        QVERIFY2(command.startsWith(QStringLiteral("lookaway-cli train --data /data/cars")), qPrintable(command));
        QVERIFY(command.contains(QStringLiteral("--model vgg16")));
        QVERIFY(command.contains(m_half + QStringLiteral("-again"))); // not over the run itself
    }

    void checksRunsForTheOverlay()
    {
        const Shown shown(root());
        QSignalSpy overlay(&shown.panel, &RunsPanel::overlayChanged);
        const QRect box = shown.place(QStringLiteral("half"), RunsModel::Overlay);
        QTest::mouseClick(shown.table->viewport(), Qt::LeftButton, {}, QPoint(box.left() + 10, box.center().y()));
        QCOMPARE(overlay.count(), 1);
        QCOMPARE(overlay.first().first().toStringList(), QStringList{ m_half });
    }

    void filters()
    {
        const Shown shown(root());
        auto* filter = shown.panel.findChild<QLineEdit*>();
        filter->setFocus();
        QTest::keyClicks(filter, QStringLiteral("VGG"));
        QCOMPARE(shown.names(), QStringList{ "half" });
        QTest::keyClicks(filter, QStringLiteral("zzz"));
        QVERIFY(shown.panel.findChild<EmptyState*>()->isVisible());
        QVERIFY(shown.panel.findChild<EmptyState*>()->title().contains(QStringLiteral("filter")));
        filter->clear();
        QCOMPARE(shown.names().size(), 3);
        QVERIFY(!shown.panel.findChild<EmptyState*>()->isVisible());
    }

    void saysWhatToDoWhenThereIsNothing()
    {
        const QTemporaryDir empty;
        const Shown shown(empty.path());
        auto* state = shown.panel.findChild<EmptyState*>();
        QVERIFY(state->isVisible());
        QVERIFY(state->text().contains(empty.path()));
        const Shown gone(empty.path() + QStringLiteral("/not there"));
        QVERIFY(gone.complete);
        QVERIFY(gone.panel.findChild<EmptyState*>()->isVisible());
    }

    void refreshKeepsTheSelection()
    {
        Shown shown(root());
        shown.click(QStringLiteral("done"));
        writeRun(root(), QStringLiteral("new"), factsOf("resnet18", FillKind::Mean, 9), -1);
        QSignalSpy listed(&shown.panel, &RunsPanel::listed);
        QTest::keyClick(shown.table, Qt::Key_F5);
        QVERIFY(listed.wait(10000));
        QCOMPARE(shown.names().first(), QStringLiteral("new"));
        QCOMPARE(shown.panel.selected(), QStringList{ m_done });
        QVERIFY(shown.action("open")->isEnabled());
        // However often somebody asks, the last state is shown.
        for (int i = 0; i < 20; ++i)
            shown.panel.refresh();
        QVERIFY(QDir(m_done).removeRecursively());
        shown.panel.refresh();
        QVERIFY(listed.wait(10000));
        QVERIFY(!shown.names().contains(QStringLiteral("done")));
        QVERIFY(shown.panel.selected().isEmpty());
        QVERIFY(!shown.action("open")->isEnabled());
    }

    void keepsItsColumns()
    {
        QByteArray saved;
        {
            const Shown shown(root());
            auto* header = shown.table->horizontalHeader();
            header->resizeSection(RunsModel::Model, 171);
            header->moveSection(header->visualIndex(RunsModel::Seed), 1);
            shown.table->sortByColumn(RunsModel::TestAccuracy, Qt::DescendingOrder);
            saved = shown.panel.columns();
        }
        RunsPanel panel;
        QVERIFY(!panel.restoreColumns("not such"));
        QVERIFY(panel.restoreColumns(saved));
        QSignalSpy listed(&panel, &RunsPanel::listed);
        panel.setRoot(root());
        QVERIFY(listed.wait(10000));
        auto* table = panel.findChild<QTableView*>();
        QCOMPARE(table->horizontalHeader()->sectionSize(RunsModel::Model), 171);
        QCOMPARE(table->horizontalHeader()->visualIndex(RunsModel::Seed), 1);
        QCOMPARE(table->model()->index(0, RunsModel::Name).data().toString(), QStringLiteral("done"));
    }

    void setsRunsSideBySide()
    {
        Shown shown(root());
        QSignalSpy overlay(&shown.panel, &RunsPanel::overlayChanged);
        shown.panel.findChild<QLineEdit*>()->setText(QStringLiteral("nothing like it"));
        shown.panel.compare({ m_done, m_half });
        QCOMPARE(shown.panel.selected(), (QStringList{ m_half, m_done }));
        QCOMPARE(shown.panel.findChild<QTableWidget*>()->columnCount(), 3);
        shown.panel.model()->setOverlaid({ m_done });
        shown.panel.model()->setOverlaid({ m_done });
        QCOMPARE(overlay.count(), 1);
        QCOMPARE(overlay.first().first().toStringList(), QStringList{ m_done });
    }

    void holdsRunsAgainstTheBaseline()
    {
        // The baseline is the oldest: the table would name it last.
        const QString base = writeRun(root(), QStringLiteral("none-1"), factsOf("resnet18", FillKind::None, 0), 0.7);
        Shown shown(root());
        QSignalSpy maps(&shown.panel, &RunsPanel::compareMapsRequested);
        QSignalSpy report(&shown.panel, &RunsPanel::reportRequested);
        shown.panel.compare({ m_done, base });
        QCOMPARE(shown.names(), (QStringList{ "half", "done", "none-1", "broken" }));
        shown.press("compareMaps");
        QCOMPARE(maps.front().front().toStringList(), (QStringList{ base, m_done }));
        shown.press("report");
        QCOMPARE(report.front().front().toStringList(), (QStringList{ base, m_done }));
    }

    void showsTheAccuracyBeside()
    {
        Shown shown(root());
        const auto* header = shown.table->horizontalHeader();
        QVERIFY(header->sectionSize(RunsModel::Name) < 200); // "done", "half"
        for (const int column : { int(RunsModel::Model), int(RunsModel::TestAccuracy), int(RunsModel::Started) }) {
            const QString text = shown.table->model()->index(1, column).data().toString();
            QVERIFY(header->sectionSize(column) > shown.table->fontMetrics().horizontalAdvance(text));
            QVERIFY(header->sectionViewportPosition(column) + header->sectionSize(column)
                <= shown.table->viewport()->width());
        }
        // Longer names that come later get more room, but not all of it.
        writeRun(root(), QString(120, u'n'), factsOf("resnet18", FillKind::Zero, 4), 0.5);
        const int before = header->sectionSize(RunsModel::Name);
        QSignalSpy listed(&shown.panel, &RunsPanel::listed);
        shown.panel.refresh();
        QVERIFY(listed.wait(10000));
        QVERIFY(header->sectionSize(RunsModel::Name) > before);
        QVERIFY(header->sectionSize(RunsModel::Name) < 400);
    }

    void mayGoWhileItLooks()
    {
        for (int i = 0; i < 20; ++i) {
            RunsPanel panel;
            panel.setRoot(root());
            panel.refresh();
        }
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10000));
        QCoreApplication::processEvents(); // results for panels that are gone
    }

private:
    QString root() const { return m_folder->path(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_done;
    QString m_half;
    QString m_broken;
};

LOOKAWAY_TEST(tst_runs_panel, RunsPanelTest)
#include "tst_runs_panel.moc"
