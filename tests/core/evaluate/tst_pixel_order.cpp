// SPDX-License-Identifier: MIT
// The parts of faithfulness that need no network.
#include "TestMain.h"
#include "evaluate/Faithfulness.h"
#include "evaluate/LinearImputation.h"
#include "evaluate/PixelOrder.h"
#include "evaluate/PointingGame.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace lookaway;

static HeatMap mapOf(int width, int height, std::vector<float> values)
{
    HeatMap map(width, height);
    map.values = std::move(values);
    return map;
}

class TestPixelOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ranksBreakTiesByIndex()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        QCOMPARE(pixelRanks(mapOf(3, 2, { 1, 5, 1, -2, 5, 0 })), (std::vector<std::int32_t>{ 2, 0, 3, 5, 1, 4 }));
        QCOMPARE(pixelRanks(mapOf(2, 2, { 7, 7, 7, 7 })), (std::vector<std::int32_t>{ 0, 1, 2, 3 }));
        QCOMPARE(pixelRanks(mapOf(3, 1, { nan, -1, nan })), (std::vector<std::int32_t>{ 1, 0, 2 }));
    }

    void constantMaps()
    {
        QVERIFY(isConstant(HeatMap()));
        QVERIFY(isConstant(mapOf(2, 1, { 0, 0 })));
        QVERIFY(isConstant(mapOf(2, 1, { 1, 1.0000001F })));
        QVERIFY(isConstant(mapOf(2, 1, { 1, INFINITY })));
        QVERIFY(!isConstant(mapOf(2, 1, { 1e-20F, 2e-20F })));
    }

    void rankCorrelations()
    {
        const auto map = mapOf(4, 1, { 1, 2, 3, 4 });
        QCOMPARE(rankCorrelation(map, mapOf(4, 1, { 10, 200, 201, 1e9F })).value(), 1.0);
        QCOMPARE(rankCorrelation(map, mapOf(4, 1, { 4, 3, 2, 1 })).value(), -1.0);
        // 1 - 6 sum d^2 / (n (n^2 - 1)) with d = 1, 1, 0, 0.
        QCOMPARE(rankCorrelation(map, mapOf(4, 1, { 2, 1, 3, 4 })).value(), 0.8);
        // Ranks 0.5, 0.5, 2, 3: covariance 4.5, variances 5 and 4.5.
        QCOMPARE(rankCorrelation(map, mapOf(4, 1, { 1, 1, 2, 3 })).value(), 4.5 / std::sqrt(5 * 4.5));
        QVERIFY(!rankCorrelation(map, mapOf(4, 1, { 3, 3, 3, 3 })));
        QVERIFY(!rankCorrelation(map, mapOf(2, 2, { 1, 2, 3, 4 })));
    }

    void pointing()
    {
        HeatMap map(40, 30);
        map.values[10 * 40 + 20] = 1; // (20, 10)
        HeatMap region(40, 30);
        region.values[10 * 40 + 35] = 1; // 15 px to the right
        QVERIFY(pointsInto(map, region, 15));
        QVERIFY(!pointsInto(map, region, 14.9));
        HeatMap diagonal(40, 30);
        diagonal.values[21 * 40 + 31] = 1; // 11 px right and down: 15.6 px away
        QVERIFY(!pointsInto(map, diagonal, 15));
        QVERIFY(pointsInto(map, diagonal, 16));
        QVERIFY(pointsInto(map, map, 0));
        // Of two hottest pixels the first one counts.
        map.values[20 * 40 + 20] = 1;
        HeatMap below(40, 30);
        below.values[20 * 40 + 20] = 1;
        QVERIFY(!pointsInto(map, below, 5));
        QVERIFY(!pointsInto(HeatMap(40, 30), region, 100)); // a constant map points nowhere
        QVERIFY(!pointsInto(map, HeatMap(40, 30), 100));
    }

    void pointingGameIsAMeanOverClasses()
    {
        PointingGame game;
        QCOMPARE(game.accuracy(), 0.0);
        for (int i = 0; i < 9; ++i)
            game.add(4, true);
        game.add(7, false);
        QCOMPARE(game.pictures(), std::size_t(10));
        QCOMPARE(game.accuracy(), 0.5);
    }

    void areaByTrapezoids()
    {
        AnswerCurve curve;
        curve.share = { 0, 0.25, 1 };
        curve.probability = { 1, 0.5, 0 };
        QCOMPARE(curve.area(), 0.75 * 0.25 + 0.25 * 0.75);
        QCOMPARE(curve.mean(), 0.5);
        curve.predicted = { 1, 1, 0 };
        AnswerCurve other = curve;
        other.probability = { 0, 0, 1 };
        other.predicted = { 0, 1, 0 };
        const auto mean = meanCurve({ curve, other });
        QCOMPARE(mean.probability, (std::vector<double>{ 0.5, 0.25, 0.5 }));
        QCOMPARE(mean.predicted, (std::vector<double>{ 0.5, 1, 0 }));
        QVERIFY(meanCurve({}).share.empty());
    }

    void imputationByHand()
    {
        // The middle of 3 x 3: (sum of the four beside)/6 + (sum of the diagonal ones)/12, per channel.
        std::vector<float> picture{ 1, 2, 3, 4, 99, 6, 7, 8, 9, /* second channel */ 0, 6, 0, 0, 99, 0, 0, 0, 12 };
        std::vector<std::uint8_t> missing(9);
        missing[4] = 1;
        QVERIFY(imputeLinearly(picture.data(), 2, 3, 3, missing).ok());
        QVERIFY(std::abs(picture[4] - 5.0F) < 1e-6);
        QVERIFY(std::abs(picture[9 + 4] - (6.0F / 6 + 12.0F / 12)) < 1e-6);
        QCOMPARE(picture[8], 9.0F);
        // Two missing in a row of three: at the border only what lies within the picture counts, x1 = (x0 + x2)/2 and
        // x2 = x1.
        std::vector<float> row{ 3, 0, 0 };
        QVERIFY(imputeLinearly(row.data(), 1, 1, 3, { 0, 1, 1 }).ok());
        QVERIFY(std::abs(row[1] - 3) < 1e-6 && std::abs(row[2] - 3) < 1e-6);
        std::vector<float> nothing{ 1, 2 };
        QVERIFY(imputeLinearly(nothing.data(), 1, 1, 2, { 0, 0 }).ok());
        QCOMPARE(nothing, (std::vector<float>{ 1, 2 }));
        const auto all = imputeLinearly(nothing.data(), 1, 1, 2, { 1, 1 });
        QVERIFY(!all.ok() && all.error().what.find("All pixels") != std::string::npos);
    }

    void settingsOutOfRange_data()
    {
        QTest::addColumn<QString>("says");
        QTest::addColumn<int>("which");
        QTest::newRow("no steps") << "0 steps" << 0;
        QTest::newRow("percentile") << "100 %" << 1;
        QTest::newRow("no percentiles") << "percentile" << 2;
        QTest::newRow("noise") << "noise" << 3;
        QTest::newRow("tolerance") << "tolerance" << 4;
        QTest::newRow("stages") << "-1 stages" << 5;
    }
    void settingsOutOfRange()
    {
        QFETCH(QString, says);
        QFETCH(int, which);
        FaithfulnessSettings settings;
        QVERIFY(validate(settings).ok());
        switch (which) {
        case 0:
            settings.steps = 0;
            break;
        case 1:
            settings.percentiles = { 50, 100 };
            break;
        case 2:
            settings.percentiles.clear();
            break;
        case 3:
            settings.roadNoise = std::nan("");
            break;
        case 4:
            settings.pointingTolerance = -1;
            break;
        default:
            settings.sanityStages = -1;
        }
        const auto valid = validate(settings);
        QVERIFY(!valid.ok() && !valid.error().hint.empty());
        QVERIFY2(valid.error().what.find(says.toStdString()) != std::string::npos, valid.error().what.c_str());
    }
};

LOOKAWAY_TEST(tst_pixel_order, TestPixelOrder)
#include "tst_pixel_order.moc"
