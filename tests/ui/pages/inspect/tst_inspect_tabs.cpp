// SPDX-License-Identifier: MIT
// What stands beside the panes of the Inspect workspace: layers, hiding, checkpoints, curves.
#include "pages/inspect/AnswerList.h"
#include "pages/inspect/CheckpointTab.h"
#include "pages/inspect/FaithfulnessTab.h"
#include "pages/inspect/LayerMaps.h"
#include "pages/inspect/LayerModel.h"
#include "pages/inspect/LayerTree.h"
#include "pages/inspect/ModelPanel.h"
#include "pages/inspect/OccludeTab.h"
#include "widgets/InlineNote.h"
#include "widgets/forms/SliderBox.h"
#include "widgets/pictures/HiddenPicture.h"
#include "widgets/pictures/InspectView.h"
#include "widgets/pictures/TileView.h"
#include "widgets/plots/Plot.h"

#include "InspectFixture.h"
#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>
#include <QTreeView>
#include <QUndoStack>

using namespace lookaway;
using namespace lookaway::test;

class InspectTabsTest : public QObject {
    Q_OBJECT

    InspectFixture m_inspect;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_inspect.train()); }
    void init() { m_inspect.show(); }
    void cleanup() { m_inspect.close(); }

    void layersAreChosenFromTheTree()
    {
        m_inspect.openAndLook();
        const LayerModel& layers = *m_inspect.page().layers();
        auto* view = m_inspect.find<ModelPanel>()->layers();
        const QAbstractItemModelTester tester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto explains = [&](const std::string& layer) {
            const auto explanation = m_inspect.pane().explanation();
            return explanation && explanation->layer == layer && !m_inspect.pane().working();
        };
        // The one that is explained is marked, and what it lies in is open.
        const auto current = [&] { return view->currentIndex().data(LayerTree::PathRole).toString().toStdString(); };
        QCOMPARE(current(), layers.layer(layers.rowOf(m_inspect.page().inspector()->model().targetLayer)).name);
        QVERIFY(view->visualRect(view->currentIndex()).isValid());

        view->expandAll();
        std::string other;
        for (QModelIndex index = view->indexBelow(view->model()->index(0, 0)); index.isValid() && other.empty();
             index = view->indexBelow(index)) {
            const auto name = index.data(LayerTree::PathRole).toString().toStdString();
            if (!index.data(LayerTree::LayerRole).toBool() || name == m_inspect.pane().order().layer)
                continue;
            other = name;
            view->scrollTo(index);
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, centreOf(*view, index));
        }
        QTRY_VERIFY_WITH_TIMEOUT(explains(other), InspectFixture::patience);

        // The arrow keys walk to the next one, and that is explained, too.
        view->setFocus();
        while (current() == other || !view->currentIndex().data(LayerTree::LayerRole).toBool()) {
            const auto before = view->currentIndex();
            QTest::keyClick(view, Qt::Key_Down);
            QVERIFY(view->currentIndex() != before);
        }
        QTRY_VERIFY_WITH_TIMEOUT(explains(current()), InspectFixture::patience);

        // A method without a layer gives way, also where the layer is the one that is marked already.
        ExplainOrder order = m_inspect.pane().order();
        order.method = "gradient";
        m_inspect.pane().setOrder(order);
        m_inspect.awaitMap();
        QVERIFY(m_inspect.pane().explanation()->layer.empty());
        QTest::keyClick(view, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(explains(current()), InspectFixture::patience);
    }

    void layersAreChosenFromSmallMaps()
    {
        m_inspect.openAndLook();
        LayerModel& layers = *m_inspect.page().layers();
        const QAbstractItemModelTester tester(&layers, QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_inspect.showTab(0);
        auto* maps = m_inspect.find<LayerMaps>();
        int other = -1;
        for (int row = 0; row < layers.rowCount(); ++row)
            if (layers.layer(row).eligible && layers.layer(row).name != m_inspect.pane().order().layer)
                other = row;
        QVERIFY(other >= 0);
        const auto shown = [&](int row) { return !layers.index(row, 0).data(LayerModel::PictureRole).isNull(); };
        QTRY_VERIFY_WITH_TIMEOUT(shown(other), InspectFixture::patience);
        QVERIFY(shown(layers.rowOf(m_inspect.page().inspector()->model().targetLayer)));
        maps->view()->scrollTo(maps->view()->model()->index(other, 0));
        QTest::mouseClick(maps->view()->viewport(), Qt::LeftButton, {}, centreOf(*maps->view(), other));
        QTRY_VERIFY_WITH_TIMEOUT(
            m_inspect.pane().explanation() && m_inspect.pane().explanation()->layer == layers.layer(other).name,
            InspectFixture::patience);
    }

    void hidesPartsAndAsksAgain()
    {
        m_inspect.openAndLook();
        m_inspect.showTab(1);
        auto* tab = m_inspect.find<OccludeTab>();
        auto* threshold = tab->findChild<SliderBox*>(QStringLiteral("threshold"));
        threshold->slider()->setFocus();
        QTest::keyClick(threshold->slider(), Qt::Key_Home); // everything above 0
        const auto after = [&] { return tab->answers()->answers()->index(0).data(AnswerModel::AfterRole); };
        QTRY_VERIFY_WITH_TIMEOUT(after().isValid(), InspectFixture::patience);
        QVERIFY(tab->answers()->isVisible());

        QTest::mouseClick(tab->findChild<QPushButton*>(QStringLiteral("clear")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!after().isValid(), InspectFixture::patience);
        // The brush hides and, with the right button, shows again.
        auto* view = tab->findChild<InspectView*>(QStringLiteral("occluded"));
        auto* brush = tab->findChild<QSlider*>(QStringLiteral("brush"));
        brush->setValue(40);
        const QPoint middle = view->rect().center();
        QTest::mouseClick(view, Qt::LeftButton, {}, middle);
        QTRY_VERIFY_WITH_TIMEOUT(after().isValid(), InspectFixture::patience);
        QVERIFY(tab->mask().at(16, 16) > 0.5F);
        QVERIFY(tab->mask().at(0, 0) < 0.5F);
        QTest::mouseClick(view, Qt::RightButton, {}, middle);
        QVERIFY(tab->mask().at(16, 16) < 0.5F);
        // And so does the eraser.
        QTest::mouseClick(view, Qt::LeftButton, {}, middle);
        QVERIFY(tab->mask().at(16, 16) > 0.5F);
        auto* eraser = tab->findChild<QCheckBox*>(QStringLiteral("eraser"));
        QTest::mouseClick(eraser, Qt::LeftButton, {}, QPoint(8, eraser->height() / 2));
        QTest::mouseClick(view, Qt::LeftButton, {}, middle);
        QVERIFY(tab->mask().at(16, 16) < 0.5F);

        // Stroke by stroke, and all that Hide Nothing took away, comes back.
        const int steps = tab->history()->count();
        QCOMPARE(steps, 5); // Hide Nothing and four strokes
        for (int step = 1; step < steps; ++step)
            tab->findChild<QAction*>(QStringLiteral("undoStroke"))->trigger();
        QCOMPARE(hiddenShare(tab->mask()), 0.0);
        tab->findChild<QAction*>(QStringLiteral("undoStroke"))->trigger();
        QCOMPARE(threshold->value().value_or(-1), 0.0);
        QVERIFY(hiddenShare(tab->mask()) > 0);
        tab->findChild<QAction*>(QStringLiteral("redoStroke"))->trigger();
        QCOMPARE(hiddenShare(tab->mask()), 0.0);
    }

    void theCanvasStaysWhileItIsPaintedOn()
    {
        m_inspect.openAndLook();
        m_inspect.showTab(1);
        auto* tab = m_inspect.find<OccludeTab>();
        tab->findChild<SliderBox*>(QStringLiteral("threshold"))->setValue(1);
        auto* view = tab->findChild<InspectView*>(QStringLiteral("occluded"));
        const QRect before(view->mapToGlobal(QPoint()), view->size());
        const QPoint middle = view->rect().center();
        QTest::mouseMove(view, middle);
        const QImage small = view->grab().toImage();
        tab->findChild<QSlider*>(QStringLiteral("brush"))->setValue(40); // shown at the mouse
        QVERIFY(view->grab().toImage() != small);
        QTest::mousePress(view, Qt::LeftButton, {}, middle);
        for (int i = 0; i < 5; ++i)
            QTest::mouseMove(view, middle + QPoint(4 * i, 3 * i));
        QTest::mouseRelease(view, Qt::LeftButton, {}, middle);
        QCOMPARE(tab->history()->count(), 1); // a drag is one stroke
        const auto after = [&] { return tab->answers()->answers()->index(0).data(AnswerModel::AfterRole); };
        QTRY_VERIFY_WITH_TIMEOUT(after().isValid(), InspectFixture::patience);
        QCoreApplication::processEvents();
        QCOMPARE(QRect(view->mapToGlobal(QPoint()), view->size()), before);
    }

    void showsTheMapOverTime()
    {
        m_inspect.openAndLook();
        m_inspect.showTab(2);
        auto* tab = m_inspect.find<CheckpointTab>();
        const auto count = int(m_inspect.page().inspector()->model().checkpoints.size());
        QVERIFY(count >= 3);
        QTRY_COMPARE_WITH_TIMEOUT(tab->count(), count, InspectFixture::patience);
        const QImage first = tab->view()->picture();
        tab->slider()->setFocus();
        QTest::keyClick(tab->slider(), Qt::Key_End);
        QCOMPARE(tab->slider()->value(), count - 1);
        QVERIFY(tab->view()->picture() != first);
    }

    void measuresTheCurvesOfAllPanes()
    {
        m_inspect.openAndLook();
        QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
        m_inspect.awaitMap();
        m_inspect.showTab(3);
        auto* tab = m_inspect.find<FaithfulnessTab>();
        QTest::mouseClick(tab->findChild<QPushButton*>(QStringLiteral("measure")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(tab->measured(), 2, InspectFixture::patience);
        QVERIFY(tab->insertion()->hasSeries(QStringLiteral("0")));
        QVERIFY(tab->deletion()->hasSeries(QStringLiteral("1")));
        // Curves of other maps are taken away.
        m_inspect.pane().chooseClass(1);
        QTRY_COMPARE_WITH_TIMEOUT(tab->measured(), 0, InspectFixture::patience);
    }
};

LOOKAWAY_TEST(tst_inspect_tabs, InspectTabsTest)
#include "tst_inspect_tabs.moc"
