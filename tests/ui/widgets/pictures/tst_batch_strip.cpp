// SPDX-License-Identifier: MIT
#include "SampleBatch.h"
#include "widgets/EmptyState.h"
#include "widgets/pictures/BatchStrip.h"
#include "widgets/pictures/BatchStripControls.h"
#include "widgets/pictures/CardModel.h"
#include "widgets/pictures/CardView.h"

#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <cmath>

using namespace lookaway;
using test::sampleBatch;

class BatchStripTest : public QObject {
    Q_OBJECT

    static void open(BatchStrip& strip)
    {
        strip.setClasses({ "airliner", "bakery", "convertible" });
        strip.resize(1000, 700);
        strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&strip));
    }
    static CardView& viewOf(BatchStrip& strip) { return *strip.findChild<CardView*>(); }
    static QString place(BatchStrip& strip) { return strip.findChild<QLabel*>(QStringLiteral("place"))->text(); }
    static QPoint middleOf(CardView& view, int row) { return view.visualRect(view.model()->index(row, 0)).center(); }
    /// Shows a batch and waits until it is on display.
    static void showAndWait(BatchStrip& strip, std::shared_ptr<const BatchOccluded> batch)
    {
        QSignalSpy displayed(&viewOf(strip), &CardView::displayed);
        strip.show(std::move(batch));
        QTRY_VERIFY(displayed.count() > 0);
    }

