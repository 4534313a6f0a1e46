// SPDX-License-Identifier: MIT
#include "pages/data/ClassBalance.h"
#include "pages/data/DataPage.h"
#include "pages/data/LargePicture.h"
#include "pages/data/PictureBrowser.h"
#include "pages/data/PreviewPane.h"
#include "pages/data/ProblemsTable.h"
#include "pages/data/SurveySummary.h"
#include "session/Session.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"
#include "widgets/forms/PathEdit.h"
#include "widgets/forms/SettingsForm.h"
#include "widgets/pictures/CaptionedPictures.h"
#include "widgets/pictures/PictureView.h"
#include "widgets/pictures/TileView.h"

#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <QUrl>

#include <algorithm>

using namespace lookaway;

class DataPageTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    /// Eight pictures each of two classes; one of the tulips is a file of text.
    void drawPictures()
    {
        const QDir root(m_folder.path());
        for (const char* name : { "daffodil", "tulip" }) {
            QVERIFY(root.mkpath(QString::fromLatin1(name)));
            for (int i = 0; i < 8; ++i) {
                QImage picture(60 + i, 40, QImage::Format_RGB32);
                picture.fill(QColor(20 * i, 120, 200));
                QVERIFY(
                    picture.save(root.filePath(QStringLiteral("%1/picture_%2.png").arg(QLatin1String(name)).arg(i))));
            }
        }
        QFile broken(root.filePath(QStringLiteral("tulip/broken.jpg")));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("no picture at all");
    }

    /// Answers the page as the window does, with the real survey.
    static void answer(DataPage& page, Session& session)
    {
        QObject::connect(&page, &DataPage::surveyRequested, &page, [&page, &session](const DataSettings& data) {
            session.wait();
            const auto started = session.start(surveyJob(data, 1, [&page](std::shared_ptr<const Survey> survey) {
                QMetaObject::invokeMethod(
                    &page, [&page, survey] { page.showSurvey(survey); }, Qt::QueuedConnection);
            }));
            QVERIFY(started.ok());
        });
    }
    static void open(DataPage& page)
    {
        page.resize(1200, 760);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
    }
    static PictureBrowser& browserOf(DataPage& page) { return *page.findChild<PictureBrowser*>(); }
    static TileView& tilesOf(DataPage& page) { return *browserOf(page).findChild<TileView*>(); }
    static void clickTile(DataPage& page, int row)
    {
        TileView& view = tilesOf(page);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(view.model()->index(row, 0)).center());
    }
    static EventSink sinkTo(DataPage& page)
    {
        return [&page](const Event& event) {
            if (const auto* end = std::get_if<RunFinished>(&event); end && end->outcome == RunFinished::Outcome::Failed)
                QMetaObject::invokeMethod(
                    &page, [&page, error = end->error] { page.showError(error); }, Qt::QueuedConnection);
        };
    }

