// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "compare/Comparison.h"
#include "compare/MapPairs.h"
#include "session/inspect/MapHeat.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace lookaway;

namespace {

HeatMap mapOf(int width, int height, std::vector<float> values)
{
    HeatMap map(width, height);
    map.values = std::move(values);
    return map;
}

const float notANumber = std::numeric_limits<float>::quiet_NaN();

} // namespace

/// Expected values by hand.
class TestMapPairs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void overlapOfTinyMaps()
    {
        // Hot (above half of the maximum): 4, 3 of the one; 9, 5 of the other. Both: the first pixel.
        const auto map = mapOf(2, 2, { 4, 3, 2, 0 });
        const auto reference = mapOf(2, 2, { 9, 4.5F, 5, -8 });
        const auto overlap = hotOverlap(map, reference, 0.5);
        QVERIFY(overlap.has_value());
        QCOMPARE(overlap->iou, 1.0 / 3);
        QCOMPARE(overlap->kept, 1.0 / 2);
        QCOMPARE(overlap->own, 1.0 / 2);
        QVERIFY(hotRegionsOf(map, reference, 0.5).values == (std::vector<float>{ 3, 2, 1, 0 }));
        // At a tenth of the maximum, all but the last pixel of the one and all but the negative one of the other.
        const auto wide = hotOverlap(map, reference, 0.1);
        QVERIFY(wide->iou == 1 && wide->kept == 1 && wide->own == 0);
    }

    void overlapIsNotSymmetric()
    {
        const auto small = mapOf(4, 1, { 1, 0, 0, 0 });
        const auto large = mapOf(4, 1, { 1, 1, 1, 1 });
        const auto inside = hotOverlap(small, large, 0.5);
        QVERIFY(inside->iou == 0.25 && inside->kept == 0.25 && inside->own == 0);
        const auto around = hotOverlap(large, small, 0.5);
        QVERIFY(around->iou == 0.25 && around->kept == 1 && around->own == 0.75);
    }

    void overlapOfSizes()
    {
        // 2 x 1 becomes 4 x 1: 1, 0.75, 0.25, 0; hot are the first two.
        const auto overlap = hotOverlap(mapOf(2, 1, { 1, 0 }), mapOf(4, 1, { 1, 0, 0, 1 }), 0.5);
        QCOMPARE(overlap->iou, 1.0 / 3);
        QCOMPARE(overlap->kept, 0.5);
        QCOMPARE(overlap->own, 0.5);
    }

    void overlapNeedsHeat()
    {
        const auto hot = mapOf(2, 1, { 1, 0 });
        QVERIFY(!hotOverlap(hot, mapOf(2, 1, { 0, 0 }), 0.5));
        QVERIFY(!hotOverlap(mapOf(2, 1, { -1, -2 }), hot, 0.5));
        QVERIFY(!hotOverlap(mapOf(2, 1, { notANumber, notANumber }), hot, 0.5));
        QVERIFY(!hotOverlap(HeatMap(), hot, 0.5));
        QVERIFY(hotOverlap(mapOf(2, 1, { notANumber, 3 }), hot, 0.5)->iou == 0);
    }

    void differences()
    {
        // {4, 2, 0, (0)} and {1, 2, 3, 1} on their own scales: 1, 0.5, 0, 0 and 0, 0.5, 1, 0.
        const auto difference = differenceOf(mapOf(4, 1, { 4, 2, 0, -7 }), mapOf(4, 1, { 1, 2, 3, 1 }));
        QVERIFY(difference.values == (std::vector<float>{ 1, 0, -1, 0 }));
        // Without heat the model has nothing to set against the reference.
        const auto nothing = differenceOf(mapOf(2, 1, { -1, -2 }), mapOf(2, 1, { 0, 2 }));
        QVERIFY(nothing.values == (std::vector<float>{ 0, -1 }));
    }

    void heatIsAboveZero()
    {
        const float infinite = std::numeric_limits<float>::infinity();
        const auto map = mapOf(5, 1, { -1, 2, notANumber, infinite, 0 });
        QCOMPARE(noHeatOf(map, "grad-cam"), 0.F);
        QVERIFY(heatAbove(map, 0).values == (std::vector<float>{ 0, 2, 0, 0, 0 }));
    }

    // RISE gives every place about the same; what stands out is small beside it.
    void heatOfMapsWithoutZero()
    {
        QVERIFY(!mapsHaveZero("rise") && mapsHaveZero("gradient") && mapsHaveZero("occlusion-sensitivity"));
        const auto map = mapOf(4, 1, { 0.75F, 0.875F, 1, notANumber });
        QCOMPARE(noHeatOf(map, "rise"), 0.75F);
        const auto heat = heatAbove(map, noHeatOf(map, "rise"));
        QVERIFY(heat.values == (std::vector<float>{ 0, 0.125F, 0.25F, 0 }));
        // Above half of the maximum all three are "hot"; above half of the way to it only one is.
        QVERIFY(attentionSpread(heatAbove(map, 0)).shareAboveLevel == 0.75);
        QVERIFY(attentionSpread(heat).shareAboveLevel == 0.25);
        const auto flat = mapOf(2, 1, { 0.5F, 0.5F });
        QVERIFY(attentionSpread(heatAbove(flat, noHeatOf(flat, "rise"))).empty);
        QCOMPARE(noHeatOf(HeatMap(), "rise"), 0.F);
    }
};

LOOKAWAY_TEST(tst_map_pairs, TestMapPairs)
#include "tst_map_pairs.moc"
