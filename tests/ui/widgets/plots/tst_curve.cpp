// SPDX-License-Identifier: MIT
#include "widgets/plots/Curve.h"

#include "TestMain.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace lookaway;

class CurveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void averagesWithoutLeaningToItsStart()
    {
        // w = 0.5: 4; (4 * 0.5 + 10) / 1.5; ((4 * 0.5 + 10) * 0.5 + 1) / 1.75
        Smoother smoother(0.5);
        QCOMPARE(smoother.add(4), 4.0);
        QCOMPARE(smoother.add(10), 8.0);
        QCOMPARE(smoother.add(1), 4.0);
    }

    void keepsAConstantWhateverTheWeight()
    {
        Smoother smoother(0.99);
        for (int i = 0; i < 50; ++i)
            QVERIFY(std::abs(smoother.add(3.25) - 3.25) < 1e-12);
    }

    void passesOverWhatIsNoNumber()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        Smoother smoother(0.5);
        QVERIFY(std::isnan(smoother.add(nan)));
        QCOMPARE(smoother.add(4), 4.0);
        QCOMPARE(smoother.add(std::numeric_limits<double>::infinity()), 4.0);
        QCOMPARE(smoother.add(10), 8.0);
    }

    void weightZeroHandsThrough()
    {
        Smoother smoother(0);
        QCOMPARE(smoother.add(7), 7.0);
        QCOMPARE(smoother.add(-2), -2.0);
    }

    void percentilesInterpolate()
    {
        // numpy.percentile([5, 1, 2, 4, 3], [2, 98]) = 1.08, 4.92
        const auto range = percentileRange({ 5, 1, 2, 4, 3 }, 0.02, 0.98);
        QVERIFY(range);
        QVERIFY(std::abs(range->low - 1.08) < 1e-12);
        QVERIFY(std::abs(range->high - 4.92) < 1e-12);
        const auto all = percentileRange({ 5, 1, std::nan(""), 3 }, 0, 1);
        QCOMPARE(all->low, 1.0);
        QCOMPARE(all->high, 5.0);
        QVERIFY(!percentileRange({ std::nan("") }, 0, 1));
    }

    void rangesToDrawInAreNeverEmpty()
    {
        for (const double value : { 0.0, 5.0, -5.0, 1e12, 1e-12 }) {
            const ValueRange range = padded({ value, value }, false);
            QVERIFY(range.low < value && value < range.high);
        }
        const ValueRange decades = padded({ 0.01, 100 }, true);
        QVERIFY(decades.low > 0 && decades.low < 0.01 && decades.high > 100);
        const ValueRange one = padded({ 2, 2 }, true);
        QVERIFY(one.low > 0 && one.low < 2 && one.high > 2);
    }
};

LOOKAWAY_TEST(tst_curve, CurveTest)
#include "tst_curve.moc"