private Q_SLOTS:
    void initTestCase() { drawPictures(); }

    void saysWhatADataFolderLooksLike()
    {
        DataPage page;
        open(page);
        QSignalSpy demo(&page, &DataPage::demoRequested);
        auto* empty = page.findChild<EmptyState*>(QStringLiteral("empty"));
        QVERIFY(empty->isVisible());
        QVERIFY(empty->text().contains(QStringLiteral("one folder per class")));
        QTest::mouseClick(empty->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(demo.count(), 1);
    }

    void looksThroughABrokenDataSet()
    {
        DataPage page;
        Session session(sinkTo(page));
        answer(page, session);
        open(page);
        auto* edit = page.findChild<PathEdit*>()->lineEdit();
        edit->setFocus();
        QTest::keyClicks(edit, m_folder.path());
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(browserOf(page).isVisible());
        QCOMPARE(browserOf(page).model().rowCount(), 16);
        QCOMPARE(page.config().data.path, m_folder.path().toStdString());
        const QString note = page.findChild<SurveySummary*>()->findChild<InlineNote*>()->text();
        QVERIFY2(note.contains(QStringLiteral("One file")), qPrintable(note));
        auto* problems = page.findChild<ProblemsTable*>();
        QVERIFY(problems->text().contains(QStringLiteral("broken.jpg")));
        auto* model = problems->findChild<QTreeView*>()->model();
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model->rowCount(), 1);
        const QString reason = model->index(0, 1).data().toString();
        QVERIFY2(reason.size() > 10 && !reason.contains(m_folder.path()), qPrintable(reason));
    }

    void saysWhyDataCannotBeUsed()
    {
        DataPage page;
        Session session(sinkTo(page));
        answer(page, session);
        open(page);
        page.openPath(m_folder.filePath(QStringLiteral("nowhere")));
        const auto states = page.findChildren<EmptyState*>();
        QTRY_VERIFY(std::any_of(states.begin(), states.end(), [](EmptyState* state) {
            return state->isVisible() && state->title().contains(QStringLiteral("nowhere"));
        }));
    }

    void dropsAreOpened()
    {
        DataPage page;
        open(page);
        QSignalSpy survey(&page, &DataPage::surveyRequested);
        QMimeData data;
        data.setUrls({ QUrl::fromLocalFile(m_folder.path()) });
        QDragEnterEvent enter({ 50, 300 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({ 50, 300 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&page, &drop);
        QCOMPARE(survey.count(), 1);
        QCOMPARE(survey.at(0).at(0).value<DataSettings>().path, m_folder.path().toStdString());
    }

    void browsesAndFilters()
    {
        DataPage page;
        Session session(sinkTo(page));
        answer(page, session);
        open(page);
        page.openPath(m_folder.path());
        QTRY_VERIFY(browserOf(page).isVisible());
        auto* text = browserOf(page).findChild<QLineEdit*>(QStringLiteral("text"));
        QTest::keyClicks(text, QStringLiteral("picture_3"));
        QTRY_COMPARE(browserOf(page).model().rowCount(), 2);
        QVERIFY(
            browserOf(page).findChild<QLabel*>(QStringLiteral("count"))->text().contains(QStringLiteral("2 of 16")));
        text->clear();
        // A click on a bar shows that class.
        auto* bars = page.findChild<ClassBalanceBars*>()->findChild<QListView*>();
        const QRect bar = bars->visualRect(bars->model()->index(1, 0));
        QTest::mouseClick(bars->viewport(), Qt::LeftButton, {}, bar.center());
        QTRY_COMPARE(browserOf(page).model().rowCount(), 8);
        QCOMPARE(
            browserOf(page).findChild<QComboBox*>(QStringLiteral("class"))->currentText(), QStringLiteral("tulip"));
        QTRY_VERIFY(!tilesOf(page).model()->index(0, 0).data(Qt::DecorationRole).isNull());
    }

    void aHiddenPageAsksForNothing()
    {
        DataPage page;
        QSignalSpy survey(&page, &DataPage::surveyRequested);
        Config config;
        config.data.path = m_folder.path().toStdString();
        page.setConfig(config);
        QVERIFY(!survey.wait(700));
        open(page);
        QTRY_COMPARE(survey.count(), 1);
    }

    void previewsTheChosenPicture()
    {
        DataPage page;
        Session session(sinkTo(page));
        answer(page, session);
        connect(&page, &DataPage::augmentationRequested, &page, [&page](const AugmentationRequest& request) {
            const auto pictures =
                augmentationPreview(request.picture, request.settings, request.side, request.count, request.seed);
            QVERIFY(pictures.ok());
            page.showAugmentation(request.picture, *pictures);
        });
        open(page);
        page.openPath(m_folder.path());
        QTRY_VERIFY(browserOf(page).isVisible());
        QSignalSpy asked(&page, &DataPage::augmentationRequested);
        clickTile(page, 2);
        QTRY_COMPARE(asked.count(), 1);
        auto* pane = page.findChild<AugmentationPane*>();
        const auto& shown = pane->findChild<CaptionedPictures*>()->pictures();
        QCOMPARE(shown.size(), std::size_t{ 12 });
        const QImage before = shown.at(3).picture.copy();
        QTest::mouseClick(pane->findChild<QPushButton*>(QStringLiteral("drawAgain")), Qt::LeftButton);
        QCOMPARE(asked.count(), 2);
        QVERIFY(shown.at(3).picture != before);
        // An answer for a picture that is no longer chosen is dropped.
        page.showAugmentation("another.png", {});
        QCOMPARE(shown.size(), std::size_t{ 12 });
    }

    void asksToExplainTheChosenPicture()
    {
        DataPage page;
        Session session(sinkTo(page));
        answer(page, session);
        open(page);
        page.setRuns({ { QStringLiteral("baseline"), QStringLiteral("/runs/baseline") } });
        page.openPath(m_folder.path());
        QTRY_VERIFY(browserOf(page).isVisible());
        clickTile(page, 1);
        page.findChild<PreviewPane*>()->findChild<QTabWidget*>()->setCurrentIndex(1);
        auto* pane = page.findChild<OcclusionPane*>();
        QSignalSpy asked(&page, &DataPage::occlusionRequested);
        auto* network = pane->findChild<QComboBox*>(QStringLiteral("network"));
        network->setFocus();
        QTest::keyClick(network, Qt::Key_Down);
        QTest::mouseClick(pane->findChild<QPushButton*>(QStringLiteral("explain")), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        const auto request = asked.at(0).at(0).value<OcclusionPreviewRequest>();
        QCOMPARE(request.run.string(), std::string("/runs/baseline"));
        QCOMPARE(request.label, std::int64_t{ 0 });
        OcclusionPreview preview;
        preview.input = Image(16, 16);
        preview.heat = HeatMap(16, 16);
        preview.layer = "layer4";
        preview.classes = { "daffodil", "tulip" };
        preview.probability = 0.75;
        preview.fills = { { FillKind::Zero, Image(16, 16), HeatMap(16, 16), 0.125, 0.25 } };
        page.showOcclusion(request.picture.string(), preview);
        const auto& shown = pane->findChild<CaptionedPictures*>()->pictures();
        QCOMPARE(shown.size(), std::size_t{ 3 });
        QCOMPARE(shown[2].note, QStringLiteral("p → 0.250 ▼"));
        QVERIFY(pane->findChild<InlineNote*>()->text().contains(QStringLiteral("12.5 %")));
        page.showOcclusionError(fail("No memory."));
        QCOMPARE(pane->findChild<InlineNote*>()->text(), QStringLiteral("No memory."));
    }

    void settingsChangeTheSplit()
    {
        DataPage page;
        Session session(sinkTo(page));
        answer(page, session);
        open(page);
        page.openPath(m_folder.path());
        QTRY_VERIFY(browserOf(page).isVisible());
        QSignalSpy changed(&page, &DataPage::configChanged);
        Config config = page.config();
        config.data.testShare = 0;
        auto* form = page.findChild<SettingsForm*>();
        form->setConfig(config);
        Q_EMIT form->changed();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(page.config().data.testShare, 0.0);
        QVERIFY(!page.findChildren<InlineNote*>().empty());
        QTest::mouseClick(page.findChild<QPushButton*>(QStringLiteral("lookThrough")), Qt::LeftButton);
        auto* part = browserOf(page).findChild<QComboBox*>(QStringLiteral("part"));
        QTRY_COMPARE(part->count(), 3); // all, training, validation
    }

    void opensAPictureLarge()
    {
        DataPage page;
        Session session(sinkTo(page));
        answer(page, session);
        open(page);
        page.openPath(m_folder.path());
        QTRY_VERIFY(browserOf(page).isVisible());
        TileView& view = tilesOf(page);
        const QPoint place = view.visualRect(view.model()->index(3, 0)).center();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, place);
        auto* dialog = page.findChild<LargePicture*>();
        QVERIFY(dialog && dialog->isVisible());
        QTRY_VERIFY(!dialog->view().picture().isNull());
    }

    void scrollsAHundredThousandPictures()
    {
        auto survey = std::make_shared<Survey>();
        survey->root = m_folder.path().toStdString();
        survey->classes = { "daffodil" };
        survey->parts.resize(1);
        survey->parts[0].name = "train";
        survey->parts[0].perClass = { 100000 };
        for (int i = 0; i < 100000; ++i)
            survey->parts[0].pictures.push_back(
                { survey->root + "/daffodil/picture_" + std::to_string(i % 8) + ".png", 0 });
        PictureBrowser browser;
        browser.resize(1000, 700);
        browser.setSurvey(survey);
        browser.show();
        QVERIFY(QTest::qWaitForWindowExposed(&browser));
        auto* view = browser.findChild<TileView*>();
        QVERIFY(view->verticalScrollBar()->maximum() > 1000000);
        for (int i = 0; i <= 200; ++i) { // how long a frame takes is the benchmark's affair
            view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() / 200 * i);
            view->viewport()->repaint();
            QCoreApplication::processEvents();
        }
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum());
        const auto last = view->model()->index(99999, 0);
        QVERIFY(last.isValid() && view->viewport()->rect().intersects(view->visualRect(last)));
    }
};

LOOKAWAY_TEST(tst_data_page, DataPageTest)
#include "tst_data_page.moc"
