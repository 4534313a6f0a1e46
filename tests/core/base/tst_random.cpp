// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "base/Random.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

using namespace lookaway;

class RandomTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesTheReference();
    void seedsOfStreamsDiffer();
    void uniformAndNormalHaveTheirMoments();
    void belowIsUniformAndInRange();
    void shuffleIsAPermutation();
    void restoredStateContinues();
};

// Expected: the recurrence of xoshiro256** and SplitMix64 written out in Python, seed 0 and 42.
void RandomTest::matchesTheReference()
{
    Random zero(0);
    QCOMPARE(zero.next(), 0x99ec5f36cb75f2b4ULL);
    QCOMPARE(zero.next(), 0xbf6e1f784956452aULL);
    Random answer(42);
    QCOMPARE(answer.next(), 0x15780b2e0c2ec716ULL);
    QCOMPARE(answer.next(), 0x6104d9866d113a7eULL);
}

void RandomTest::seedsOfStreamsDiffer()
{
    std::set<std::uint64_t> seeds;
    for (std::uint64_t seed = 0; seed < 10; ++seed)
        for (std::uint64_t a = 0; a < 10; ++a)
            for (std::uint64_t b = 0; b < 10; ++b)
                for (const char* purpose : { "augmentation", "fill" })
                    seeds.insert(deriveSeed(seed, purpose, a, b));
    QCOMPARE(seeds.size(), std::size_t(2000));
    QVERIFY(deriveSeed(1, "x", 2, 3) != deriveSeed(1, "x", 3, 2));
    QCOMPARE(deriveSeed(1, "x", 2, 3), deriveSeed(1, "x", 2, 3));
}

void RandomTest::uniformAndNormalHaveTheirMoments()
{
    Random random(7);
    const int n = 200000;
    double sum = 0, squares = 0, normalSum = 0, normalSquares = 0;
    for (int i = 0; i < n; ++i) {
        const double u = random.uniform();
        QVERIFY(u >= 0 && u < 1);
        sum += u;
        squares += u * u;
        const double z = random.normal();
        normalSum += z;
        normalSquares += z * z;
    }
    // four standard errors of the mean and of the second moment
    QVERIFY(std::abs(sum / n - 0.5) < 4 * std::sqrt(1.0 / 12 / n));
    QVERIFY(std::abs(squares / n - 1.0 / 3) < 4 * std::sqrt(4.0 / 45 / n));
    QVERIFY(std::abs(normalSum / n) < 4 / std::sqrt(double(n)));
    QVERIFY(std::abs(normalSquares / n - 1) < 4 * std::sqrt(2.0 / n));
}

void RandomTest::belowIsUniformAndInRange()
{
    Random random(3);
    std::array<int, 6> counts{};
    for (int i = 0; i < 60000; ++i)
        ++counts.at(random.below(6));
    for (const int count : counts)
        QVERIFY(std::abs(count - 10000) < 4 * std::sqrt(60000 * (1.0 / 6) * (5.0 / 6)));
    for (int i = 0; i < 1000; ++i) {
        const auto value = random.between(-3, 3);
        QVERIFY(value >= -3 && value <= 3);
    }
}

void RandomTest::shuffleIsAPermutation()
{
    std::vector<int> items(100);
    std::iota(items.begin(), items.end(), 0);
    auto shuffled = items;
    Random(5).shuffle(shuffled);
    QVERIFY(shuffled != items);
    std::sort(shuffled.begin(), shuffled.end());
    QCOMPARE(shuffled, items);
}

void RandomTest::restoredStateContinues()
{
    Random random(11);
    random.next();
    const auto state = random.state();
    const auto expected = random.next();
    Random other(0);
    other.restore(state);
    QCOMPARE(other.next(), expected);
}

LOOKAWAY_TEST(tst_random, RandomTest)
#include "tst_random.moc"
