// SPDX-License-Identifier: MIT
#include "MeasuredNetworks.h"
#include "NetworkState.h"
#include "TestMain.h"
#include "evaluate/RandomisedWeights.h"
#include "evaluate/SanityCheck.h"
#include "explain/GradCam.h"

#include <QtTest>

#include <cmath>
#include <map>
#include <stdexcept>

using namespace lookaway;
using namespace lookaway::test;

namespace {

/// As a frozen TorchScript file: its weights are constants.
class FrozenPixels : public Classifier {
public:
    FrozenPixels()
        : Classifier(ModelInfo{ "frozen", "", 2, 1, "features", "head", "" })
    {
        register_buffer("constant_0", formulaUniform("frozen", { 2, 3 }, -1.0, 1.0));
        register_buffer("constant_1", at::tensor({ 0.5F, 2.0F }));
        register_buffer("constant_2", at::ones({ 2, 2 }, at::kLong));
    }

protected:
    at::Tensor run(at::Tensor x, Tracer&) override { return at::linear(x.mean({ 2, 3 }), buffers()[0], buffers()[1]); }
};

} // namespace

/// Sanity check by cascading randomisation.
class TestSanityCheck : public QObject {
    Q_OBJECT

private:
    /// Grad-CAM of class 1 on two pictures, as the sanity check wants it.
    static MapMaker gradCam(Classifier& network)
    {
        return [&network]() -> Result<std::vector<HeatMap>> {
            const ExplainRequest request{ normalised(formulaPixels(2, 32), network.info()),
                at::tensor({ 1, 1 }, at::kLong), "features.3" };
            const auto maps = GradCam(GradCamFlavour::Textbook).explain(network, request);
            return std::vector<HeatMap>{ mapOf(maps->maps[0]), mapOf(maps->maps[1]) };
        };
    }

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void weightsBecomeRandomFromTheHeadDown()
    {
        const auto network = smallCnn(3);
        const NetworkState before(*network);
        std::map<std::string, at::Tensor> values;
        for (const auto& weight : network->named_parameters())
            values[weight.key()] = weight.value().detach().clone();
        {
            RandomisedWeights weights(*network, 5);
            QCOMPARE(weights.layers(),
                (std::vector<std::string>{ "fc", "features.3.bn", "features.3.conv", "features.2.bn", "features.2.conv",
                    "features.1.bn", "features.1.conv", "features.0.bn", "features.0.conv" }));
            weights.randomise(3);
            for (const auto& weight : network->named_parameters()) {
                const bool random = weight.key().rfind("fc", 0) == 0 || weight.key().rfind("features.3", 0) == 0;
                QVERIFY2(at::equal(weight.value(), values[weight.key()]) != random, weight.key().c_str());
            }
            const auto convolution = network->named_parameters()["features.3.conv.weight"].detach();
            const auto& old = values["features.3.conv.weight"];
            QVERIFY(std::abs(convolution.std().item<double>() / old.std().item<double>() - 1) < 0.02);
            const auto first = convolution.clone();
            weights.randomise(99);
            QVERIFY(at::equal(first, convolution)); // already random
            QVERIFY(
                !at::equal(network->named_parameters()["features.0.conv.weight"], values["features.0.conv.weight"]));
            {
                const auto other = smallCnn(3);
                RandomisedWeights same(*other, 5);
                same.randomise(9);
                QVERIFY(at::equal(other->named_parameters()["features.3.conv.weight"], first));
            }
        }
        for (const auto& weight : network->named_parameters())
            QVERIFY2(at::equal(weight.value(), values[weight.key()]), weight.key().c_str());
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());
    }

    void constantsCountWhereThereAreNoParameters()
    {
        FrozenPixels network;
        const auto before = network.buffers()[0].clone();
        {
            RandomisedWeights weights(network, 1);
            QCOMPARE(weights.layers(), (std::vector<std::string>{ "constant_0" }));
            weights.randomise(1);
            QVERIFY(!at::equal(network.buffers()[0], before));
        }
        QVERIFY(at::equal(network.buffers()[0], before));
    }

    void sanityOfAMapThatLooksAtTheNetwork()
    {
        const auto network = smallCnn(3);
        const NetworkState before(*network);
        FaithfulnessSettings settings;
        settings.sanityStages = 4;
        std::vector<std::int64_t> told;
        const auto check = checkSanity(*network, gradCam(*network), settings, {},
            [&](std::int64_t done, std::int64_t total) { told.push_back(total == 5 ? done : -1); });
        QVERIFY(check.ok());
        QCOMPARE(told, (std::vector<std::int64_t>{ 1, 2, 3, 4, 5 }));
        std::vector<std::size_t> randomised;
        for (const auto& stage : check->stages)
            randomised.push_back(stage.randomised);
        QCOMPARE(randomised, (std::vector<std::size_t>{ 1, 4, 6, 9 }));
        QCOMPARE(check->stages.front().layer, std::string("fc"));
        QCOMPARE(check->stages.back().layer, std::string("features.0.conv"));
        QVERIFY2(check->passed(), qPrintable(QString::number(check->correlation())));
        const auto again = checkSanity(*network, gradCam(*network), settings);
        QCOMPARE(again->correlation(), check->correlation());
        settings.sanityStages = 0;
        QCOMPARE(checkSanity(*network, gradCam(*network), settings)->stages.size(), std::size_t(9));
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());
    }

    void sanityOfAMapThatDoesNot()
    {
        const auto network = smallCnn(3);
        const auto edges = [] {
            return Result<std::vector<HeatMap>>({ mapOf(formulaPixels(1, 8)[0][0]), HeatMap(8, 8) });
        };
        const auto check = checkSanity(*network, edges, {});
        QVERIFY(check.ok());
        QCOMPARE(check->correlation(), 1.0);
        QCOMPARE(check->stages.back().pictures, std::size_t(1)); // the constant map has no order
        QVERIFY(!check->passed());
        SanityCheck other = *check;
        for (auto& stage : other.stages) {
            stage.correlation = 0.25;
            stage.pictures = 2;
        }
        QCOMPARE(together({ *check, other }).correlation(), 0.5);
    }

    void weightsComeBackWhateverHappens()
    {
        const auto network = smallCnn(3);
        const NetworkState before(*network);
        const auto values = network->named_parameters()["fc.weight"].detach().clone();
        int calls = 0;
        const MapMaker throws = [&]() -> Result<std::vector<HeatMap>> {
            if (++calls == 3)
                throw std::runtime_error("in the middle");
            return gradCam(*network)();
        };
        QVERIFY_EXCEPTION_THROWN((void)checkSanity(*network, throws, {}), std::runtime_error);
        calls = 0;
        const MapMaker fails = [&]() -> Result<std::vector<HeatMap>> {
            if (++calls == 3)
                return fail("no map");
            return gradCam(*network)();
        };
        QCOMPARE(checkSanity(*network, fails, {}).error().what, std::string("no map"));
        CancelSource source;
        const auto stopped = checkSanity(*network, gradCam(*network), {}, source.token(),
            [&](std::int64_t done, std::int64_t) { done == 2 ? source.cancel() : void(); });
        QVERIFY(!stopped.ok() && stopped.error().cancelled());
        QVERIFY(at::equal(network->named_parameters()["fc.weight"], values));
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());
    }
};

LOOKAWAY_TEST(tst_sanity_check, TestSanityCheck)
#include "tst_sanity_check.moc"
