// SPDX-License-Identifier: MIT
#include "../models/Fixture.h"
#include "FormulaWeights.h"
#include "TestMain.h"
#include "TinyNetwork.h"

#include "explain/Explainers.h"
#include "explain/Lime.h"
#include "explain/OcclusionSensitivity.h"
#include "explain/PredictionDifference.h"
#include "explain/Rise.h"

#include <QTest>

#include <cmath>

using namespace lookaway;
using namespace lookaway::test;

namespace {

const std::vector<std::string> methods{ "occlusion-sensitivity", "lime", "rise", "prediction-difference",
    "fast-evidence" };

nlohmann::json reference()
{
    return nlohmann::json::parse(std::ifstream(std::string(LOOKAWAY_FIXTURES) + "/explain/perturbation.json"));
}

at::Tensor tensorOf(const nlohmann::json& rows)
{
    std::vector<std::int64_t> shape;
    for (const auto* level = &rows; level->is_array(); level = &level->front())
        shape.push_back(static_cast<std::int64_t>(level->size()));
    std::vector<float> values;
    const std::function<void(const nlohmann::json&)> flatten = [&](const nlohmann::json& item) {
        if (!item.is_array())
            return values.push_back(item.get<float>());
        for (const auto& part : item)
            flatten(part);
    };
    flatten(rows);
    return at::tensor(values).view(shape);
}

/// The network of make_perturbation_fixtures.py.
std::shared_ptr<Classifier> sharpNetwork(const nlohmann::json& fixture)
{
    auto network = makeModel("small_cnn", 7, 1).value();
    setFormulaWeights(*network);
    const torch::NoGradGuard noGraph;
    network->named_parameters()["fc.weight"].mul_(fixture["sharpen"].get<double>());
    network->named_parameters()["fc.bias"].zero_();
    return network;
}

ExplainRequest requestFor(const Classifier& network, const nlohmann::json& fixture, int height, int width)
{
    const auto pixels = formulaPixels(2, fixture["size"]).narrow(2, 0, height).narrow(3, 0, width);
    return { normalised(pixels, network.info()), at::tensor(fixture["explained"].get<std::vector<std::int64_t>>()),
        network.info().targetLayer };
}

double spearman(const at::Tensor& a, const at::Tensor& b)
{
    const auto ranks = [](const at::Tensor& v) {
        const auto rank = v.flatten().argsort().argsort().to(at::kDouble);
        return rank - rank.mean();
    };
    const auto x = ranks(a), y = ranks(b);
    return ((x * y).sum() / (x.norm() * y.norm())).item<double>();
}

/// Everything small, so that each method takes a few dozen passes.
ExplainSettings small()
{
    ExplainSettings settings;
    settings.occluderStep = 0.2;
    settings.limeSamples = 40;
    settings.limeSuperpixels = 9;
    settings.riseMasks = 40;
    settings.riseCells = 3;
    settings.evidenceWindow = 3;
    settings.evidencePatch = 5;
    settings.evidenceSamples = 3;
    return settings;
}

Maps explained(const std::string& method, Classifier& network, const ExplainRequest& request,
    const ExplainSettings& settings, const ExplainWatch& watch = {})
{
    return findExplainer(method)->make(settings)->explain(network, request, watch).value();
}

void methodColumn()
{
    QTest::addColumn<QString>("method");
    for (const auto& method : methods)
        QTest::newRow(method.c_str()) << QString::fromStdString(method);
}

} // namespace

