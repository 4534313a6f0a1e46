// SPDX-License-Identifier: MIT
#include "StripFixture.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"

#include "TestMain.h"

#include <QAction>
#include <QCheckBox>
#include <QFileDialog>
#include <QMessageBox>
#include <QSlider>
#include <QTemporaryDir>

#include <cmath>

using namespace lookaway;
using namespace lookaway::test;

class BatchStripTest : public QObject {
    Q_OBJECT

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

    void saysOnceWhyANumberIsMissing()
    {
        BatchStrip strip;
        open(strip);
        const auto* note = strip.findChild<InlineNote*>();
        showAndWait(strip, sampleBatch(4));
        QVERIFY(!note->isVisible());
        BatchOccluded batch = *sampleBatch(4, 32, 1);
        for (auto& picture : batch.pictures)
            picture.lossAfter = std::nan("");
        showAndWait(strip, std::make_shared<const BatchOccluded>(std::move(batch)));
        QVERIFY(note->isVisible() && note->text().startsWith(u'–'));
        strip.clear();
        QVERIFY(!note->isVisible());
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
        QCOMPARE(changeText(0.1, std::nan("")), QStringLiteral("0.100 → –")); // not measured
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
};

LOOKAWAY_TEST(tst_batch_strip, BatchStripTest)
#include "tst_batch_strip.moc"
