// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "TinyData.h"
#include "session/runs/BatchSheet.h"

#include <QTest>

#include <cmath>

using namespace lookaway;
using namespace lookaway::test;

namespace {

/// One picture of a colour, hot in its left half, which is hidden by black.
OccludedPicture picture(int side, std::uint8_t red, std::int64_t label)
{
    OccludedPicture one;
    one.original = one.occluded = Image(side, side);
    one.heat = one.mask = HeatMap(side, side);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const bool hidden = x < side / 2;
            for (Image* image : { &one.original, &one.occluded }) {
                image->at(x, y)[0] = red;
                image->at(x, y)[1] = 60;
            }
            if (hidden)
                one.occluded.at(x, y)[0] = one.occluded.at(x, y)[1] = 0;
            one.heat.values[static_cast<std::size_t>(y) * side + x] = hidden ? 1.F : 0.F;
            one.mask.values[static_cast<std::size_t>(y) * side + x] = hidden ? 1.F : 0.F;
        }
    one.label = label;
    one.share = 0.5;
    one.lossBefore = 0.1;
    one.lossAfter = 1.2;
    one.probabilityBefore = 0.9;
    one.probabilityAfter = 0.3;
    return one;
}

using Colour = std::array<int, 3>;

Colour colourAt(const Image& image, int x, int y)
{
    const auto* pixel = image.at(x, y);
    return { pixel[0], pixel[1], pixel[2] };
}

} // namespace

class TestBatchSheet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fourPicturesInARow()
    {
        BatchOccluded batch;
        batch.pictures = { picture(160, 200, 0), picture(160, 120, 1) };
        const Image sheet = drawBatchSheet(batch, { "cat", "dog" });
        // Margin 16, header 80, columns of 160 with gaps of 8.
        const int top = 80 + 80;
        const int column = 168;
        QVERIFY((colourAt(sheet, 16 + 40, top) == Colour{ 200, 60, 0 }));
        QVERIFY((colourAt(sheet, 16 + 2 * column + 40, top) == Colour{ 255, 255, 255 }));
        QVERIFY((colourAt(sheet, 16 + 2 * column + 120, top) == Colour{ 0, 0, 0 }));
        QVERIFY((colourAt(sheet, 16 + 3 * column + 40, top) == Colour{ 0, 0, 0 }));
        QVERIFY((colourAt(sheet, 16 + 3 * column + 120, top) == Colour{ 200, 60, 0 }));
        QVERIFY((colourAt(sheet, 16 + 40, top + column) == Colour{ 120, 60, 0 }));
        // Inferno: the hot end is bright yellow, (252, 255, 164), the cold end nearly black, (0, 0, 4).
        const auto hot = colourAt(sheet, 16 + column + 40, top);
        const auto cold = colourAt(sheet, 16 + column + 120, top);
        QVERIFY(hot[1] > 150 && cold[1] < 40);
        for (int c = 0; c < 3; ++c) { // 55 % of the colour over 45 % of the picture
            const int below[3] = { 200, 60, 0 };
            const int end[3] = { 252, 255, 164 };
            QVERIFY(std::abs(hot[c] - (0.45 * below[c] + 0.55 * end[c])) < 1.5);
        }
    }

    void headerTellsTheScheme()
    {
        BatchOccluded batch;
        batch.pictures = { picture(160, 200, 0) };
        batch.settings.layer = "layer4";
        const Image sheet = drawBatchSheet(batch, { "cat" });
        // The second line of the header changes with each of the settings, the pictures below do not.
        const auto part = [&](const Image& image, int from, int to) {
            return std::vector<std::uint8_t>(image.at(0, from), image.at(0, to));
        };
        const auto differs = [&](const auto& change) {
            BatchOccluded other = batch;
            change(other.settings);
            const Image drawn = drawBatchSheet(other, { "cat" });
            return part(drawn, 30, 54) != part(sheet, 30, 54) && part(drawn, 0, 28) == part(sheet, 0, 28)
                && part(drawn, 80, sheet.height - 1) == part(sheet, 80, sheet.height - 1);
        };
        QVERIFY(differs([](DistractionSettings& settings) { settings.fill = FillKind::Blur; }));
        QVERIFY(differs([](DistractionSettings& settings) { settings.p = 0.125; }));
        QVERIFY(differs([](DistractionSettings& settings) { settings.threshold = 0.5; }));
        QVERIFY(differs([](DistractionSettings& settings) { settings.where = Where::LeastSalient; }));
        QVERIFY(differs([](DistractionSettings& settings) { settings.layer = "layer3"; }));
    }

    void smallProbabilitiesStayVisible()
    {
        const auto sheetFor = [](double probability) {
            BatchOccluded batch;
            batch.pictures = { picture(160, 200, 0) };
            batch.pictures[0].probabilityAfter = probability;
            return drawBatchSheet(batch, { "cat" }).pixels;
        };
        QVERIFY(sheetFor(0.0014) != sheetFor(0.0011)); // three digits would say 0.001 of both
        QVERIFY(sheetFor(0.00001) != sheetFor(0));
        QVERIFY(sheetFor(0.99999) != sheetFor(1));
        QVERIFY(sheetFor(0.4001) == sheetFor(0.4002));
    }

    void anyNamesAndSizes()
    {
        for (const int side : { 1, 32, 300 }) {
            BatchOccluded batch;
            batch.pictures = { picture(side, 200, 0), picture(side, 200, 7) };
            const std::string longName(500, 'W');
            const Image sheet = drawBatchSheet(batch, { "Ünïcödé 日本語 " + longName });
            QVERIFY(sheet.width > 500 && sheet.height > 256);
        }
        QVERIFY(drawBatchSheet({}, {}).height > 0);
    }

    void fileIsAPicture()
    {
        const Folder folder;
        BatchOccluded batch;
        batch.pictures = { picture(64, 200, 0) };
        QVERIFY(writeBatchSheet(folder / "sheet.png", batch, { "cat" }).ok());
        const cv::Mat read = cv::imread((folder / "sheet.png").string());
        const Image drawn = drawBatchSheet(batch, { "cat" });
        QCOMPARE(read.cols, drawn.width);
        QVERIFY(!writeBatchSheet(folder / "nowhere/sheet.png", batch, { "cat" }).ok());
    }
};

LOOKAWAY_TEST(tst_batch_sheet, TestBatchSheet)
#include "tst_batch_sheet.moc"
