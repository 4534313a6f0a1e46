// SPDX-License-Identifier: MIT
// The panes of the Inspect workspace: methods beside each other, how they are drawn, what is taken along.
#include "pages/inspect/InspectExport.h"
#include "pages/method/MethodBox.h"
#include "pages/method/MethodSettings.h"
#include "widgets/InlineNote.h"
#include "widgets/forms/SliderBox.h"
#include "widgets/pictures/AttributionImage.h"
#include "widgets/pictures/ColorScale.h"
#include "widgets/pictures/InspectView.h"

#include "InspectFixture.h"
#include "TestMain.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

using namespace lookaway;
using namespace lookaway::test;

namespace {

const MethodFact* firstMethod(const std::function<bool(const MethodFact&)>& fits)
{
    for (const MethodFact& method : explanationMethods())
        if (fits(method))
            return &method;
    return nullptr;
}

} // namespace

class InspectPanesTest : public QObject {
    Q_OBJECT

    InspectFixture m_inspect;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_inspect.train()); }
    void init() { m_inspect.show(); }
    void cleanup() { m_inspect.close(); }

    void panesStandBesideEachOther()
    {
        m_inspect.openAndLook();
        auto* panes = m_inspect.page().panes();
        auto* first = panes->panes().front();
        QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
        QCOMPARE(panes->panes().size(), std::size_t(2));
        m_inspect.awaitMap();
        auto* second = panes->active();
        QVERIFY(second != first);
        QVERIFY(second->order().method != first->order().method);

        // Zoom and pan go together.
        QTest::keyClick(first->view(), Qt::Key_Plus);
        QVERIFY(!first->view()->sight().fitted);
        QCOMPARE(second->view()->sight().scale, first->view()->sight().scale);

        // One scale: the same numbers at both, as long as both are of a kind. Gradients are never all zero.
        ExplainOrder order;
        order.method = "gradient";
        first->setOrder(order);
        second->setOrder(order);
        QTRY_VERIFY_WITH_TIMEOUT(first->shown() && second->shown(), InspectFixture::patience);
        second->chooseClass(first->explanation()->classIndex == 0 ? 1 : 0);
        m_inspect.awaitMap();
        const auto ends = [](const ExplainPane* pane) { return pane->findChild<ColorScale*>()->accessibleName(); };
        auto* scale = m_inspect.find<QComboBox>("scale");
        scale->setFocus();
        QTest::keyClick(scale, Qt::Key_End);
        QCOMPARE(ends(first), ends(second));

        QTest::mouseClick(second->findChild<QToolButton*>(QStringLiteral("removePane")), Qt::LeftButton);
        QCOMPARE(panes->panes().size(), std::size_t(1));
        QCOMPARE(panes->active(), first);
        for (int i = 0; i < 10; ++i)
            QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
        QCOMPARE(panes->panes().size(), InspectPanes::most);
        QVERIFY(!m_inspect.find<QPushButton>("addPane")->isEnabled());
    }

    void sixPanesAreAlikeAndScrolledInASmallWindow()
    {
        m_inspect.openAndLook();
        for (int i = 0; i < 5; ++i)
            QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
        const auto& panes = m_inspect.page().panes()->panes();
        QCOMPARE(panes.size(), std::size_t(6));
        ExplainOrder guided;
        guided.method = "guided-grad-cam"; // has one more box than others
        panes[0]->setOrder(guided);
        m_inspect.page().resize(1000, 620);
        const auto alike = [&](const ExplainPane* pane) {
            return std::abs(pane->width() - panes[0]->width()) <= 1
                && std::abs(pane->height() - panes[0]->height()) <= 1 && pane->view()->height() > 80;
        };
        QTRY_VERIFY(std::all_of(panes.begin(), panes.end(), alike));
        // The one that is worked in is in sight.
        for (ExplainPane* pane : { panes[5], panes[0] }) {
            pane->findChild<MethodBox*>()->setFocus();
            QTRY_VERIFY(!pane->visibleRegion().isEmpty());
            QVERIFY(pane->visibleRegion().boundingRect().height() > pane->height() / 2);
        }
    }

    void theLookChangesThePictureOnly()
    {
        m_inspect.openAndLook();
        const auto explanation = m_inspect.pane().explanation();
        const QImage before = m_inspect.pane().view()->picture();
        auto* opacity = m_inspect.find<SliderBox>("opacity");
        opacity->slider()->setFocus();
        QTest::keyClick(opacity->slider(), Qt::Key_End);
        QVERIFY(m_inspect.pane().view()->picture() != before);
        QCOMPARE(m_inspect.pane().explanation(), explanation);

        auto* divider = m_inspect.find<QCheckBox>("divider");
        QVERIFY(!m_inspect.pane().view()->divider());
        QTest::mouseClick(divider, Qt::LeftButton, {}, QPoint(8, divider->height() / 2));
        QCOMPARE(m_inspect.pane().view()->divider().value_or(-1), 0.5);
        QTest::keyClick(m_inspect.pane().view(), Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(*m_inspect.pane().view()->divider() > 0.5);
        auto* view = m_inspect.pane().view();
        const QPoint middle = view->rect().center();
        const int grip = middle.x() + int((*view->divider() - 0.5) * view->picture().width() * view->sight().scale);
        QTest::mousePress(view, Qt::LeftButton, {}, QPoint(grip, middle.y()));
        QTest::mouseMove(view, QPoint(grip - 60, middle.y()));
        QTest::mouseRelease(view, Qt::LeftButton, {}, QPoint(grip - 60, middle.y()));
        QVERIFY(*view->divider() < 0.5);
    }

    void everyMethodOfTheTableShowsAMapOrSaysWhyNot()
    {
        m_inspect.openAndLook();
        QVERIFY(!explanationMethods().empty());
        for (const MethodFact& method : explanationMethods()) {
            ExplainOrder order;
            order.method = method.id;
            order.settings.riseMasks = 40;
            order.settings.limeSamples = 40;
            order.settings.evidenceSamples = 1;
            m_inspect.pane().setOrder(order);
            QTRY_VERIFY_WITH_TIMEOUT(!m_inspect.pane().working(), InspectFixture::patience);
            const auto* note = m_inspect.pane().findChild<InlineNote*>();
            const bool refused = note->isVisible() && !note->text().isEmpty();
            QVERIFY2(refused || (m_inspect.pane().explanation() && m_inspect.pane().explanation()->method == method.id),
                method.id.c_str());
            QCOMPARE(refused, m_inspect.pane().explanation() == nullptr);
            QCOMPARE(m_inspect.pane().findChild<MethodBox*>()->method(), method.id);
        }
    }

    void aSlowMethodIsStopped()
    {
        m_inspect.openAndLook();
        const MethodFact* slow = firstMethod([](const MethodFact& method) { return method.id == "rise"; });
        if (!slow)
            slow = firstMethod([](const MethodFact& method) { return method.slow; });
        QVERIFY(slow);
        ExplainOrder order;
        order.method = slow->id;
        order.settings.riseMasks = 500000;
        order.settings.chunk = 4;
        m_inspect.pane().setOrder(order);
        QVERIFY(m_inspect.pane().working());
        auto* stop = m_inspect.pane().findChild<QToolButton*>(QStringLiteral("stop"));
        QTRY_VERIFY_WITH_TIMEOUT(stop->isVisible(), InspectFixture::patience);
        QTest::mouseClick(stop, Qt::LeftButton);
        QVERIFY(!m_inspect.pane().working());
        // Something quick is there within a moment.
        order.method = "grad-cam";
        m_inspect.pane().setOrder(order);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_inspect.pane().explanation() && m_inspect.pane().explanation()->method == "grad-cam", 5000);
    }

    void goesAwayInTheMidstOfAnExplanation()
    {
        m_inspect.openAndLook();
        const MethodFact* slow = firstMethod([](const MethodFact& method) { return method.slow; });
        QVERIFY(slow);
        ExplainOrder order;
        order.method = slow->id;
        order.settings.riseMasks = 500000;
        order.settings.limeSamples = 100000;
        order.settings.chunk = 4;
        m_inspect.pane().setOrder(order);
        QVERIFY(m_inspect.pane().working());
        QElapsedTimer clock;
        clock.start();
        m_inspect.close();
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
    }

    void settingsOfAMethodPopUp()
    {
        m_inspect.openAndLook();
        const MethodFact* method = firstMethod([](const MethodFact& each) { return !each.settings.empty(); });
        QVERIFY(method);
        MethodSettings popup(*method, {}, nullptr);
        popup.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy changed(&popup, &MethodSettings::changed);
        popup.show();
        auto* number = popup.findChild<QAbstractSpinBox*>();
        if (number) {
            number->setFocus();
            QTest::keyClick(number, Qt::Key_Up);
            QVERIFY(!changed.empty());
        }
    }

    void aGradientIsAColourPictureToo()
    {
        m_inspect.openAndLook();
        auto* maps = m_inspect.pane().findChild<QComboBox*>(QStringLiteral("map"));
        QVERIFY(!maps->isVisible()); // Grad-CAM has one map
        auto* original = m_inspect.find<QAction>("saveOriginal");
        QVERIFY(original->isEnabled());
        ExplainOrder order;
        order.method = "guided-backprop";
        m_inspect.pane().setOrder(order);
        m_inspect.awaitMap();
        QVERIFY(maps->isVisible());
        QVERIFY(!m_inspect.pane().inColour());
        const QImage heat = m_inspect.pane().view()->picture();
        maps->setFocus();
        QTest::keyClick(maps, Qt::Key_End);
        QVERIFY(m_inspect.pane().inColour());
        const QImage colours = m_inspect.pane().view()->picture();
        QVERIFY(colours != heat);
        const auto& attribution = m_inspect.pane().explanation()->attribution;
        QCOMPARE(colours, attributionImage(attribution, attributionReach(attribution, false)));
        QVERIFY(!original->isEnabled()); // there is no picture below it
        QVERIFY(m_inspect.find<QAction>("saveOverlay")->isEnabled());
        QVERIFY(exportName(m_inspect.pane(), *m_inspect.page().inspector()).endsWith(QStringLiteral(" colour")));
        // The scale without outliers holds for colours, too, and other maps' scale does not.
        auto* scale = m_inspect.find<QComboBox>("scale");
        scale->setCurrentIndex(1);
        QVERIFY(m_inspect.pane().view()->picture() != colours);
        scale->setCurrentIndex(2);
        QCOMPARE(m_inspect.pane().view()->picture(), colours);
        // The choice stays with the next class, and goes where a method has no colours.
        m_inspect.pane().chooseClass(m_inspect.pane().explanation()->classIndex == 0 ? 1 : 0);
        m_inspect.awaitMap();
        QVERIFY(m_inspect.pane().inColour());
        m_inspect.pane().setOrder({});
        m_inspect.awaitMap();
        QVERIFY(!m_inspect.pane().inColour());
    }

    void aQuickPaneDoesNotWaitForASlowOne()
    {
        m_inspect.openAndLook();
        ExplainPane& slow = m_inspect.pane();
        QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
        ExplainPane& quick = m_inspect.pane();
        QVERIFY(&quick != &slow);
        m_inspect.awaitMap();
        ExplainOrder order;
        order.method = "rise";
        order.settings.riseMasks = 500000;
        order.settings.chunk = 4;
        slow.setOrder(order);
        QTRY_VERIFY_WITH_TIMEOUT(!slow.raw().empty() && !slow.explanation(), InspectFixture::patience); // in its midst
        quick.chooseClass(quick.explanation()->classIndex == 0 ? 1 : 0);
        m_inspect.awaitMap();
        QVERIFY(slow.working());
        slow.stop();
    }

    void takesPicturesAlong()
    {
        m_inspect.openAndLook();
        m_inspect.find<QAction>("copyOverlay")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(32, 32));
        InputFormat format;
        QCOMPARE(seenSquare({ 400, 200 }, format), QRectF(0, 0, 400, 200));
        format.fit = InputFormat::Fit::CentreCrop;
        QCOMPARE(seenSquare({ 400, 200 }, format), QRectF(112.5, 12.5, 175, 175));
        Image white(64, 32);
        std::fill(white.pixels.begin(), white.pixels.end(), std::uint8_t(255));
        HeatMap hot(4, 4);
        std::fill(hot.values.begin(), hot.values.end(), 1.0F);
        const QImage figure = originalOverlay(white, hot, format, HeatColors::of(ColorMap::Grey), 0.5);
        QCOMPARE(figure.size(), QSize(64, 32));
        QCOMPARE(figure.pixelColor(0, 0), QColor(Qt::white)); // not seen by the network
        QVERIFY(exportName(m_inspect.pane(), *m_inspect.page().inspector()).startsWith(QStringLiteral("1 grad-cam")));
    }
};

LOOKAWAY_TEST(tst_inspect_panes, InspectPanesTest)
#include "tst_inspect_panes.moc"
