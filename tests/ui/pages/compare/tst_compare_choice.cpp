// SPDX-License-Identifier: MIT
// What a comparison explains and how its maps look, chosen above it.
#include "CompareFixture.h"

#include "pages/method/MethodBox.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SliderBox.h"

#include "TestMain.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSlider>
#include <QUndoStack>

using namespace lookaway;
using namespace lookaway::test;

using Kind = ComparedColumn::Kind;
using By = RowClass::By;

class CompareChoiceTest : public QObject, protected CompareFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(train()); }
    void init() { open(); }
    void cleanup() { close(); }

    void theClassIsChosen()
    {
        fill();
        auto* by = find<QComboBox>("rowClass");
        QCOMPARE(by->currentText(), QStringLiteral("predicted by baseline"));
        by->setCurrentIndex(0);
        Q_EMIT by->activated(0);
        QVERIFY(draft().spec.rowClass.by == By::True);
        await();
        QCOMPARE(comparer().row(0)->className, std::string("red"));
        QCOMPARE(comparer().row(1)->className, std::string("blue"));
        // The same class in all rows, by typing a part of its name.
        by->setCurrentIndex(by->count() - 1);
        Q_EMIT by->activated(by->count() - 1);
        auto* given = find<QComboBox>("givenClass");
        QVERIFY(given->isVisible());
        given->lineEdit()->selectAll();
        QTest::keyClicks(given->lineEdit(), QStringLiteral("gre"));
        QTest::keyClick(given->lineEdit(), Qt::Key_Return);
        QCOMPARE(draft().spec.rowClass.name, std::string("green"));
        await();
        QCOMPARE(comparer().cell(0, 1)->classIndex, std::int64_t(1));
        // One row explains what a model predicts, and then what the others do.
        const std::string predicted = comparer().cell(1, 1)->predictedName;
        QVERIFY(choose(1, 1, "explainPrediction"));
        QCOMPARE(draft().spec.pictures[1].className, predicted);
        await();
        QCOMPARE(comparer().row(1)->className, predicted);
        QVERIFY(choose(1, -1, "explainAsOthers"));
        await();
        QCOMPARE(comparer().row(1)->className, std::string("green"));
        // Or any other class.
        QVERIFY(choose(0, -1, "explainClass"));
        auto* dialog = find<QInputDialog>();
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral("blue"));
        dialog->accept();
        await();
        QCOMPARE(comparer().row(0)->className, std::string("blue"));
    }

    void methodsAndLayersForAllOrOne()
    {
        fill();
        auto* method = find<MethodBox>();
        method->setCurrentIndex(method->findData(QStringLiteral("grad-cam++")));
        await();
        QCOMPARE(draft().spec.columns[2].method, std::string("grad-cam++"));
        auto* layer = find<QComboBox>("layer");
        QVERIFY(layer->count() > 1);
        layer->setCurrentIndex(1);
        Q_EMIT layer->activated(1);
        QCOMPARE(QString::fromStdString(draft().spec.columns[1].layer), layer->currentText());
        await();
        QCOMPARE(comparer().cell(0, 1)->layer, draft().spec.columns[1].layer);
        QVERIFY(model().columnHead(1).lines.contains(layer->currentText()));
        // Another column of the same model.
        Q_EMIT grid().menuWanted(-1, 1, {});
        auto* menu = find<QMenu>("cellMenu");
        for (auto* below : menu->findChildren<QMenu*>())
            for (auto* action : below->actions())
                if (below->title().contains(QStringLiteral("Add a Column"))
                    && action->text() == QStringLiteral("Gradient"))
                    action->trigger();
        delete menu;
        QCOMPARE(draft().spec.columns.size(), std::size_t(4));
        QCOMPARE(draft().spec.columns[2].method, std::string("gradient"));
        QCOMPARE(method->currentIndex(), -1); // they differ
        await();
        QVERIFY(!comparer().cell(0, 2)->error);
    }

    void differencesAndHotRegions()
    {
        fill();
        find<QAction>("showDifferences")->trigger();
        find<QAction>("showRegions")->trigger();
        await();
        QCOMPARE(titles()[3], std::string("baseline (2) minus baseline"));
        QVERIFY(draft().spec.columns[4].kind == Kind::HotRegions);
        QVERIFY(find<QLabel>("scaleNote")->text().contains(QStringLiteral("reference only")));
        const auto cell = comparer().cell(0, 3);
        QVERIFY(!cell->error && cell->isSigned);
        // The reference is the other one now.
        auto* reference = find<QMenu>("reference");
        QCOMPARE(reference->actions().size(), 2);
        reference->actions()[1]->trigger();
        QCOMPARE(draft().reference, std::size_t(1));
        QCOMPARE(titles()[3], std::string("baseline minus baseline (2)"));
        await();
        find<QAction>("showDifferences")->trigger();
        QVERIFY(!draft().shows(Kind::Difference));
    }

    void theReferenceIsMarkedAndChosen()
    {
        fill();
        const auto told = [this](int column) {
            return model().headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString();
        };
        QCOMPARE(model().columnHead(1).mark, QStringLiteral("reference"));
        QVERIFY(told(1).contains(QStringLiteral("reference")) && !told(2).contains(QStringLiteral("reference")));
        QVERIFY(model().columnHead(0).mark.isEmpty());
        const QRect head(
            grid().columnViewportPosition(1), 0, grid().columnWidth(1), grid().horizontalHeader()->height());
        const QImage marked = grid().horizontalHeader()->viewport()->grab(head).toImage();
        QVERIFY(!choose(-1, 1, "useAsReference"));
        // Moving a column makes it no reference.
        grid().setCurrentIndex(model().index(0, 2));
        QTest::keyClick(&grid(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(titles()[1], std::string("baseline (2)"));
        QCOMPARE(draft().reference, std::size_t(0));
        QCOMPARE(model().columnHead(2).mark, QStringLiteral("reference"));
        QVERIFY(choose(-1, 1, "useAsReference"));
        QCOMPARE(draft().reference, std::size_t(1));
        QCOMPARE(model().columnHead(1).mark, QStringLiteral("reference"));
        QVERIFY(model().columnHead(2).mark.isEmpty());
        await();
        // It is undone like what else changes the comparison, and told at once.
        m_page->history()->undo();
        QVERIFY(model().columnHead(1).mark.isEmpty());
        m_page->history()->undo();
        QCOMPARE(grid().horizontalHeader()->viewport()->grab(head).toImage(), marked);
        find<QAction>("showRegions")->trigger();
        QVERIFY(model().columnHead(3).mark.isEmpty()); // its title names the reference
        // One model is held against nothing.
        QVERIFY(choose(-1, 2, "removeColumn"));
        QVERIFY(model().columnHead(1).mark.isEmpty());
    }

    void theLookChangesNoNumbers()
    {
        fill();
        const auto before = comparer().cell(0, 1);
        const QImage own = grid().picture(0, 1);
        find<SliderBox>("opacity")->slider()->setValue(90);
        QVERIFY(grid().picture(0, 1) != own);
        const QImage opaque = grid().picture(0, 1);
        auto* scale = find<QComboBox>("scale");
        scale->setCurrentIndex(2);
        QVERIFY(find<QLabel>("scaleNote")->text().contains(QStringLiteral("all maps")));
        QVERIFY(model().scale(0, 1) && model().scale(1, 2));
        QCOMPARE(model().scale(0, 1)->high, model().scale(1, 2)->high);
        scale->setCurrentIndex(1);
        QCOMPARE(model().scale(0, 1)->high, model().scale(0, 2)->high);
        scale->setCurrentIndex(0);
        QVERIFY(!model().scale(0, 1));
        QCOMPARE(grid().picture(0, 1), opaque);
        find<QCheckBox>("contour")->click();
        QCOMPARE(m_page->figure().style.contour, 0.5);
        // What is copied and saved has the line, too: dark or light where it was neither.
        const QImage lined = grid().picture(0, 1);
        QCOMPARE(lined.size(), opaque.size());
        QVERIFY(lined.convertToFormat(QImage::Format_RGB32) != opaque.convertToFormat(QImage::Format_RGB32));
        QCOMPARE(comparer().cell(0, 1), before);
        // The hot level does change them.
        auto* level = find<SliderBox>("hotLevel");
        level->slider()->setValue(80);
        QCOMPARE(draft().spec.hotLevel, 0.8);
        QCOMPARE(m_page->figure().style.contour, 0.8);
        await();
        QVERIFY(comparer().cell(0, 1) != before);
        // In percent, as in Figure.
        auto* text = level->box()->findChild<QLineEdit*>();
        QCOMPARE(text->text(), QStringLiteral("80"));
        QTest::keyClick(level->box(), Qt::Key_Up);
        QCOMPARE(draft().spec.hotLevel, 0.81);
        text->selectAll();
        QTest::keyClicks(text, QStringLiteral("37.5"));
        QCOMPARE(draft().spec.hotLevel, 0.375);
        text->selectAll();
        QTest::keyClicks(text, QStringLiteral("100"));
        QCOMPARE(draft().spec.hotLevel, 0.1); // "10": at 100 nothing would be hot
        level->slider()->setValue(29);
        QCOMPARE(text->text(), QStringLiteral("29"));
        QCOMPARE(draft().spec.hotLevel, 0.29);
    }
};

LOOKAWAY_TEST(tst_compare_choice, CompareChoiceTest)
#include "tst_compare_choice.moc"
