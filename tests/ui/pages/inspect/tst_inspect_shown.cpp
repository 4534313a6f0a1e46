// SPDX-License-Identifier: MIT
// What a pane shows is what is measured, hidden by and kept, whatever was stopped, failed or has nothing to show.
#include "pages/inspect/FaithfulnessTab.h"
#include "pages/inspect/InspectExport.h"
#include "pages/inspect/MapSign.h"
#include "pages/inspect/OccludeTab.h"
#include "pages/method/MethodSettings.h"
#include "widgets/InlineNote.h"
#include "widgets/pictures/ColorScale.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/InspectView.h"
#include "widgets/plots/Plot.h"

#include "InspectFixture.h"
#include "TestMain.h"

#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

using namespace lookaway;
using namespace lookaway::test;

namespace {

/// Does not end by itself within the test.
ExplainOrder endless()
{
    ExplainOrder order;
    order.method = "rise";
    order.settings.riseMasks = 500000;
    order.settings.chunk = 4;
    return order;
}

} // namespace

class InspectShownTest : public QObject {
    Q_OBJECT

    InspectFixture m_inspect;

    QToolButton* button(const char* name) const
    {
        return m_inspect.pane().findChild<QToolButton*>(QLatin1String(name));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_inspect.train()); }
    void init() { m_inspect.show(); }
    void cleanup() { m_inspect.close(); }

    void whatIsMeasuredIsWhatIsShown()
    {
        m_inspect.openAndLook();
        QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
        m_inspect.awaitMap();
        ExplainPane& pane = m_inspect.pane();
        const auto* first = m_inspect.page().panes()->panes().front();
        QVERIFY(&pane != first);
        m_inspect.showTab(3);
        auto* tab = m_inspect.find<FaithfulnessTab>();
        auto* measure = tab->findChild<QPushButton*>(QStringLiteral("measure"));
        const auto names = [&] {
            QStringList all;
            for (const ShownMap& map : m_inspect.page().panes()->shownMaps())
                all << map.title;
            return all;
        };
        QCOMPARE(names().size(), 2);

        // While another method is at work in it, the pane's former map does not count.
        pane.setOrder(endless());
        QCOMPARE(names(), QStringList{ first->title() });
        QVERIFY(tab->findChild<InlineNote*>()->text().contains(QStringLiteral("1 pane")));
        // Stopped before there is anything: no map, and nothing of the one before.
        QTest::keyClick(pane.view(), Qt::Key_Escape);
        if (!pane.explanation())
            QVERIFY(pane.raw().empty() && pane.heat().empty());
        QVERIFY(pane.stopped());

        // Stopped in its midst: what was found is measured, and says so.
        QTRY_VERIFY(button("again")->isVisible());
        QTest::mouseClick(button("again"), Qt::LeftButton);
        QVERIFY(pane.working() && !pane.stopped());
        QTRY_VERIFY_WITH_TIMEOUT(!pane.raw().empty(), InspectFixture::patience);
        QTest::keyClick(pane.view(), Qt::Key_Escape);
        QVERIFY(!pane.working());
        QVERIFY(pane.shown());
        QVERIFY(pane.shown()->raw.values == pane.raw().values);
        QCOMPARE(pane.shown()->method, std::string("rise"));
        QVERIFY2(names().value(1).startsWith(QStringLiteral("RISE, stopped ")), qPrintable(names().join(u'|')));
        QVERIFY(exportName(pane, *m_inspect.page().inspector()).endsWith(QStringLiteral(" stopped")));
        QTest::mouseClick(measure, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(tab->measured(), 2, InspectFixture::patience);
    }

    void aCompanionIsMeasuredWhereItIsShown()
    {
        m_inspect.openAndLook();
        ExplainOrder order;
        order.method = "occlusion-sensitivity";
        m_inspect.pane().setOrder(order);
        m_inspect.awaitMap();
        QVERIFY(!m_inspect.pane().explanation()->companions.empty());
        QCOMPARE(m_inspect.pane().shown(), m_inspect.pane().explanation());
        auto* maps = m_inspect.pane().findChild<QComboBox*>(QStringLiteral("map"));
        maps->setFocus();
        QTest::keyClick(maps, Qt::Key_End);
        QVERIFY(m_inspect.pane().shown()->raw.values == m_inspect.pane().explanation()->companions.back().map.values);
        QVERIFY(m_inspect.pane().title().endsWith(maps->currentText()));
    }

    void stoppedPanesStayAlignedWithOthers()
    {
        m_inspect.openAndLook();
        QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
        m_inspect.awaitMap();
        ExplainPane& pane = m_inspect.pane();
        const auto top = [](const ExplainPane* each) { return each->view()->mapToGlobal(QPoint()).y(); };
        const ExplainPane* first = m_inspect.page().panes()->panes().front();
        const int height = pane.view()->height();
        pane.setOrder(endless());
        QTRY_VERIFY_WITH_TIMEOUT(!pane.raw().empty() && !pane.explanation(), InspectFixture::patience);
        pane.stop();
        QCoreApplication::processEvents();
        QCOMPARE(top(&pane), top(first));
        QCOMPARE(pane.view()->height(), height);
        // Nor does a sentence about what cannot be done move it.
        ExplainOrder refused;
        refused.method = "grad-cam";
        refused.layer = "no such layer";
        pane.setOrder(refused);
        QTRY_VERIFY_WITH_TIMEOUT(pane.findChild<InlineNote*>()->isVisible(), InspectFixture::patience);
        QCoreApplication::processEvents();
        QCOMPARE(top(&pane), top(first));
        QCOMPARE(pane.view()->height(), height);
    }

    void escClosesTheSettingsAndStopsNothing()
    {
        m_inspect.openAndLook();
        m_inspect.pane().setOrder(endless());
        QTest::mouseClick(button("settings"), Qt::LeftButton);
        auto* popup = m_inspect.pane().findChild<MethodSettings*>();
        QVERIFY(popup && popup->isVisible());
        auto* number = popup->findChild<QAbstractSpinBox*>();
        QVERIFY(number);
        number->setFocus();
        QPointer<MethodSettings> open(popup);
        QTest::keyClick(number, Qt::Key_Escape);
        QVERIFY(!open || !open->isVisible());
        QVERIFY(m_inspect.pane().working());
        QTest::keyClick(m_inspect.pane().view(), Qt::Key_Escape);
        QVERIFY(!m_inspect.pane().working());
    }

    void aFileThatIsNoModelChangesNothing()
    {
        m_inspect.openAndLook();
        m_inspect.showTab(3);
        auto* tab = m_inspect.find<FaithfulnessTab>();
        QTest::mouseClick(tab->findChild<QPushButton*>(QStringLiteral("measure")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(tab->measured(), 1, InspectFixture::patience);
        QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
        m_inspect.awaitMap();
        QTest::mouseClick(tab->findChild<QPushButton*>(QStringLiteral("measure")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(tab->measured(), 2, InspectFixture::patience);
        const auto subject = m_inspect.page().inspector()->subject();
        QFile broken(m_inspect.file("broken.pth"));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no weights") > 0);
        broken.close();
        QSignalSpy failed(&m_inspect.page(), &InspectPage::openFailed);
        const auto* open = m_inspect.find<QToolButton>("openModel");
        drop(m_inspect.page(), { broken.fileName() });
        QCOMPARE(open->text(), QStringLiteral("Opening…"));
        QVERIFY(failed.wait(InspectFixture::patience));
        QCOMPARE(open->text(), QStringLiteral("Open"));
        QCOMPARE(tab->measured(), 2);
        QVERIFY(tab->insertion()->hasSeries(QStringLiteral("1")));
        QCOMPARE(m_inspect.page().inspector()->subject(), subject);

        // What is at work goes on from where it is.
        m_inspect.pane().setOrder(endless());
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_inspect.pane().raw().empty() && !m_inspect.pane().explanation(), InspectFixture::patience);
        QSignalSpy restarted(m_inspect.page().inspector(), &Inspector::subjectChanged);
        drop(m_inspect.page(), { broken.fileName() });
        QVERIFY(failed.wait(InspectFixture::patience));
        QVERIFY(m_inspect.pane().working());
        QVERIFY(!m_inspect.pane().raw().empty());
        QCOMPARE(restarted.count(), 0);
        // And a model takes over in its midst.
        m_inspect.openRun();
        QTest::keyClick(m_inspect.pane().view(), Qt::Key_Escape);
    }

    void mapsBelowZeroSpeakAgainst()
    {
        HeatMap against(2, 2);
        against.values = { -18.1F, -9, -6, -4.45F };
        QVERIFY(hasSign("cam", against));
        HeatMap rounded(2, 2);
        rounded.values = { 1, 0.5F, -1e-9F, 0 };
        QVERIFY(!hasSign("cam", rounded));
        QVERIFY(!hasSign("eigen-cam", against)); // knows no class to speak against
        QVERIFY(hasSign("lime", rounded));
    }

    void aMapThatTellsNothingSaysSo()
    {
        m_inspect.openAndLook();
        // A network whose weights are all zero has nothing to show.
        ModelSource zero;
        zero.kind = ModelSource::Kind::Weights;
        zero.model = "small_cnn";
        QSignalSpy opened(&m_inspect.page(), &InspectPage::modelOpened);
        m_inspect.page().inspector()->open(zero);
        QVERIFY(opened.wait(InspectFixture::patience));
        m_inspect.awaitMap();
        const auto* legend = m_inspect.pane().findChild<ColorScale*>();
        QVERIFY2(legend->accessibleName().startsWith(QStringLiteral("no heat")), qPrintable(legend->accessibleName()));
        QVERIFY(legend->toolTip().contains(QStringLiteral("is 0")));
        // The picture is as it is, not darkened by the coldest colour.
        QCOMPARE(m_inspect.pane().view()->picture().convertToFormat(QImage::Format_RGB32),
            toImage(*m_inspect.page().inspector()->subject()->input).convertToFormat(QImage::Format_RGB32));
    }

    void readsOutThePicturesOwnColour()
    {
        m_inspect.openAndLook();
        auto* view = m_inspect.pane().view();
        QTest::mouseMove(view, view->rect().center());
        const QString said = view->readout();
        const auto& input = *m_inspect.page().inspector()->subject()->input;
        const auto* pixel = input.at(16, 16);
        const QString colour =
            QStringLiteral("RGB %1 %2 %3, value ").arg(int(pixel[0])).arg(int(pixel[1])).arg(int(pixel[2]));
        QVERIFY2(said.contains(colour), qPrintable(said + u'|' + colour));
    }

    void anotherPaneShowsSomethingElse()
    {
        m_inspect.openAndLook();
        QCOMPARE(m_inspect.pane().order().method, std::string("grad-cam"));
        std::vector<std::string> methods;
        for (int i = 0; i < 3; ++i) {
            QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
            methods.push_back(m_inspect.pane().order().method);
        }
        QCOMPARE(methods.front(), std::string("layer-cam"));
        QVERIFY(std::find(methods.begin(), methods.end(), "cam") == methods.end());
    }

    void onlyMapsOfOneMethodShareAScale()
    {
        m_inspect.openAndLook();
        ExplainPane& first = m_inspect.pane();
        QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
        m_inspect.awaitMap();
        ExplainPane& second = m_inspect.pane();
        const auto ends = [](const ExplainPane& pane) { return pane.findChild<ColorScale*>()->accessibleName(); };
        const QString own = ends(first);
        auto* scale = m_inspect.find<QComboBox>("scale");
        scale->setFocus();
        QTest::keyClick(scale, Qt::Key_End);
        QCOMPARE(ends(first), own);
        ExplainOrder order;
        order.method = "gradient"; // never all zero
        first.setOrder(order);
        second.setOrder(order);
        QTRY_VERIFY_WITH_TIMEOUT(first.shown() && second.shown(), InspectFixture::patience);
        second.chooseClass(first.explanation()->classIndex == 0 ? 1 : 0);
        m_inspect.awaitMap();
        QCOMPARE(ends(first), ends(second));
    }
};

LOOKAWAY_TEST(tst_inspect_shown, InspectShownTest)
#include "tst_inspect_shown.moc"