/// The methods that perturb pictures, against make_perturbation_fixtures.py (definitions written out in Python; large
/// samples for RISE and LIME), and what they promise about seeds, chunks, progress, cancelling and bad requests.
class PerturbationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void occlusionSensitivityIsTheReference()
    {
        const auto fixture = reference();
        const auto& expected = fixture["occlusion"];
        const auto network = sharpNetwork(fixture);
        ExplainSettings settings;
        settings.occluderSize = expected["size"];
        settings.occluderStep = expected["step"];
        const auto request = requestFor(*network, fixture, fixture["size"], expected["width"]);
        const auto maps = OcclusionSensitivity(settings).explain(*network, request).value();
        QVERIFY(difference(maps.maps, tensorOf(expected["map"])) < 1e-4);
        QVERIFY(relativeDifference(maps.companions.at("activation"), tensorOf(expected["activation"])) < 1e-4);
        QVERIFY(at::equal(maps.companions.at("label"), tensorOf(expected["label"])));

        auto without = request;
        without.layer.clear();
        const auto plain = OcclusionSensitivity(settings).explain(*network, without).value();
        QVERIFY(at::equal(plain.maps, maps.maps));
        QCOMPARE(plain.companions.count("activation"), std::size_t(0));
    }

    void predictionDifferenceIsTheReference()
    {
        const auto fixture = reference();
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
        const double error = relativeDifference(maps.maps, tensorOf(expected["map"]));
        QVERIFY2(error < 1e-4, qPrintable(QString::number(error)));
    }

    void limeAgreesWithLargeSample()
    {
        const auto fixture = reference();
        const auto& expected = fixture["lime"];
        const auto network = sharpNetwork(fixture);
        ExplainSettings settings;
        settings.limeSamples = 2000;
        const Lime lime(settings, gridSuperpixels(expected["superpixels"]));
        const auto maps = lime.explain(*network, requestFor(*network, fixture, 32, 32)).value();
        const auto coefficients = maps.maps.slice(1, 4, {}, 8).slice(2, 4, {}, 8); // the middle of every cell
        const double agreement = spearman(coefficients, tensorOf(expected["coefficients"]).view({ 2, 4, 4 }));
        qInfo("LIME with 2,000 rows against 20,000: Spearman %.4f", agreement);
        QVERIFY(agreement > 0.95);
        QVERIFY(difference(coefficients, tensorOf(expected["coefficients"]).view({ 2, 4, 4 })) < 0.05);
    }

    void riseAgreesWithLargeSample()
    {
        const auto fixture = reference();
        const auto& expected = fixture["rise"];
        PooledPixels network(tensorOf(expected["weight"]), tensorOf(expected["bias"]));
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
            const double agreement = spearman(maps.maps[i], tensorOf(expected["map"])[i]);
            qInfo("RISE with 8,000 masks against 20,000: Spearman %.4f", agreement);
            QVERIFY(agreement > 0.95);
        }
        QVERIFY(relativeDifference(maps.maps, tensorOf(expected["map"])) < 0.05);
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

    void seedDecidesTheMap_data() { methodColumn(); }
    /// Same seed, same map, whatever the chunk and the company in the batch; another seed, another map.
    void seedDecidesTheMap()
    {
        QFETCH(QString, method);
        const auto fixture = reference();
        const auto network = sharpNetwork(fixture);
        const auto request = requestFor(*network, fixture, 24, 20);
        auto settings = small();
        const auto maps = explained(method.toStdString(), *network, request, settings).maps;
        QVERIFY(maps.std().item<double>() > 0);
        QVERIFY(at::equal(explained(method.toStdString(), *network, request, settings).maps, maps));
        for (const int chunk : { 1, 7, 1000 }) {
            settings.chunk = chunk;
            const auto again = explained(method.toStdString(), *network, request, settings).maps;
            QVERIFY2(relativeDifference(again, maps) < 1e-3, qPrintable(QString::number(chunk)));
        }
        const ExplainRequest alone{ request.images.narrow(0, 1, 1), request.classes.narrow(0, 1, 1), request.layer };
        QVERIFY(relativeDifference(explained(method.toStdString(), *network, alone, small()).maps[0], maps[1]) < 1e-3);
        settings = small();
        settings.seed = 2;
        const bool isRandom = method != "occlusion-sensitivity";
        const auto other = explained(method.toStdString(), *network, request, settings).maps;
        QCOMPARE(!at::equal(other, maps), isRandom);
    }

    void progressAndLogits_data() { methodColumn(); }
    void progressAndLogits()
    {
        QFETCH(QString, method);
        const auto fixture = reference();
        const auto network = sharpNetwork(fixture);
        const auto request = requestFor(*network, fixture, 24, 20);
        auto settings = small();
        settings.chunk = 16;
        std::vector<std::int64_t> told;
        std::int64_t all = 0;
        at::Tensor last;
        ExplainWatch watch;
        watch.progress = [&](std::int64_t done, std::int64_t total, const at::Tensor& maps) {
            told.push_back(done);
            all = total;
            if (maps.defined())
                last = maps.clone();
            QVERIFY(!maps.defined() || maps.isfinite().all().item<bool>());
        };
        const auto maps = explained(method.toStdString(), *network, request, settings, watch);
        QVERIFY(told.size() > 2 && told.front() > 0);
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QCOMPARE(told.back(), all);
        QVERIFY(at::equal(last, maps.maps));
        network->eval();
        if (method == "rise")
            QVERIFY(!maps.logits.defined());
        else
            QVERIFY(difference(maps.logits, network->forward(request.images)) < 1e-4);
        if (method == "lime" || method == "rise")
            QCOMPARE(all, 80);
    }

    void cancelInTheMiddle_data() { methodColumn(); }
    void cancelInTheMiddle()
    {
        QFETCH(QString, method);
        const auto fixture = reference();
        const auto network = sharpNetwork(fixture);
        const auto request = requestFor(*network, fixture, 24, 20);
        auto settings = small();
        settings.chunk = 4;
        CancelSource source;
        int calls = 0;
        const ExplainWatch watch{ source.token(), [&](std::int64_t, std::int64_t, const at::Tensor&) {
                                     if (++calls == 3)
                                         source.cancel();
                                 } };
        const auto maps = findExplainer(method.toStdString())->make(settings)->explain(*network, request, watch);
        QVERIFY(!maps.ok() && maps.error().cancelled());
        QCOMPARE(calls, 3);
    }

    void badRequests_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("side");
        QTest::addColumn<QString>("said");
        QTest::newRow("patch") << "prediction-difference" << 12 << "12 x 12 pixels is smaller than the patch of 14";
        QTest::newRow("patch, fast") << "fast-evidence" << 12 << "12 x 12 pixels is smaller than the patch of 14";
        QTest::newRow("cells") << "rise" << 6 << "cannot be divided into 7 cells";
        QTest::newRow("superpixels") << "lime" << 1 << "fewer than two superpixels";
    }
    void badRequests()
    {
        QFETCH(QString, method);
        QFETCH(int, side);
        QFETCH(QString, said);
        PooledPixels network(at::ones({ 2, 3 }), at::zeros({ 2 }));
        const ExplainRequest request{ at::rand({ 1, 3, side, side }), at::zeros({ 1 }, at::kLong) };
        const auto maps = findExplainer(method.toStdString())->make({})->explain(network, request);
        QVERIFY(!maps.ok());
        QVERIFY2(maps.error().what.find(said.toStdString()) != std::string::npos, maps.error().what.c_str());
        QVERIFY(!maps.error().hint.empty());
    }

    void badSettings()
    {
        PooledPixels network(at::ones({ 2, 3 }), at::zeros({ 2 }));
        const ExplainRequest request{ at::rand({ 1, 3, 16, 16 }), at::zeros({ 1 }, at::kLong) };
        const auto refuses = [&](const std::string& method, void (*spoil)(ExplainSettings&)) {
            auto settings = small();
            spoil(settings);
            const auto maps = findExplainer(method)->make(settings)->explain(network, request);
            return !maps.ok() && !maps.error().cancelled() && !maps.error().hint.empty();
        };
        QVERIFY(refuses("occlusion-sensitivity", [](ExplainSettings& s) { s.occluderSize = 1.5; }));
        QVERIFY(refuses("occlusion-sensitivity", [](ExplainSettings& s) { s.occluderStep = 0; }));
        QVERIFY(refuses("lime", [](ExplainSettings& s) { s.limeSamples = 1; }));
        QVERIFY(refuses("rise", [](ExplainSettings& s) { s.riseMasks = 0; }));
        QVERIFY(refuses("rise", [](ExplainSettings& s) { s.riseKeep = 0; }));
        QVERIFY(refuses("prediction-difference", [](ExplainSettings& s) { s.evidenceSamples = 0; }));
        QVERIFY(refuses("fast-evidence", [](ExplainSettings& s) { s.evidencePatch = 2; }));
        QVERIFY(!refuses("fast-evidence", [](ExplainSettings& s) { s.evidencePatch = 3; })); // nothing to condition on
    }
};

LOOKAWAY_TEST(tst_perturbation, PerturbationTest)
#include "tst_perturbation.moc"
