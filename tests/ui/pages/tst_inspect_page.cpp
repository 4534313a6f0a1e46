// SPDX-License-Identifier: MIT
// The Inspect workspace with real clicks and keys, on a small network that was really trained.
#include "pages/InspectPage.h"

#include "bridge/RecentModels.h"
#include "pages/AnswerList.h"
#include "pages/CheckpointTab.h"
#include "pages/ClassBox.h"
#include "pages/FaithfulnessTab.h"
#include "pages/InputEditor.h"
#include "pages/InspectExport.h"
#include "pages/InspectPanes.h"
#include "pages/InspectStart.h"
#include "pages/LayerMaps.h"
#include "pages/LayerModel.h"
#include "pages/MethodBox.h"
#include "pages/MethodSettings.h"
#include "pages/ModelPanel.h"
#include "pages/OccludeTab.h"
#include "pages/PictureStrip.h"
#include "widgets/ColorScale.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"
#include "widgets/InspectView.h"
#include "widgets/Plot.h"
#include "widgets/SliderBox.h"
#include "widgets/TileView.h"

#include "../bridge/TinyRun.h"
#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace lookaway;
using namespace lookaway::test;

constexpr int kLong = 60000;

namespace {

void drop(QWidget& target, const QStringList& paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls << QUrl::fromLocalFile(path);
    data.setUrls(urls);
    const QPoint middle = target.rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent dropped(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &dropped);
}

const MethodFact* firstMethod(const std::function<bool(const MethodFact&)>& fits)
{
    for (const MethodFact& method : explanationMethods())
        if (fits(method))
            return &method;
    return nullptr;
}

QPoint centreOf(const QAbstractItemView& view, int row)
{
    return view.visualRect(view.model()->index(row, 0)).center();
}

} // namespace

class InspectPageTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<InspectPage> m_page;

    QString run() const { return m_folder.filePath(QStringLiteral("run")); }
    QString picture(const char* name) const
    {
        return m_folder.filePath(QStringLiteral("pictures/") + QLatin1String(name));
    }
    template <class T> T* find(const char* name = nullptr) const
    {
        return m_page->findChild<T*>(name ? QString::fromLatin1(name) : QString());
    }
    ExplainPane& pane() const { return *m_page->panes()->active(); }
    void openRun() const
    {
        QSignalSpy opened(m_page.get(), &InspectPage::modelOpened);
        drop(*m_page, { run() });
        QVERIFY(opened.wait(kLong));
    }
    void awaitMap() const { QTRY_VERIFY_WITH_TIMEOUT(pane().explanation() && !pane().working(), kLong); }
    void openAndLook(const char* name = "red/1.png") const
    {
        openRun();
        drop(*m_page, { picture(name) });
        awaitMap();
    }
    void showTab(int index) const
    {
        auto* tabs = find<QTabWidget>("inspectTabs");
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(index).center());
        QCOMPARE(tabs->currentIndex(), index);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(trainTinyRun(m_folder.path(), 3)); }
    void init()
    {
        QSettings().clear();
        m_page = std::make_unique<InspectPage>();
        m_page->inspector()->setDevice(QStringLiteral("cpu"));
        m_page->resize(1400, 860);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->activateWindow();
    }
    void cleanup() { m_page.reset(); }

    void saysWhatToDoFirst()
    {
        auto* start = find<InspectStart>();
        QVERIFY(start->isVisible());
        QVERIFY(start->state()->title().contains(QStringLiteral("Drop a model here")));
        QVERIFY(!start->recent()->isVisible());
        openRun();
        QVERIFY(!start->isVisible());
        QCOMPARE(recentModels(), QStringList{ run() });
        // And the next time it is a click away.
        m_page = std::make_unique<InspectPage>();
        m_page->show();
        auto* recent = find<InspectStart>()->recent();
        QCOMPARE(recent->count(), 1);
        QSignalSpy opened(m_page.get(), &InspectPage::modelOpened);
        QTest::mouseClick(recent->viewport(), Qt::LeftButton, {}, recent->visualItemRect(recent->item(0)).center());
        QVERIFY(opened.wait(kLong));
    }

    void saysWhatIsNoModel()
    {
        QSignalSpy failed(m_page.get(), &InspectPage::openFailed);
        m_page->openPaths({ m_folder.filePath(QStringLiteral("run/metrics.csv")) });
        QVERIFY(failed.wait(kLong));
        QVERIFY(find<InspectStart>()->isVisible());
        QVERIFY(find<QPushButton>("openModelFile")->isEnabled());
    }

    void explainsADroppedPicture()
    {
        openAndLook();
        QVERIFY(!pane().heat().empty());
        QCOMPARE(pane().heat().width, 32);
        auto* answers = find<AnswerList>();
        QCOMPARE(answers->answers()->rowCount(), 3);
        const auto best = answers->answers()->row(0);
        QVERIFY(best.probability >= answers->answers()->row(1).probability);
        QCOMPARE(pane().explanation()->classIndex, best.index);
        QVERIFY(pane().view()->picture().size() == QSize(32, 32));

        // A click on another class explains it, and so does Enter.
        const auto second = answers->answers()->row(1).index;
        QTest::mouseClick(answers->viewport(), Qt::LeftButton, {}, centreOf(*answers, 1));
        QTRY_VERIFY_WITH_TIMEOUT(pane().explanation() && pane().explanation()->classIndex == second, kLong);
        const auto third = answers->answers()->row(2).index;
        answers->setFocus();
        QTest::keyClick(answers, Qt::Key_Down);
        QTest::keyClick(answers, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(pane().explanation() && pane().explanation()->classIndex == third, kLong);
    }

    void aClassIsFoundByTyping()
    {
        openAndLook();
        auto* box = pane().findChild<ClassBox*>();
        box->setFocus();
        box->lineEdit()->selectAll();
        QTest::keyClicks(box->lineEdit(), QStringLiteral("gree"));
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(pane().explanation() && pane().explanation()->classIndex == 1, kLong);
        QCOMPARE(box->classIndex(), std::int64_t(1));
        // What is no class goes back to what it was.
        box->lineEdit()->selectAll();
        QTest::keyClicks(box->lineEdit(), QStringLiteral("zebra"));
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
        QCOMPARE(box->classIndex(), std::int64_t(1));
        QCOMPARE(box->currentText(), QStringLiteral("green"));
    }

    void picturesComeFromFoldersAndTheClipboard()
    {
        openRun();
        auto* strip = m_page->strip();
        const QAbstractItemModelTester tester(strip->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        drop(*m_page, { m_folder.filePath(QStringLiteral("pictures/blue")), picture("red/0.png") });
        QTRY_COMPARE_WITH_TIMEOUT(strip->model()->rowCount(), 25, kLong);
        awaitMap();
        const auto first = m_page->inspector()->subject();
        strip->view()->setFocus();
        QTest::keyClick(strip->view(), Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->inspector()->subject() && m_page->inspector()->subject() != first, kLong);

        QGuiApplication::clipboard()->setImage(squareOf(Qt::green, 4, 60));
        QTest::keyClick(m_page.get(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(strip->model()->rowCount(), 26, kLong);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_page->inspector()->subject() && m_page->inspector()->subject()->title == QStringLiteral("pasted picture"),
            kLong);
        QTest::keyClick(strip->view(), Qt::Key_Delete);
        QCOMPARE(strip->model()->rowCount(), 25);
    }

    void aBrokenPictureIsASentence()
    {
        openRun();
        QFile broken(m_folder.filePath(QStringLiteral("broken.png")));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no picture") > 0);
        broken.close();
        drop(*m_page, { broken.fileName() });
        const auto said = [&] {
            for (const auto* note : m_page->findChildren<InlineNote*>())
                if (note->isVisible() && note->text().contains(QStringLiteral("broken.png")))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(said(), kLong);
        drop(*m_page, { picture("red/0.png") });
        awaitMap();
        QVERIFY(!said());
    }

    void layersAreChosenFromTheListAndFromSmallMaps()
    {
        openAndLook();
        const QAbstractItemModelTester tester(m_page->layers(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto* table = find<ModelPanel>()->layers();
        int other = -1;
        for (int row = 0; row < m_page->layers()->rowCount(); ++row)
            if (m_page->layers()->layer(row).eligible && m_page->layers()->layer(row).name != pane().order().layer)
                other = row;
        QVERIFY(other >= 0);
        const auto name = m_page->layers()->layer(other).name;
        table->scrollTo(table->model()->index(other, 0));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, centreOf(*table, other));
        QTRY_VERIFY_WITH_TIMEOUT(pane().explanation() && pane().explanation()->layer == name, kLong);

        showTab(0);
        auto* maps = find<LayerMaps>();
        const auto shown = [&](int row) {
            return !m_page->layers()->index(row, 0).data(LayerModel::PictureRole).isNull();
        };
        QTRY_VERIFY_WITH_TIMEOUT(shown(other), kLong);
        const int target = m_page->layers()->rowOf(m_page->inspector()->model().targetLayer);
        QVERIFY(shown(target));
        maps->view()->scrollTo(maps->view()->model()->index(target, 0));
        QTest::mouseClick(maps->view()->viewport(), Qt::LeftButton, {}, centreOf(*maps->view(), target));
        QTRY_VERIFY_WITH_TIMEOUT(
            pane().explanation() && pane().explanation()->layer == m_page->inspector()->model().targetLayer, kLong);
    }

    void ineligibleLayersAreGreyedWithTheReason()
    {
        LayerModel layers;
        const QAbstractItemModelTester tester(&layers, QAbstractItemModelTester::FailureReportingMode::QtTest);
        LayerFact good;
        good.name = "features";
        good.shape = { 8, 4, 4 };
        LayerFact bad;
        bad.name = "head";
        bad.eligible = false;
        bad.reason = "Its output is no feature map.";
        layers.setLayers({ good, bad }, "features");
        QCOMPARE(layers.index(0, LayerModel::Shape).data().toString(), QStringLiteral("8 × 4 × 4"));
        QVERIFY(layers.index(0, 0).flags().testFlag(Qt::ItemIsEnabled));
        QVERIFY(!layers.index(1, 0).flags().testFlag(Qt::ItemIsEnabled));
        QVERIFY(layers.index(1, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("no feature map")));
        QCOMPARE(layers.rowOf("head"), 1);
        QCOMPARE(layers.rowOf("tail"), -1);
        layers.setPictures({ squareOf(Qt::red, 1) });
        QVERIFY(!layers.index(0, 0).data(LayerModel::PictureRole).isNull());
        QVERIFY(layers.index(1, 0).data(LayerModel::PictureRole).isNull());
    }

    void panesStandBesideEachOther()
    {
        openAndLook();
        auto* panes = m_page->panes();
        auto* first = panes->panes().front();
        QTest::mouseClick(find<QPushButton>("addPane"), Qt::LeftButton);
        QCOMPARE(panes->panes().size(), std::size_t(2));
        awaitMap();
        auto* second = panes->active();
        QVERIFY(second != first);
        QVERIFY(second->order().method != first->order().method);

        // Zoom and pan go together.
        QTest::keyClick(first->view(), Qt::Key_Plus);
        QVERIFY(!first->view()->sight().fitted);
        QCOMPARE(second->view()->sight().scale, first->view()->sight().scale);

        // One scale: the same numbers at both, as long as both are of a kind.
        second->setOrder(first->order());
        second->chooseClass(first->explanation()->classIndex == 0 ? 1 : 0);
        awaitMap();
        const auto ends = [](const ExplainPane* pane) { return pane->findChild<ColorScale*>()->accessibleName(); };
        auto* scale = find<QComboBox>("scale");
        scale->setFocus();
        QTest::keyClick(scale, Qt::Key_End);
        QCOMPARE(ends(first), ends(second));

        QTest::mouseClick(second->findChild<QToolButton*>(QStringLiteral("removePane")), Qt::LeftButton);
        QCOMPARE(panes->panes().size(), std::size_t(1));
        QCOMPARE(panes->active(), first);
        for (int i = 0; i < 10; ++i)
            QTest::mouseClick(find<QPushButton>("addPane"), Qt::LeftButton);
        QCOMPARE(panes->panes().size(), InspectPanes::most);
        QVERIFY(!find<QPushButton>("addPane")->isEnabled());
    }

    void theLookChangesThePictureOnly()
    {
        openAndLook();
        const auto explanation = pane().explanation();
        const QImage before = pane().view()->picture();
        auto* opacity = find<SliderBox>("opacity");
        opacity->slider()->setFocus();
        QTest::keyClick(opacity->slider(), Qt::Key_End);
        QVERIFY(pane().view()->picture() != before);
        QCOMPARE(pane().explanation(), explanation);

        auto* divider = find<QCheckBox>("divider");
        QVERIFY(!pane().view()->divider());
        QTest::mouseClick(divider, Qt::LeftButton, {}, QPoint(8, divider->height() / 2));
        QCOMPARE(pane().view()->divider().value_or(-1), 0.5);
        QTest::keyClick(pane().view(), Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(*pane().view()->divider() > 0.5);
        auto* view = pane().view();
        const QPoint middle = view->rect().center();
        const int grip = middle.x() + int((*view->divider() - 0.5) * view->picture().width() * view->sight().scale);
        QTest::mousePress(view, Qt::LeftButton, {}, QPoint(grip, middle.y()));
        QTest::mouseMove(view, QPoint(grip - 60, middle.y()));
        QTest::mouseRelease(view, Qt::LeftButton, {}, QPoint(grip - 60, middle.y()));
        QVERIFY(*view->divider() < 0.5);
    }

    void everyMethodOfTheTableShowsAMapOrSaysWhyNot()
    {
        openAndLook();
        QVERIFY(!explanationMethods().empty());
        for (const MethodFact& method : explanationMethods()) {
            ExplainOrder order;
            order.method = method.id;
            order.settings.riseMasks = 40;
            order.settings.limeSamples = 40;
            order.settings.evidenceSamples = 1;
            pane().setOrder(order);
            QTRY_VERIFY_WITH_TIMEOUT(!pane().working(), kLong);
            const auto* note = pane().findChild<InlineNote*>();
            const bool refused = note->isVisible() && !note->text().isEmpty();
            QVERIFY2(refused || (pane().explanation() && pane().explanation()->method == method.id), method.id.c_str());
            QCOMPARE(refused, pane().explanation() == nullptr);
            QCOMPARE(pane().findChild<MethodBox*>()->method(), method.id);
        }
    }

    void aSlowMethodIsStopped()
    {
        openAndLook();
        const MethodFact* slow = firstMethod([](const MethodFact& method) { return method.id == "rise"; });
        if (!slow)
            slow = firstMethod([](const MethodFact& method) { return method.slow; });
        QVERIFY(slow);
        ExplainOrder order;
        order.method = slow->id;
        order.settings.riseMasks = 500000;
        order.settings.chunk = 4;
        pane().setOrder(order);
        QVERIFY(pane().working());
        auto* stop = pane().findChild<QToolButton*>(QStringLiteral("stop"));
        QTRY_VERIFY_WITH_TIMEOUT(stop->isVisible(), kLong);
        QTest::mouseClick(stop, Qt::LeftButton);
        QVERIFY(!pane().working());
        // Something quick is there within a moment.
        order.method = "grad-cam";
        pane().setOrder(order);
        QTRY_VERIFY_WITH_TIMEOUT(pane().explanation() && pane().explanation()->method == "grad-cam", 5000);
    }

    void goesAwayInTheMidstOfAnExplanation()
    {
        openAndLook();
        const MethodFact* slow = firstMethod([](const MethodFact& method) { return method.slow; });
        QVERIFY(slow);
        ExplainOrder order;
        order.method = slow->id;
        order.settings.riseMasks = 500000;
        order.settings.limeSamples = 100000;
        order.settings.chunk = 4;
        pane().setOrder(order);
        QVERIFY(pane().working());
        QElapsedTimer clock;
        clock.start();
        m_page.reset();
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
    }

    void settingsOfAMethodPopUp()
    {
        openAndLook();
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

    void hidesPartsAndAsksAgain()
    {
        openAndLook();
        showTab(1);
        auto* tab = find<OccludeTab>();
        auto* threshold = tab->findChild<SliderBox*>(QStringLiteral("threshold"));
        threshold->slider()->setFocus();
        QTest::keyClick(threshold->slider(), Qt::Key_Home); // everything above 0
        const auto after = [&] { return tab->answers()->answers()->index(0).data(AnswerModel::AfterRole); };
        QTRY_VERIFY_WITH_TIMEOUT(after().isValid(), kLong);
        QVERIFY(tab->answers()->isVisible());

        QTest::mouseClick(tab->findChild<QPushButton*>(QStringLiteral("clear")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!after().isValid(), kLong);
        // The brush hides and, with the right button, shows again.
        auto* view = tab->findChild<InspectView*>(QStringLiteral("occluded"));
        auto* brush = tab->findChild<QSlider*>(QStringLiteral("brush"));
        brush->setValue(40);
        const QPoint middle = view->rect().center();
        QTest::mouseClick(view, Qt::LeftButton, {}, middle);
        QTRY_VERIFY_WITH_TIMEOUT(after().isValid(), kLong);
        QVERIFY(tab->mask().at(16, 16) > 0.5F);
        QVERIFY(tab->mask().at(0, 0) < 0.5F);
        QTest::mouseClick(view, Qt::RightButton, {}, middle);
        QVERIFY(tab->mask().at(16, 16) < 0.5F);
    }

    void showsTheMapOverTime()
    {
        openAndLook();
        showTab(2);
        auto* tab = find<CheckpointTab>();
        const auto count = int(m_page->inspector()->model().checkpoints.size());
        QVERIFY(count >= 3);
        QTRY_COMPARE_WITH_TIMEOUT(tab->count(), count, kLong);
        const QImage first = tab->view()->picture();
        tab->slider()->setFocus();
        QTest::keyClick(tab->slider(), Qt::Key_End);
        QCOMPARE(tab->slider()->value(), count - 1);
        QVERIFY(tab->view()->picture() != first);
    }

    void measuresTheCurvesOfAllPanes()
    {
        openAndLook();
        QTest::mouseClick(find<QPushButton>("addPane"), Qt::LeftButton);
        awaitMap();
        showTab(3);
        auto* tab = find<FaithfulnessTab>();
        QTest::mouseClick(tab->findChild<QPushButton*>(QStringLiteral("measure")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(tab->measured(), 2, kLong);
        QVERIFY(tab->insertion()->hasSeries(QStringLiteral("0")));
        QVERIFY(tab->deletion()->hasSeries(QStringLiteral("1")));
        // Curves of other maps are taken away.
        pane().chooseClass(1);
        QTRY_COMPARE_WITH_TIMEOUT(tab->measured(), 0, kLong);
    }

    void anotherInputHoldsAndIsRemembered()
    {
        openAndLook();
        auto* editor = find<InputEditor>();
        InputFormat format = editor->format();
        QCOMPARE(format.side, 32);
        auto* tabs = find<ModelPanel>()->findChild<QTabWidget*>();
        tabs->setCurrentIndex(1);
        auto* side = editor->findChild<QSpinBox*>(QStringLiteral("side"));
        side->setFocus();
        side->selectAll();
        QTest::keyClicks(side, QStringLiteral("48"));
        QTest::keyClick(side, Qt::Key_Tab);
        QSignalSpy changed(m_page->inspector(), &Inspector::inputChanged);
        QTest::mouseClick(editor->findChild<QPushButton*>(QStringLiteral("apply")), Qt::LeftButton);
        QVERIFY(changed.wait(kLong));
        QTRY_VERIFY_WITH_TIMEOUT(pane().explanation() && pane().heat().width == 48, kLong);
        Inspector again;
        again.setDevice(QStringLiteral("cpu"));
        QSignalSpy opened(&again, &Inspector::opened);
        again.openPath(run());
        QVERIFY(opened.wait(kLong));
        QCOMPARE(again.model().input.side, 48);
        // Back, for the tests that follow.
        format.side = 32;
        QSignalSpy back(&again, &Inspector::inputChanged);
        again.setInput(format, true);
        QVERIFY(back.wait(kLong));
    }

    void classNamesAreReadFromAFile()
    {
        const QString path = m_folder.filePath(QStringLiteral("names.txt"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("dog\r\n\ncat\n\n") > 0);
        file.close();
        const auto names = InputEditor::readClassNames(path);
        QVERIFY(names.ok());
        QVERIFY(*names == (std::vector<std::string>{ "dog", "", "cat" }));
        const auto none = InputEditor::readClassNames(m_folder.filePath(QStringLiteral("none.txt")));
        QVERIFY(!none.ok() && none.error().what.find("none.txt") != std::string::npos);
    }

    void takesPicturesAlong()
    {
        openAndLook();
        find<QAction>("copyOverlay")->trigger();
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
        QVERIFY(exportName(pane(), *m_page->inspector()).startsWith(QStringLiteral("1 grad-cam")));
    }
};

LOOKAWAY_TEST(tst_inspect_page, InspectPageTest)
#include "tst_inspect_page.moc"
