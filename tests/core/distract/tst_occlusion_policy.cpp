// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "distract/OcclusionPolicy.h"

#include <torch/torch.h>

#include <QTest>

#include <algorithm>
#include <numeric>
#include <set>

using namespace lookaway;

namespace {

/// Three maps with many equal values, one of them constant (all zero).
at::Tensor someHeat()
{
    auto heat = at::arange(3 * 9 * 11).mul(37).remainder(101).div(100).clamp(0.2, 1).view({ 3, 9, 11 });
    heat[1] = 0;
    return heat;
}

std::int64_t hidden(const at::Tensor& mask)
{
    return mask.sum().item<std::int64_t>();
}

} // namespace

class OcclusionPolicyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thresholdIsStrict()
    {
        const auto heat = torch::tensor({ 0.F, 0.5F, 0.500001F, 1.F }).view({ 1, 2, 2 });
        QVERIFY(at::equal(
            occlusionMask(heat, Where::Salient, 0.5, 1).flatten(), torch::tensor({ false, false, true, true })));
        QVERIFY(
            at::equal(occlusionMask(heat, Where::Salient, 0, 1).flatten(), torch::tensor({ false, true, true, true })));
    }

    void controlsHideTheSameArea()
    {
        const auto heat = someHeat();
        const auto salient = occlusionMask(heat, Where::Salient, 0.7, 5);
        for (const auto where : { Where::RandomPlace, Where::LeastSalient }) {
            const auto mask = occlusionMask(heat, where, 0.7, 5);
            QCOMPARE(mask.scalar_type(), at::kBool);
            QCOMPARE(mask.sizes(), heat.sizes());
            for (int i = 0; i < 3; ++i)
                QCOMPARE(hidden(mask[i]), hidden(salient[i]));
        }
        QVERIFY(hidden(salient[0]) > 0);
        QCOMPARE(hidden(salient[1]), 0);
    }

    /// By brute force: pixel indices sorted by heat, equal heat by index.
    void leastSalientBreaksTiesByIndex()
    {
        const auto heat = someHeat();
        const auto count = hidden(occlusionMask(heat, Where::Salient, 0.7, 0)[2]);
        const auto flat = heat[2].flatten();
        std::vector<int> order(flat.numel());
        std::iota(order.begin(), order.end(), 0);
        const auto* values = flat.data_ptr<float>();
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return values[a] < values[b]; });
        const std::set<int> expected(order.begin(), order.begin() + count);
        const auto mask = occlusionMask(heat, Where::LeastSalient, 0.7, 0)[2].flatten();
        for (int i = 0; i < flat.numel(); ++i)
            QCOMPARE(mask[i].item<bool>(), expected.count(i) > 0);
    }

    /// Every image's mask is its salient mask rolled by some offset of its own.
    void randomPlaceIsACyclicShift()
    {
        const auto heat = someHeat();
        const auto salient = occlusionMask(heat, Where::Salient, 0.7, 0);
        const auto mask = occlusionMask(heat, Where::RandomPlace, 0.7, 42);
        std::set<std::pair<int, int>> offsets;
        for (const int image : { 0, 2 }) {
            bool found = false;
            for (int dy = 0; dy < 9 && !found; ++dy)
                for (int dx = 0; dx < 11 && !found; ++dx)
                    if (at::equal(at::roll(salient[image], { dy, dx }, { 0, 1 }), mask[image])) {
                        offsets.insert({ dy, dx });
                        found = true;
                    }
            QVERIFY(found);
        }
        QCOMPARE(offsets.size(), std::size_t(2));
        QVERIFY(at::equal(mask, occlusionMask(heat, Where::RandomPlace, 0.7, 42)));
        QVERIFY(!at::equal(mask, occlusionMask(heat, Where::RandomPlace, 0.7, 43)));
    }

    /// Over many seeds a single hot pixel is seen everywhere, about equally often (chi-square, 19 degrees of freedom).
    void randomPlaceIsUniform()
    {
        auto heat = at::zeros({ 40, 4, 5 });
        heat.select(1, 2).select(1, 3).fill_(1);
        auto counts = at::zeros({ 4, 5 }, at::kLong);
        for (int seed = 0; seed < 100; ++seed)
            counts += occlusionMask(heat, Where::RandomPlace, 0.5, seed).sum(0);
        const auto chiSquare = (counts.to(at::kDouble) - 200).square().div(200).sum().item<double>();
        QVERIFY2(chiSquare < 45, qPrintable(QString::number(chiSquare))); // p < 0.001 above 43.8
    }
};

LOOKAWAY_TEST(tst_occlusion_policy, OcclusionPolicyTest)
#include "tst_occlusion_policy.moc"
