// SPDX-License-Identifier: MIT
#include "PerturbationFixture.h"
#include "TestMain.h"

#include "explain/Lime.h"
#include "explain/OcclusionSensitivity.h"
#include "explain/PredictionDifference.h"
#include "explain/Rise.h"

#include <QTest>

#include <cmath>

using namespace lookaway;
using namespace lookaway::test;

namespace {

double spearman(const at::Tensor& a, const at::Tensor& b)
{
    const auto ranks = [](const at::Tensor& v) {
        const auto rank = v.flatten().argsort().argsort().to(at::kDouble);
        return rank - rank.mean();
    };
    const auto x = ranks(a), y = ranks(b);
    return ((x * y).sum() / (x.norm() * y.norm())).item<double>();
}

} // namespace

/// The methods that perturb pictures, and their parts, against make_perturbation_fixtures.py (definitions written out
/// in Python; large samples for RISE and LIME) and against paper and pencil.
class PerturbationFixturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void occlusionSensitivityIsTheReference()
    {
        const auto fixture = perturbationFixture();
        const auto& expected = fixture["occlusion"];
        const auto network = sharpNetwork(fixture);
        ExplainSettings settings;
        settings.occluderSize = expected["size"];
        settings.occluderStep = expected["step"];
        const auto request = requestFor(*network, fixture, fixture["size"], expected["width"]);
        const auto maps = OcclusionSensitivity(settings).explain(*network, request).value();
        QVERIFY(difference(maps.maps, shapedTensor(expected["map"])) < 1e-4);
        QVERIFY(relativeDifference(maps.companions.at("activation"), shapedTensor(expected["activation"])) < 1e-4);
        QVERIFY(at::equal(maps.companions.at("label"), shapedTensor(expected["label"])));

        auto without = request;
        without.layer.clear();
        const auto plain = OcclusionSensitivity(settings).explain(*network, without).value();
        QVERIFY(at::equal(plain.maps, maps.maps));
        QCOMPARE(plain.companions.count("activation"), std::size_t(0));
    }

    void predictionDifferenceIsTheReference()
    {
        const auto fixture = perturbationFixture();
        const auto& expected = fixture["prediction_difference"];
        const auto network = sharpNetwork(fixture);
        ExplainSettings settings;
        settings.evidenceWindow = expected["window"];
        settings.evidencePatch = expected["patch"];
        settings.evidenceSamples = expected["samples"];
        const auto noise = [](Corner corner, std::int64_t samples, std::int64_t values) {
            const auto name = "noise " + std::to_string(corner.y) + " " + std::to_string(corner.x);
            return formulaUniform(name, { samples, values }, -1.7, 1.7);
        };
        const auto request = requestFor(*network, fixture, expected["height"], expected["width"]);
        const auto maps = PredictionDifference(settings, noise).explain(*network, request).value();
        const double error = relativeDifference(maps.maps, shapedTensor(expected["map"]));
        QVERIFY2(error < 1e-4, qPrintable(QString::number(error)));
    }

    void limeAgreesWithLargeSample()
    {
        const auto fixture = perturbationFixture();
        const auto& expected = fixture["lime"];
        const auto network = sharpNetwork(fixture);
        ExplainSettings settings;
        settings.limeSamples = 2000;
        const Lime lime(settings, gridSuperpixels(expected["superpixels"]));
        const auto maps = lime.explain(*network, requestFor(*network, fixture, 32, 32)).value();
        const auto coefficients = maps.maps.slice(1, 4, {}, 8).slice(2, 4, {}, 8); // the middle of every cell
        const double agreement = spearman(coefficients, shapedTensor(expected["coefficients"]).view({ 2, 4, 4 }));
        qInfo("LIME with 2,000 rows against 20,000: Spearman %.4f", agreement);
        QVERIFY(agreement > 0.95);
        QVERIFY(difference(coefficients, shapedTensor(expected["coefficients"]).view({ 2, 4, 4 })) < 0.05);
    }

    void riseAgreesWithLargeSample()
    {
        const auto fixture = perturbationFixture();
        const auto& expected = fixture["rise"];
        PooledPixels network(shapedTensor(expected["weight"]), shapedTensor(expected["bias"]));
        const auto along = at::arange(32, at::kFloat);
        const auto spot = [&](double y, double x) {
            return ((along - y).square().unsqueeze(1) + (along - x).square().unsqueeze(0)).div(-128).exp();
        };
        const auto none = at::zeros({ 32, 32 });
        const ExplainRequest request{
            at::stack({ at::stack({ spot(9, 21), none, none }), at::stack({ none, spot(20, 8), spot(20, 8) * 0.5 }) }),
            torch::tensor({ 0, 1 }, at::kLong)
        };
        ExplainSettings settings;
        settings.riseMasks = 8000;
        settings.riseCells = expected["cells"];
        const auto maps = Rise(settings).explain(network, request).value();
        for (const int i : { 0, 1 }) {
            const double agreement = spearman(maps.maps[i], shapedTensor(expected["map"])[i]);
            qInfo("RISE with 8,000 masks against 20,000: Spearman %.4f", agreement);
            QVERIFY(agreement > 0.95);
        }
        QVERIFY(relativeDifference(maps.maps, shapedTensor(expected["map"])) < 0.05);
    }

    void riseMasksAreWhatTheyShouldBe()
    {
        ExplainSettings settings;
        settings.riseKeep = 0.3;
        const auto masks = riseMasks(settings, 0, 3000, 30, 20);
        QVERIFY(masks.min().item<float>() >= 0 && masks.max().item<float>() <= 1);
        QVERIFY((masks.mean(0) - 0.3).abs().max().item<double>() < 0.05); // no place is preferred
        QVERIFY(at::equal(riseMasks(settings, 1000, 5, 30, 20), masks.narrow(0, 1000, 5)));
    }

    void ridgeByHand()
    {
        // One feature x = 0, 1 with y = 0, 1 and equal weights: b = sum(x'y')/(sum(x'^2) + 1) = 0.5/(0.5 + 1).
        const auto x = torch::tensor({ { 0.0 }, { 1.0 } }, at::kDouble), y = torch::tensor({ 0.0, 1.0 }, at::kDouble);
        const auto ones = at::ones({ 2 }, at::kDouble);
        QVERIFY(std::abs(ridgeCoefficients(x, y, ones, 1).item<double>() - 1.0 / 3) < 1e-12);
        // A row of weight three counts as three rows.
        const auto heavy = ridgeCoefficients(x, y, torch::tensor({ 1.0, 3.0 }, at::kDouble), 1);
        const auto repeated = ridgeCoefficients(torch::tensor({ { 0.0 }, { 1.0 }, { 1.0 }, { 1.0 } }, at::kDouble),
            torch::tensor({ 0.0, 1.0, 1.0, 1.0 }, at::kDouble), at::ones({ 4 }, at::kDouble), 1);
        QVERIFY(at::allclose(heavy, repeated));
    }

    /// SLIC keeps a bright disc apart from its dark surroundings, and every label is there.
    void superpixelsKeepToEdges()
    {
        const auto along = at::arange(64, at::kFloat);
        const auto inside = ((along - 30).square().unsqueeze(1) + (along - 36).square().unsqueeze(0)) < 400;
        const auto pixels = at::where(inside, torch::tensor(0.9F), torch::tensor(0.1F)).expand({ 3, 64, 64 });
        const auto labels = slicSuperpixels(30)(pixels);
        const auto count = labels.max().item<std::int64_t>() + 1;
        QVERIFY(count > 15 && count < 60);
        const auto sizes = at::bincount(labels.flatten(), {}, count);
        QVERIFY(sizes.min().item<std::int64_t>() > 0);
        const auto bright = at::bincount(labels.flatten(), inside.flatten().to(at::kDouble), count) / sizes;
        const auto mixed = (bright > 0.1).logical_and(bright < 0.9);
        QVERIFY2(mixed.sum().item<std::int64_t>() * 5 < count, "superpixels cross the disc's edge");
        // Too small for SLIC, and one channel.
        QCOMPARE(slicSuperpixels(9)(at::rand({ 3, 6, 6 })).max().item<std::int64_t>(), 8);
        QVERIFY(slicSuperpixels(30)(pixels.narrow(0, 0, 1)).max().item<std::int64_t>() > 15);
    }
};

LOOKAWAY_TEST(tst_perturbation_fixtures, PerturbationFixturesTest)
#include "tst_perturbation_fixtures.moc"
