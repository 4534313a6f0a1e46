// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "evaluate/AttentionSpread.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

using namespace lookaway;

static HeatMap heatMap(int width, int height, std::vector<float> values)
{
    HeatMap map(width, height);
    map.values = std::move(values);
    return map;
}

class TestAttentionSpread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byHand()
    {
        // Above half of 4: the two corners; the 2 beside one of them is exactly half and does not count.
        const auto spread = attentionSpread(heatMap(3, 2, { 4, 2, 0, 0, 0, 4 }));
        QCOMPARE(spread.shareAboveLevel, 2.0 / 6);
        QCOMPARE(spread.components, 2);
        // p = .4, .2, .4
        QVERIFY(std::abs(spread.entropy - (-0.8 * std::log(0.4) - 0.2 * std::log(0.2))) < 1e-12);
        QVERIFY(!spread.empty);
    }

    void diagonalNeighboursAreOneComponent() { QCOMPARE(attentionSpread(heatMap(2, 2, { 1, 0, 0, 1 })).components, 1); }

    void rowsDoNotWrapAround()
    {
        // End of the first row and start of the third: neighbours in memory only if the edge is ignored.
        QCOMPARE(attentionSpread(heatMap(4, 3, { 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0 })).components, 2);
        QCOMPARE(attentionSpread(heatMap(4, 2, { 0, 0, 0, 1, 1, 0, 0, 0 })).components, 2);
    }

    void uniformMapHasTheLargestEntropy()
    {
        const auto spread = attentionSpread(heatMap(4, 4, std::vector<float>(16, 0.3F)));
        QVERIFY(std::abs(spread.entropy - std::log(16.0)) < 1e-9);
        QCOMPARE(spread.shareAboveLevel, 1.0);
        QCOMPARE(spread.components, 1);
    }

    void onePixelHasNoEntropy()
    {
        const auto spread = attentionSpread(heatMap(2, 2, { 0, 5, 0, 0 }));
        QVERIFY(std::abs(spread.entropy) < 1e-12);
        QCOMPARE(spread.components, 1);
    }

    void levelIsASetting()
    {
        QCOMPARE(attentionSpread(heatMap(2, 2, { 1, 0.8F, 0.6F, 0.1F }), 0.7).shareAboveLevel, 0.5);
    }

    void negativeHeatCountsAsNone()
    {
        const auto spread = attentionSpread(heatMap(2, 2, { 1, 1, -3, -9 }));
        QVERIFY(std::abs(spread.entropy - std::log(2.0)) < 1e-12);
        QCOMPARE(spread.shareAboveLevel, 0.5);
    }

    void mapsWithoutHeatAreEmpty()
    {
        QVERIFY(attentionSpread(HeatMap()).empty);
        QVERIFY(attentionSpread(heatMap(2, 1, { 0, 0 })).empty);
        QVERIFY(attentionSpread(heatMap(2, 1, { -1, -2 })).empty);
        QVERIFY(attentionSpread(heatMap(2, 1, { std::numeric_limits<float>::quiet_NaN(), 0 })).empty);
        QVERIFY(attentionSpread(heatMap(2, 1, { std::numeric_limits<float>::infinity(), 0 })).empty);
    }

    void aWholeLargePictureIsOneComponent()
    {
        QCOMPARE(attentionSpread(heatMap(1000, 1000, std::vector<float>(1000000, 1.0F))).components, 1);
    }

    void summaryLeavesEmptyMapsOut()
    {
        const auto summary = summarise({ { 0.2, 1.0, 1, false }, { 0.4, 3.0, 4, false }, { 0, 0, 0, true } });
        QVERIFY(std::abs(summary.meanShareAboveLevel - 0.3) < 1e-12);
        QCOMPARE(summary.meanEntropy, 2.0);
        QCOMPARE(summary.meanComponents, 2.5);
        QCOMPARE(summary.emptyMaps, std::size_t(1));
        QCOMPARE(summary.maps, std::size_t(3));
        const auto json = attentionJson("test", summary);
        QCOMPARE(json.at("test.attention_entropy").get<double>(), 2.0);
        QCOMPARE(json.at("test.attention_empty_maps").get<int>(), 1);
        QCOMPARE(summarise(std::vector<AttentionSpread>{}).meanEntropy, 0.0);
    }
};

LOOKAWAY_TEST(tst_attention_spread, TestAttentionSpread)
#include "tst_attention_spread.moc"
