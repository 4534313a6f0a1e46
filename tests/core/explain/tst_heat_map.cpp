// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "explain/HeatMap.h"

#include <torch/torch.h>

#include <QTest>

#include <limits>

using namespace lookaway;

class HeatMapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Sample positions (i + 0.5)/2 - 0.5 clamped to the map: -0.25 -> 0, 0.25, 0.75, 1.25 -> 1.
    void resizesBilinearlyWithoutAlignedCorners()
    {
        const auto maps = torch::tensor({ 0.F, 4.F, 8.F, 12.F }).view({ 1, 2, 2 });
        const auto resized = resizeMaps(maps, 4, 4);
        const auto expected =
            torch::tensor({ 0.F, 1.F, 3.F, 4.F, 2.F, 3.F, 5.F, 6.F, 6.F, 7.F, 9.F, 10.F, 8.F, 9.F, 11.F, 12.F });
        QVERIFY(at::allclose(resized.flatten(), expected));
    }

    void normalisesEachMapByItself()
    {
        const auto maps = torch::tensor({ 1.F, 3.F, 2.F, 5.F, -4.F, 0.F, 0.F, -2.F }).view({ 2, 2, 2 });
        const auto normalised = normaliseMaps(maps);
        const auto expected = torch::tensor({ 0.F, 0.5F, 0.25F, 1.F, 0.F, 1.F, 1.F, 0.5F }).view({ 2, 2, 2 });
        QVERIFY(at::equal(normalised.heat, expected));
        QVERIFY(at::equal(normalised.constant, torch::tensor({ false, false })));
    }

    /// Resizing first lets the peak between the sample positions go, so that normalising afterwards still reaches 1.
    void resizesBeforeNormalising()
    {
        const auto maps = torch::tensor({ 0.F, 0.F, 9.F, 0.F, 0.F, 0.F, 0.F, 0.F, 0.F }).view({ 1, 3, 3 });
        const auto normalised = heatMaps(maps, 2, 2);
        QCOMPARE(normalised.heat.max().item<float>(), 1.F);
        QCOMPARE(normalised.heat.min().item<float>(), 0.F);
    }

    void constantMaps_data()
    {
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("rest");
        QTest::addColumn<bool>("constant");
        const double infinity = std::numeric_limits<double>::infinity();
        QTest::newRow("zeros") << 0.0 << 0.0 << true;
        QTest::newRow("some constant") << 0.3 << 0.3 << true;
        QTest::newRow("negative constant") << -7e9 << -7e9 << true;
        QTest::newRow("rounding of a constant") << 0.3 * (1 + 1.2e-7) << 0.3 << true;
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << 1.0 << true;
        QTest::newRow("infinite") << infinity << 1.0 << true;
        QTest::newRow("minus infinite") << -infinity << 1.0 << true;
        QTest::newRow("tiny but not constant") << 1e-30 << 0.0 << false;
        QTest::newRow("small differences") << 1.0001 << 1.0 << false;
    }
    void constantMaps()
    {
        QFETCH(double, first);
        QFETCH(double, rest);
        QFETCH(bool, constant);
        auto maps = at::full({ 2, 7, 7 }, rest);
        maps[0][3][4] = first;
        maps[1] = at::arange(49).view({ 7, 7 });
        const auto normalised = heatMaps(maps, 31, 23);
        QCOMPARE(normalised.constant[0].item<bool>(), constant);
        QCOMPARE(normalised.constant[1].item<bool>(), false);
        QCOMPARE(normalised.heat[0].max().item<float>(), constant ? 0.F : 1.F);
        QCOMPARE(normalised.heat[0].min().item<float>(), 0.F);
        QCOMPARE(normalised.heat[1].max().item<float>(), 1.F);
        QVERIFY(normalised.heat.isfinite().all().item<bool>());
    }

    void singlePixelMapIsConstant()
    {
        const auto normalised = heatMaps(at::full({ 1, 1, 1 }, 2.F), 32, 32);
        QVERIFY(normalised.constant[0].item<bool>());
        QCOMPARE(normalised.heat.abs().sum().item<float>(), 0.F);
    }
};

LOOKAWAY_TEST(tst_heat_map, HeatMapTest)
#include "tst_heat_map.moc"