private Q_SLOTS:
    void aFigureOfTheMiniBatch()
    {
        QTemporaryDir folder;
        BatchStrip strip;
        open(strip);
        QSignalSpy saved(&strip, &BatchStrip::saved);
        QSignalSpy failed(&strip, &BatchStrip::saveFailed);
        strip.saveFigure(folder.filePath("none.png"));
        QCOMPARE(failed.count(), 1);
        showAndWait(strip, sampleBatch(2, 32, 7));
        strip.saveFigure(folder.filePath("batch.png"));
        QVERIFY(saved.isEmpty()); // it is written while the window goes on
        QTRY_COMPARE(saved.count(), 1);
        const QImage picture(folder.filePath("batch.png"));
        // 114 mm at 300 dpi; four pictures beside each other are wider than two rows are high.
        QVERIFY(std::abs(picture.width() - 1346) <= 1 && picture.height() < picture.width());
        strip.saveFigure(folder.filePath("batch.pdf"));
        QTRY_COMPARE(saved.count(), 2);
        QVERIFY(QFileInfo(folder.filePath("batch.pdf")).size() > 1000);
        strip.saveFigure(folder.filePath("batch.doc"));
        QTRY_COMPARE(failed.count(), 2);
        const auto boxes = strip.findChildren<QMessageBox*>();
        QVERIFY(boxes.size() == 2 && boxes.back()->text().contains(QStringLiteral("batch.doc")));
        qDeleteAll(boxes);
        // While the dialog asks where, another mini-batch comes; the one that was clicked on is saved.
        viewOf(strip).findChild<QAction*>("saveBatch_png")->trigger();
        auto* dialog = strip.findChild<QFileDialog*>();
        QVERIFY(dialog && viewOf(strip).findChild<QAction*>("saveBatch_svg"));
        showAndWait(strip, sampleBatch(5, 32, 8));
        Q_EMIT dialog->fileSelected(folder.filePath("clicked.png"));
        QTRY_COMPARE(saved.count(), 3);
        QCOMPARE(QImage(folder.filePath("clicked.png")).size(), picture.size());
        dialog->reject();
    }

    void historyIsBounded()
    {
        BatchHistory history(3, std::size_t{ 1 } << 30);
        for (int i = 0; i < 5; ++i)
            history.push(sampleBatch(2, 8, i));
        QCOMPARE(history.size(), 3);
        QCOMPARE(history.at(0).batch->step, std::int64_t{ 2 });
        QCOMPARE(history.positionOf(2), -1);
        QCOMPARE(history.positionOf(4), 1);
        // Two pictures of 8 x 8: two of 3 bytes and two of 4 bytes a pixel.
        QCOMPARE(history.bytes(), std::size_t{ 3 * 2 * 64 * (6 + 8) });
        history.setBudget(2000);
        QCOMPARE(history.size(), 1);
        history.setBudget(1);
        QCOMPARE(history.size(), 1); // the newest stays
        history.clear();
        QCOMPARE(history.bytes(), std::size_t{ 0 });
    }

    void modelIsSound()
    {
        CardModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto batch = sampleBatch(5, 8);
        std::vector<PictureCard> cards;
        for (std::size_t i = 0; i < 5; ++i)
            cards.push_back(
                { i, { batch, &batch->pictures[i] }, QStringLiteral("c"), QStringLiteral("d"), {}, {}, false });
        model.setCards(cards);
        QCOMPARE(model.rowCount(), 5);
        cards.resize(2);
        model.setCards(cards);
        QCOMPARE(model.rowCount(), 2);
        model.setPinned(1, true);
        QVERIFY(model.data(model.index(1), Qt::AccessibleTextRole).toString().contains(QStringLiteral("pinned")));
        model.setCards({});
        QCOMPARE(model.rowCount(), 0);
    }

    void saysWhatWillAppear()
    {
        BatchStrip strip;
        open(strip);
        auto* empty = strip.findChild<EmptyState*>();
        QVERIFY(empty->isVisible());
        QVERIFY(empty->title().contains(QStringLiteral("Occluded mini-batches appear")));
        DistractionSettings baseline;
        strip.setDistraction(baseline);
        QVERIFY(empty->title().contains(QStringLiteral("hides nothing")));
        DistractionSettings zero;
        zero.fill = FillKind::Zero;
        zero.p = 0.25;
        strip.setDistraction(zero);
        QVERIFY(empty->text().contains(QStringLiteral("one in 4")));
        showAndWait(strip, sampleBatch(4));
        QVERIFY(!empty->isVisible());
        strip.clear();
        QVERIFY(empty->isVisible());
    }

    void showsEveryPictureWithItsNumbers()
    {
        BatchStrip strip;
        open(strip);
        showAndWait(strip, sampleBatch(8, 32, 119, 2));
        CardView& view = viewOf(strip);
        QCOMPARE(view.count(), 8);
        QCOMPARE(place(strip), QStringLiteral("epoch 3, mini-batch 120 (1 of 1)"));
        const QString text = view.model()->index(3, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY(text.contains(QStringLiteral("airliner")));
        QVERIFY(text.contains(QStringLiteral("Loss 0.430 before, 0.860 after")));
        QVERIFY(text.contains(QStringLiteral("Predicted before: bakery")));
        QVERIFY2(text.contains(QStringLiteral("Occlusion: zero, salient, threshold 0.85, layer4")), qPrintable(text));
        QCOMPARE(changeText(0.43, 0.86), QStringLiteral("0.430 → 0.860 ▲"));
        QCOMPARE(changeText(0.86, 0.43), QStringLiteral("0.860 → 0.430 ▼"));
        QCOMPARE(changeText(0.1, 0.10001), QStringLiteral("0.100 → 0.100 ="));
        QCOMPARE(changeText(0.1, std::nan("")), QStringLiteral("0.100 → ?")); // not measured
    }

    void drawsTheFourPictures()
    {
        const OccludedPicture picture = test::samplePicture(32, 0);
        CardStyle style;
        style.side = 32;
        style.opacity = 1;
        const QImage tiles = composeCard(picture, style, 1);
        const int hotX = 8; // centre of the heat of picture 0: 0.25, 0.3 of 32
        const int hotY = 9;
        const int step = 36;
        QCOMPARE(tiles.width(), 4 * 32 + 3 * 4);
        const std::uint8_t* pixel = picture.original.at(hotX, hotY);
        QCOMPARE(tiles.pixelColor(hotX, hotY), QColor(pixel[0], pixel[1], pixel[2]));
        QVERIFY(tiles.pixelColor(step + hotX, hotY).lightness() > 150); // inferno's hot end
        QCOMPARE(tiles.pixelColor(2 * step + hotX, hotY), QColor(Qt::white));
        QCOMPARE(tiles.pixelColor(3 * step + hotX, hotY), QColor(Qt::black));
        style.original = style.overlay = style.mask = false;
        QCOMPARE(composeCard(picture, style, 2).width(), 64);
    }

    void cardsFillTheLine()
    {
        BatchStrip strip;
        open(strip);
        showAndWait(strip, sampleBatch(8));
        CardView& view = viewOf(strip);
        for (const int width : { 1000, 730, 560 }) {
            strip.resize(width, 600);
            const auto right = [&] { return view.visualRect(view.model()->index(view.columns() - 1, 0)).right(); };
            const int most = cardSize(widened(CardStyle(), 10000), view.font()).width();
            QTRY_VERIFY(
                view.viewport()->width() - right() < 20 || view.visualRect(view.model()->index(0, 0)).width() >= most);
            QVERIFY(right() < view.viewport()->width());
        }
    }

    void latestWins()
    {
        BatchStrip strip;
        open(strip);
        QSignalSpy displayed(&viewOf(strip), &CardView::displayed);
        for (int i = 0; i < 40; ++i)
            strip.show(sampleBatch(4, 32, i));
        QTRY_VERIFY(displayed.count() > 0);
        QTRY_VERIFY(
            viewOf(strip).count() > 0 && viewOf(strip).card(0).origin.contains(QStringLiteral("mini-batch 40")));
        QVERIFY(displayed.count() <= 2);
        QCOMPARE(strip.history().size(), 40);
    }

    void drawingTakesAFiftiethOfTheTime()
    {
        BatchStrip strip;
        open(strip);
        CardView& view = viewOf(strip);
        QElapsedTimer timer;
        timer.start();
        std::vector<qint64> times;
        std::vector<qint64> pauses;
        connect(&view, &CardView::displayed, &view, [&] {
            times.push_back(timer.elapsed());
            pauses.push_back(std::min<qint64>(2000, view.displayCost().count() * 50 / 1000));
        });
        for (int i = 0; times.size() < 4 && timer.elapsed() < 10000; ++i) {
            strip.show(sampleBatch(8, 32, i));
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        }
        QVERIFY(times.size() >= 3);
        for (std::size_t i = 1; i < times.size(); ++i)
            QVERIFY2(
                times[i] - times[i - 1] >= pauses[i - 1] - 5, qPrintable(QString::number(times[i] - times[i - 1])));
    }

    void composesNothingWhileHidden()
    {
        BatchStrip strip;
        strip.resize(600, 400);
        strip.show(sampleBatch(4));
        QSignalSpy displayed(&viewOf(strip), &CardView::displayed);
        QCoreApplication::processEvents();
        QVERIFY(!displayed.wait(100));
        strip.show();
        QTRY_COMPARE(displayed.count(), 1);
    }

    void scrubsBackAndFollowsAgain()
    {
        BatchStrip strip;
        open(strip);
        strip.setHistoryLength(10);
        for (int i = 0; i < 17; ++i)
            strip.show(sampleBatch(4, 16, i));
        auto* history = strip.findChild<QSlider*>(QStringLiteral("history"));
        auto* follow = strip.findChild<QCheckBox*>(QStringLiteral("follow"));
        QTRY_COMPARE(place(strip), QStringLiteral("epoch 1, mini-batch 17 (10 of 10)"));
        QTest::keyClick(history, Qt::Key_Left);
        QCOMPARE(place(strip), QStringLiteral("epoch 1, mini-batch 16 (9 of 10)"));
        QVERIFY(!follow->isChecked());
        strip.show(sampleBatch(4, 16, 17)); // does not interrupt
        QCOMPARE(place(strip), QStringLiteral("epoch 1, mini-batch 16 (8 of 10)"));
        for (int i = 18; i < 40; ++i)
            strip.show(sampleBatch(4, 16, i));
        QVERIFY(place(strip).contains(QStringLiteral("mini-batch 16 (older")));
        QTest::mouseClick(follow, Qt::LeftButton);
        QCOMPARE(place(strip), QStringLiteral("epoch 1, mini-batch 40 (10 of 10)"));
        QTRY_VERIFY(
            viewOf(strip).count() > 0 && viewOf(strip).card(0).origin.contains(QStringLiteral("mini-batch 40")));
    }

    void clickPinsAcrossMiniBatches()
    {
        BatchStrip strip;
        open(strip);
        showAndWait(strip, sampleBatch(6, 32, 0));
        CardView& view = viewOf(strip);
        const std::uint64_t id = view.card(2).id;
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, middleOf(view, 2));
        QVERIFY(view.card(2).pinned);
        QCOMPARE(strip.pinned().size(), std::size_t{ 1 });
        showAndWait(strip, sampleBatch(6, 32, 1));
        QCOMPARE(view.count(), 7);
        QCOMPARE(view.card(0).id, id);
        QVERIFY(view.card(0).pinned);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, middleOf(view, 0));
        QVERIFY(strip.pinned().empty());
    }

    void doubleClickAndEnterOpen()
    {
        BatchStrip strip;
        open(strip);
        showAndWait(strip, sampleBatch(6));
        CardView& view = viewOf(strip);
        QSignalSpy activated(&strip, &BatchStrip::pictureActivated);
        const QPoint place = middleOf(view, 1);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.at(0).at(0).value<PictureCard>().id, view.card(1).id);
        QVERIFY(strip.pinned().empty());
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.currentIndex().row(), 2);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(activated.count(), 2);
        QTest::keyClick(&view, Qt::Key_P);
        QCOMPARE(strip.pinned().size(), std::size_t{ 1 });
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.currentIndex().row(), 5);
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(view.currentIndex().row(), 5 - view.columns());
    }

    void filtersWhatHidesNothing()
    {
        BatchStrip strip;
        open(strip);
        showAndWait(strip, sampleBatch(10));
        QTest::mouseClick(
            strip.findChild<QCheckBox*>(QStringLiteral("hiddenOnly")), Qt::LeftButton, {}, QPoint(10, 10));
        QTRY_COMPARE(viewOf(strip).count(), 8);
        for (int row = 0; row < 8; ++row)
            QVERIFY(viewOf(strip).card(row).picture->share > 0);
    }

    void oneKindOfPictureStays()
    {
        BatchStripControls controls;
        controls.show();
        QSignalSpy changed(&controls, &BatchStripControls::styleChanged);
        for (auto* box : controls.findChildren<QCheckBox*>())
            if (box->objectName().isEmpty())
                QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(10, box->height() / 2));
        QCOMPARE(controls.style().columns(), 1);
        QVERIFY(changed.count() >= 3);
    }

    void aLargeBatchHoldsNothingUp()
    {
        BatchStrip strip;
        open(strip);
        QSignalSpy displayed(&viewOf(strip), &CardView::displayed);
        strip.show(sampleBatch(64, 224));
        QElapsedTimer timer;
        qint64 longest = 0;
        while (displayed.isEmpty() && longest < 5000) {
            timer.start();
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
            longest = std::max(longest, timer.elapsed());
        }
        qInfo("longest turn of the event loop: %lld ms", static_cast<long long>(longest));
        // A frame and a generous margin for a loaded machine; composing all in view at once takes longer.
        QVERIFY2(longest < 100, qPrintable(QString::number(longest)));
    }
};

LOOKAWAY_TEST(tst_batch_strip, BatchStripTest)
#include "tst_batch_strip.moc"
