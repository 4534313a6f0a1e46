// SPDX-License-Identifier: MIT
#include "widgets/pictures/AttributionImage.h"

#include "TestMain.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace lookaway;

class AttributionImageTest : public QObject {
    Q_OBJECT

    static std::vector<HeatMap> channels(int width, int height)
    {
        return { HeatMap(width, height), HeatMap(width, height), HeatMap(width, height) };
    }

private Q_SLOTS:
    void zeroIsGreyAndTheReachIsFull()
    {
        auto values = channels(3, 1);
        values[0].values = { 2, -2, 0 };
        values[1].values = { 1, 9, 0 };
        values[2].values = { 0, -9, std::numeric_limits<float>::quiet_NaN() };
        const QImage image = attributionImage(values, 2);
        QCOMPARE(image.size(), QSize(3, 1));
        QCOMPARE(image.pixelColor(0, 0), QColor(255, 191, 128));
        QCOMPARE(image.pixelColor(1, 0), QColor(0, 255, 0)); // cut off
        QCOMPARE(image.pixelColor(2, 0), QColor(128, 128, 128));
        QCOMPARE(attributionImage(values, 0).pixelColor(0, 0), QColor(128, 128, 128));
    }

    void theReachLeavesOutliersOutWhereItIsAskedTo()
    {
        auto values = channels(10, 10);
        for (std::size_t i = 0; i < 100; ++i)
            for (auto& channel : values)
                channel.values[i] = (i % 2 ? -1 : 1) * 0.5F;
        values[1].values[7] = -40;
        values[2].values[9] = std::numeric_limits<float>::infinity();
        QCOMPARE(attributionReach(values, false), 40.0F);
        QCOMPARE(attributionReach(values, true), 0.5F);
        QCOMPARE(attributionReach({}, false), 0.0F);
    }

    void onlyThreeAlikeAreColours()
    {
        QVERIFY(isColourAttribution(channels(2, 2)));
        QVERIFY(!isColourAttribution({}));
        QVERIFY(!isColourAttribution({ HeatMap(2, 2) }));
        QVERIFY(!isColourAttribution(channels(0, 0)));
        auto uneven = channels(2, 2);
        uneven[2] = HeatMap(2, 3);
        QVERIFY(!isColourAttribution(uneven));
        QVERIFY(attributionImage(uneven, 1).isNull());
    }
};

LOOKAWAY_TEST(tst_attribution_image, AttributionImageTest)
#include "tst_attribution_image.moc"
