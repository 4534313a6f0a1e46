// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "figure/BatchFigure.h"

#include <QTest>

#include <limits>

using namespace lookaway;

namespace {

/// 2 x 2: the first pixel is hot and hidden.
OccludedPicture pictureOf()
{
    OccludedPicture picture;
    picture.original = Image(2, 2);
    std::fill(picture.original.pixels.begin(), picture.original.pixels.end(), std::uint8_t{ 200 });
    picture.heat = HeatMap(2, 2);
    picture.heat.values = { 1, 0, 0, 0 };
    picture.mask = picture.heat;
    picture.occluded = picture.original;
    std::fill_n(picture.occluded.pixels.begin(), 3, std::uint8_t{ 0 });
    picture.label = 1;
    picture.predicted = 1;
    picture.share = 0.25;
    picture.lossBefore = 0.1;
    picture.probabilityBefore = 0.9;
    picture.lossAfter = 1.5;
    picture.probabilityAfter = 0.22;
    return picture;
}

BatchOccluded batchOf(std::size_t pictures)
{
    BatchOccluded batch;
    batch.epoch = 2;
    batch.step = 6;
    batch.settings.layer = "layer4";
    batch.settings.threshold = 0.85;
    batch.pictures.assign(pictures, pictureOf());
    return batch;
}

} // namespace

class BatchFigureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fourPicturesInARow();
    void saysWhatChanged();
    void leavesOutWhatNobodyMeasured();
    void constantMapsHideNothing();
};

void BatchFigureTest::fourPicturesInARow()
{
    FigureStyle style;
    style.opacity = 1;
    style.panelLetters = true;
    const auto sheet = sheetOf(batchOf(2), { "cat", "dog" }, style);
    QCOMPARE(sheet.columnTitles.size(), 4);
    QCOMPARE(sheet.cells.size(), std::size_t(2));
    const auto& row = sheet.cells[1];
    QCOMPARE(row.size(), std::size_t(4));
    QCOMPARE(row[0].picture.pixelColor(0, 0), QColor(200, 200, 200));
    const Rgb hot = colorAt(style.colors, 1);
    QCOMPARE(row[1].picture.pixelColor(0, 0), QColor(hot.red, hot.green, hot.blue));
    QCOMPARE(row[2].picture.pixelColor(0, 0), QColor(Qt::white)); // hidden
    QCOMPARE(row[2].picture.pixelColor(1, 1), QColor(Qt::black));
    QCOMPARE(row[3].picture.pixelColor(0, 0), QColor(Qt::black));
    QCOMPARE(row[0].letter, QStringLiteral("(e)"));
}

void BatchFigureTest::saysWhatChanged()
{
    auto batch = batchOf(1);
    batch.pictures[0].predicted = 7;
    const auto sheet = sheetOf(batch, { "cat", "dog" }, {});
    QCOMPARE(sheet.rows[0].title, QStringLiteral("dog"));
    QCOMPARE(sheet.rows[0].subtitle, QStringLiteral("says class\u00a07"));
    QCOMPARE(sheet.cells[0][0].notes, QStringList({ "p\u00a0=\u00a00.90", "loss\u00a00.100" }));
    QCOMPARE(sheet.cells[0][2].notes, QStringList({ "25\u00a0% hidden" }));
    QCOMPARE(sheet.cells[0][3].notes, QStringList({ "p\u00a0=\u00a00.22", "loss\u00a01.500" }));
    const auto note = sheet.scales[0].note;
    QVERIFY2(note.contains("epoch 3, mini-batch 7") && note.contains("layer4") && note.contains("threshold 0.85"),
        note.toUtf8());
}

void BatchFigureTest::leavesOutWhatNobodyMeasured()
{
    auto batch = batchOf(1);
    batch.pictures[0].lossAfter = batch.pictures[0].probabilityAfter = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(sheetOf(batch, {}, {}).cells[0][3].notes.isEmpty());
}

void BatchFigureTest::constantMapsHideNothing()
{
    auto batch = batchOf(1);
    batch.pictures[0].heat.values = { 0, 0, 0, 0 };
    const auto sheet = sheetOf(batch, {}, {});
    QCOMPARE(sheet.cells[0][1].notes, QStringList({ "no heat" }));
    QCOMPARE(sheet.cells[0][2].notes, QStringList({ "nothing hidden" }));
    QVERIFY(sheetOf(BatchOccluded(), {}, {}).cells.empty());
}

LOOKAWAY_TEST(tst_batch_figure, BatchFigureTest)
#include "tst_batch_figure.moc"
