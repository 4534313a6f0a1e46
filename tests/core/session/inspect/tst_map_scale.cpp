// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "session/inspect/OwnScale.h"

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

} // namespace

class TestMapScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wholeScale()
    {
        const auto map = mapOf(2, 2, { -1, 3, 0, std::numeric_limits<float>::quiet_NaN() });
        QVERIFY(scaleOf(map, false).low == -1 && scaleOf(map, false).high == 3);
        QVERIFY(scaleOf(map, true).low == -3 && scaleOf(map, true).high == 3);
        QVERIFY(scaleOf(HeatMap(), false).constant());
        QVERIFY(scaleOf(mapOf(2, 1, { 5, 5 }), false).constant());
    }

    void scaleWithoutOutliers()
    {
        HeatMap map(20, 10);
        for (std::size_t i = 0; i < map.values.size(); ++i)
            map.values[i] = static_cast<float>(i);
        map.values[0] = -5000;
        map.values[199] = 5000;
        map.values[100] = std::numeric_limits<float>::quiet_NaN();
        const auto whole = ownScale(map, false, OwnScale::Whole);
        QVERIFY(whole.low == -5000 && whole.high == 5000);
        const auto most = ownScale(map, false, OwnScale::WithoutOutliers);
        QVERIFY(most.low > -5000 && most.low <= 3 && most.high < 5000 && most.high >= 196);
        const auto both = ownScale(map, true, OwnScale::WithoutOutliers);
        QVERIFY(both.low == -both.high && both.high < 5000 && both.high >= 196);
        // Nothing but outliers: they are all there is to see.
        HeatMap sparse(20, 10);
        sparse.values[7] = 2;
        QVERIFY(ownScale(sparse, false, OwnScale::WithoutOutliers).high == 2);
        QVERIFY(ownScale(HeatMap(), false, OwnScale::WithoutOutliers).constant());
    }

    void sharedScaleCoversAll()
    {
        const auto shared = sharedScale({ { 0, 1 }, { -2, 0.5F }, { 0.25F, 4 } });
        QVERIFY(shared.low == -2 && shared.high == 4);
        QVERIFY(sharedScale({}).constant());
    }

    void display()
    {
        const auto map = mapOf(2, 1, { 2, 6 });
        const auto heat = displayHeat(map, 4, 1, false);
        // Half-pixel centres: 2, 3, 5, 6 before normalising.
        const std::vector<float> expected{ 0, 0.25F, 0.75F, 1 };
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(std::abs(heat.values[i] - expected[i]) < 1e-6F);
        const auto shared = displayHeat(map, 2, 1, false, MapScale{ 0, 4 });
        QVERIFY(shared.values[0] == 0.5F && shared.values[1] == 1.F); // clamped
        const auto against = displayHeat(mapOf(3, 1, { -4, 0, 2 }), 3, 1, true);
        QVERIFY(against.values[0] == 0.F && against.values[1] == 0.5F && against.values[2] == 0.75F);
        QVERIFY(displayHeat(mapOf(2, 1, { 7, 7 }), 2, 1, false).values == (std::vector<float>{ 0, 0 }));
        QVERIFY(displayHeat(mapOf(2, 1, { 0, 0 }), 2, 1, true).values == (std::vector<float>{ 0.5F, 0.5F }));
    }
};

LOOKAWAY_TEST(tst_map_scale, TestMapScale)
#include "tst_map_scale.moc"
