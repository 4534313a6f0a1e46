// SPDX-License-Identifier: MIT
// What is done to a comparison is undone and done again; how it looks is not.
#include "CompareFixture.h"

#include "pages/compare/CompareChoice.h"
#include "pages/compare/EpochBar.h"
#include "pages/method/MethodBox.h"
#include "widgets/forms/SliderBox.h"

#include "TestMain.h"

#include <QComboBox>
#include <QInputDialog>
#include <QSlider>
#include <QUndoStack>

using namespace lookaway;
using namespace lookaway::test;

using By = RowClass::By;

class CompareUndoTest : public QObject, protected CompareFixture {
    Q_OBJECT

    QUndoStack& history() const { return *m_page->history(); }
    void activate(const char* box, int item) const
    {
        auto* combo = find<QComboBox>(box);
        combo->setCurrentIndex(item);
        Q_EMIT combo->activated(item);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(train()); }
    void init() { open(); }
    void cleanup() { close(); }

    void everythingIsUndoneAndDoneAgain()
    {
        std::vector<ComparisonDraft> states{ draft() };
        const auto done = [&](const char* what) {
            states.push_back(draft());
            QVERIFY2(!sameComparison(states[states.size() - 2], states.back()), what);
            QCOMPARE(history().count(), int(states.size()) - 1);
        };
        fill();
        done("models and pictures");
        QCOMPARE(history().undoText(), QStringLiteral("Add Models"));
        activate("rowClass", 0);
        done("class");
        find<MethodBox>()->setCurrentIndex(find<MethodBox>()->findData(QStringLiteral("gradient")));
        done("method");
        find<QAction>("showDifferences")->trigger();
        done("columns");
        find<QMenu>("reference")->actions()[1]->trigger();
        done("reference");
        // The figure of it knows: a difference that is added there is against it, too.
        for (const ComparedColumn& column : m_page->figure().comparison.columns)
            QVERIFY(column.kind == ComparedColumn::Kind::Input || column.reference == 1);
        QCOMPARE(m_page->figure().style.widthMm, m_page->figure().comparison.columns.size() > 3 ? 174.0 : 85.0);
        grid().setFocus();
        grid().setCurrentIndex(grid().model()->index(0, 1));
        QTest::keyClick(&grid(), Qt::Key_Right, Qt::AltModifier);
        done("column moved");
        QTest::keyClick(&grid(), Qt::Key_Down, Qt::AltModifier);
        done("row moved");
        QVERIFY(choose(0, -1, "explainClass"));
        find<QInputDialog>()->setTextValue(QStringLiteral("green"));
        find<QInputDialog>()->accept();
        done("class of a row");
        QTRY_VERIFY(!find<QInputDialog>());
        QVERIFY(choose(-1, 1, "renameColumn"));
        find<QInputDialog>()->setTextValue(QStringLiteral("renamed"));
        find<QInputDialog>()->accept();
        done("title of a column");
        QVERIFY(choose(0, -1, "removeRow"));
        done("row removed");
        QVERIFY(choose(-1, 2, "removeColumn"));
        done("column removed, and its model");
        QCOMPARE(history().undoText(), QStringLiteral("Remove Column"));
        m_page->clear();
        done("cleared");

        for (std::size_t i = states.size(); i-- > 1;) {
            history().undo();
            QVERIFY2(sameComparison(draft(), states[i - 1]), qPrintable(history().redoText()));
        }
        QVERIFY(!history().canUndo() && draft().spec.models.empty());
        for (std::size_t i = 1; i < states.size(); ++i) {
            history().redo();
            QVERIFY2(sameComparison(draft(), states[i]), qPrintable(history().undoText()));
        }
        // Not undone all the way, and something else instead: what was undone is gone.
        history().undo();
        history().undo();
        activate("rowClass", find<QComboBox>("rowClass")->count() - 1);
        QVERIFY(draft().spec.rowClass.by == By::Given && !history().canRedo());
        await();
    }

    void whatWasRemovedIsThereAtOnce()
    {
        fill();
        const auto map = comparer().cell(0, 1);
        const auto row = comparer().row(0);
        QVERIFY(choose(0, -1, "removeRow"));
        QVERIFY(choose(-1, 1, "removeColumn"));
        QCOMPARE(draft().spec.models.size(), std::size_t(1));
        await();
        QSignalSpy computed(&comparer(), &Comparer::cellReady);
        history().undo();
        history().undo();
        QCOMPARE(comparer().done(), comparer().total());
        QCOMPARE(comparer().cell(0, 1), map);
        QCOMPARE(comparer().row(0), row);
        m_page->clear();
        history().undo();
        QCOMPARE(comparer().done(), comparer().total());
        QCOMPARE(comparer().cell(0, 1), map);
        QCOMPARE(computed.size(), 0);
    }

    void theLookStays()
    {
        fill();
        const int steps = history().count();
        QVERIFY(choose(0, -1, "removeRow"));
        find<SliderBox>("opacity")->slider()->setValue(90);
        find<SliderBox>("hotLevel")->slider()->setValue(80);
        QTest::keyClick(&grid(), Qt::Key_Plus, Qt::ControlModifier);
        const int side = grid().side();
        find<EpochBar>()->slider()->setFocus();
        QTest::keyClick(find<EpochBar>()->slider(), Qt::Key_Home);
        QCOMPARE(history().count(), steps + 1);
        history().undo();
        QCOMPARE(comparer().rows(), 2);
        QCOMPARE(draft().spec.hotLevel, 0.8);
        QCOMPARE(m_page->figure().style.opacity, 0.9);
        QCOMPARE(grid().side(), side);
        for (const ComparedModel& each : draft().spec.models)
            QCOMPARE(each.source.checkpoint, std::string("epoch-0001.safetensors"));
        // A run that was removed at this epoch comes back as the bar says then.
        QVERIFY(choose(-1, 1, "removeColumn"));
        QTest::keyClick(find<EpochBar>()->slider(), Qt::Key_End);
        history().undo();
        QVERIFY(draft().spec.models[0].source.checkpoint.empty());
        await();
    }

    void settingsThatFollowEachOtherAreOneStep()
    {
        fill();
        const int steps = history().count();
        ExplainSettings settings = draft().spec.explain;
        auto* choice = find<CompareChoice>();
        for (int masks : { 100, 200, 300 }) {
            settings.riseMasks = masks;
            Q_EMIT choice->settingsChosen(settings);
        }
        QCOMPARE(history().count(), steps + 1);
        history().undo();
        QCOMPARE(draft().spec.explain.riseMasks, ExplainSettings().riseMasks);
        // What changes nothing leaves no step.
        activate("rowClass", find<QComboBox>("rowClass")->currentIndex());
        QCOMPARE(history().count(), steps + 1);
        QVERIFY(history().canRedo());
    }
};

LOOKAWAY_TEST(tst_compare_undo, CompareUndoTest)
#include "tst_compare_undo.moc"
