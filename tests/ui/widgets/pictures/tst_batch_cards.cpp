// SPDX-License-Identifier: MIT
// What the batch strip is put together from.
#include "SampleBatch.h"
#include "widgets/pictures/BatchHistory.h"
#include "widgets/pictures/BatchStripControls.h"
#include "widgets/pictures/CardModel.h"

#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QSignalSpy>
#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

class BatchCardsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
};

LOOKAWAY_TEST(tst_batch_cards, BatchCardsTest)
#include "tst_batch_cards.moc"
