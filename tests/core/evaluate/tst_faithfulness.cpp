// SPDX-License-Identifier: MIT
#include "FormulaWeights.h"
#include "NetworkState.h"
#include "TestMain.h"
#include "TinyNetwork.h"
#include "evaluate/InsertionDeletion.h"
#include "evaluate/PixelOrder.h"
#include "evaluate/RandomisedWeights.h"
#include "evaluate/RemoveAndDebias.h"
#include "evaluate/SanityCheck.h"
#include "explain/GradCam.h"
#include "models/Registry.h"

#include <nlohmann/json.hpp>
#include <torch/torch.h>

#include <QtTest>

#include <cmath>
#include <fstream>
#include <stdexcept>

using namespace lookaway;
using namespace lookaway::test;

namespace {

/// p of class 0 is sigmoid(mean of all pixels / mean of one white pixel among four * ln 3): 0.75 for that one pixel,
/// 0.5 for black.
std::shared_ptr<PooledPixels> fourPixels()
{
    const float weight = 4 * std::log(3.0F) / 3;
    auto network = std::make_shared<PooledPixels>(
        at::tensor({ weight, weight, weight, 0.F, 0.F, 0.F }).view({ 2, 3 }), at::zeros({ 2 }));
    network->setNormalization({ 0, 0, 0 }, { 1, 1, 1 });
    return network;
}

HeatMap mapOf(const at::Tensor& values)
{
    const auto plain = values.contiguous();
    HeatMap map(static_cast<int>(plain.size(1)), static_cast<int>(plain.size(0)));
    std::copy_n(plain.data_ptr<float>(), map.values.size(), map.values.begin());
    return map;
}

/// The upper left pixel of 2 x 2 is white.
MeasuredPictures onePixel(std::vector<float> heat)
{
    auto pixels = at::zeros({ 1, 3, 2, 2 });
    pixels.select(3, 0).select(2, 0).fill_(1);
    return { pixels, { 0 }, { mapOf(at::tensor(heat).view({ 2, 2 })) } };
}

FaithfulnessSettings steps(int count)
{
    FaithfulnessSettings settings;
    settings.steps = count;
    return settings;
}

double worst(const std::vector<double>& found, const std::vector<double>& expected)
{
    if (found.size() != expected.size())
        return INFINITY;
    double difference = 0;
    for (std::size_t i = 0; i < found.size(); ++i)
        difference = std::max(difference, std::abs(found[i] - expected[i]));
    return difference;
}

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

std::shared_ptr<Classifier> smallCnn(int classes)
{
    auto network = makeModel("small_cnn", classes, 1).value();
    setFormulaWeights(*network);
    network->eval();
    return network;
}

} // namespace

class TestFaithfulness : public QObject {
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

    void deletionByHand()
    {
        const auto network = fourPixels();
        const auto hot = measureInsertionDeletion(*network, onePixel({ 9, 1, 2, 3 }), steps(4));
        QVERIFY(hot.ok());
        const auto& deletion = hot->front().deletion;
        QVERIFY(worst(deletion.share, { 0, 0.25, 0.5, 0.75, 1 }) < 1e-12);
        QVERIFY(worst(deletion.probability, { 0.75, 0.5, 0.5, 0.5, 0.5 }) < 1e-6);
        QVERIFY(std::abs(deletion.area() - 0.53125) < 1e-6);
        // The white pixel comes last.
        const auto cold = measureInsertionDeletion(*network, onePixel({ -9, 1, 2, 3 }), steps(4));
        QVERIFY(std::abs(cold->front().deletion.area() - 0.71875) < 1e-6);
        // A constant map goes by the index: the white pixel comes first.
        const auto constant = measureInsertionDeletion(*network, onePixel({ 5, 5, 5, 5 }), steps(4));
        QCOMPARE(constant->front().deletion.probability, deletion.probability);
        // More steps than pixels are as many as pixels; one step is all at once.
        const auto many = measureInsertionDeletion(*network, onePixel({ 9, 1, 2, 3 }), steps(1000));
        QCOMPARE(many->front().deletion.probability, deletion.probability);
        const auto one = measureInsertionDeletion(*network, onePixel({ 9, 1, 2, 3 }), steps(1));
        QVERIFY(worst(one->front().deletion.probability, { 0.75, 0.5 }) < 1e-6);
    }

    void insertionByHand()
    {
        // Every pixel of the blurred 2 x 2 picture with its border repeated: a + b of the weights to the left and right
        // of the white pixel's edge.
        double left = 0;
        double all = 0;
        for (int d = -5; d <= 5; ++d) {
            all += std::exp(-d * d / 50.0);
            left += d <= 0 ? std::exp(-d * d / 50.0) : 0;
        }
        const double near = left / all; // share of a pixel's own side
        const double far = 1 - near;
        const auto picture = onePixel({ 9, 1, 2, 3 });
        const auto soft = blurred(picture.pixels)[0][1];
        QVERIFY(std::abs(soft[0][0].item<double>() - near * near) < 1e-6);
        QVERIFY(std::abs(soft[0][1].item<double>() - near * far) < 1e-6);
        QVERIFY(std::abs(soft[1][1].item<double>() - far * far) < 1e-6);
        const auto found = measureInsertionDeletion(*fourPixels(), picture, steps(4));
        const auto p = [](double light) { return 1 / (1 + std::pow(3, -light)); };
        const auto& insertion = found->front().insertion.probability;
        // Order: (0,0), (1,1), (0,1) of x, y = the pixels with heat 9, 3, 2, 1.
        const std::vector<double> expected{ p(1), p(1 + 2 * near * far + far * far), p(1 + 2 * near * far),
            p(1 + near * far), p(1) };
        QVERIFY2(worst(insertion, expected) < 1e-6, qPrintable(QString::number(worst(insertion, expected))));
    }

    void againstTheReference()
    {
        const auto fixture =
            nlohmann::json::parse(std::ifstream(std::string(LOOKAWAY_FIXTURES) + "/faithfulness/small_cnn.json"));
        const int side = fixture["side"];
        const auto network = smallCnn(fixture["classes"]);
        const auto noise = formulaUniform("a map of noise", { side, side }, 0.0, 1.0);
        const auto stairs = formulaUniform("a map of steps", { side, side }, 0.0, 4.0).floor();
        const auto& rows = fixture["pictures"];
        const MeasuredPictures pictures{ formulaPixels(2, side), { rows[0]["class"], rows[1]["class"] },
            { mapOf(noise), mapOf(stairs) } };
        auto settings = steps(fixture["steps"]);
        settings.percentiles = fixture["percentiles"].get<std::vector<int>>();
        settings.roadNoise = 0;
        const auto curves = measureInsertionDeletion(*network, pictures, settings);
        const auto road = measureRoad(*network, pictures, settings);
        QVERIFY(curves.ok() && road.ok());
        for (std::size_t i = 0; i < 2; ++i) {
            const auto expect = [&](const char* key) { return rows[i][key].get<std::vector<double>>(); };
            QVERIFY(worst(curves->at(i).deletion.probability, expect("deletion")) < 2e-6);
            QVERIFY(worst(curves->at(i).deletion.predicted, expect("deletion_predicted")) == 0);
            QVERIFY(worst(curves->at(i).insertion.probability, expect("insertion")) < 2e-6);
            QVERIFY(worst(road->at(i).morf.probability, expect("morf")) < 2e-6);
            QVERIFY(worst(road->at(i).lerf.probability, expect("lerf")) < 2e-6);
            QCOMPARE(road->at(i).morf.share.front(), 0.1);
        }
        QVERIFY(std::abs(*rankCorrelation(mapOf(noise), mapOf(noise + stairs)) - double(fixture["spearman"])) < 1e-9);
        QVERIFY(std::abs(*rankCorrelation(mapOf(noise), mapOf(stairs)) - double(fixture["spearman_ties"])) < 1e-9);
        // Neither the chunk nor the other pictures of the batch change anything that matters.
        settings.chunk = 3;
        const MeasuredPictures second{ pictures.pixels.narrow(0, 1, 1), { pictures.classes[1] }, { pictures.maps[1] } };
        const auto alone = measureInsertionDeletion(*network, second, settings);
        QVERIFY(worst(alone->front().deletion.probability, curves->at(1).deletion.probability) < 1e-6);
    }

    void noiseOfRoad()
    {
        // A plain picture stays what it is but for the noise: the network sees its mean.
        const auto network = fourPixels();
        HeatMap map(64, 64);
        for (std::size_t i = 0; i < map.values.size(); ++i)
            map.values[i] = static_cast<float>(i);
        const MeasuredPictures grey{ at::full({ 1, 3, 64, 64 }, 0.5F), { 0 }, { map } };
        FaithfulnessSettings settings;
        const auto road = measureRoad(*network, grey, settings);
        const auto again = measureRoad(*network, grey, settings);
        QVERIFY(road.ok());
        QCOMPARE(road->front().morf.probability, again->front().morf.probability);
        settings.seed = 2;
        QVERIFY(measureRoad(*network, grey, settings)->front().morf.probability != road->front().morf.probability);
        const double p = 1 / (1 + std::pow(3, -2.0)); // half of four white pixels
        const double error = worst(road->front().morf.probability, std::vector<double>(9, p));
        // 0.01/sqrt(pixels and channels) of noise, times the slope of the sigmoid: 1e-4; nothing would be 1e-8.
        QVERIFY2(error > 1e-7 && error < 1e-3, qPrintable(QString::number(error)));
    }

    void badInputIsASentence()
    {
        const auto network = fourPixels();
        auto pictures = onePixel({ 1, 2, 3, 4 });
        pictures.maps.front() = HeatMap(3, 3);
        const auto size = measureInsertionDeletion(*network, pictures, {});
        QVERIFY(!size.ok() && size.error().what.find("3 x 3") != std::string::npos);
        pictures.maps.clear();
        const auto count = measureRoad(*network, pictures, {});
        QVERIFY(!count.ok() && count.error().what.find("1 pictures, 0 heat maps") != std::string::npos);
        QVERIFY(!measureInsertionDeletion(*network, onePixel({ 1, 2, 3, 4 }), steps(0)).ok());
    }

    void measuringLeavesNoTrace()
    {
        const auto network = fourPixels();
        network->train();
        const NetworkState before(*network);
        CancelSource source;
        std::vector<std::int64_t> told;
        ExplainWatch watch;
        watch.progress = [&](std::int64_t done, std::int64_t total, const at::Tensor& maps) {
            QVERIFY(!maps.defined() && total == 10);
            told.push_back(done);
        };
        auto settings = steps(4);
        settings.chunk = 4;
        QVERIFY(measureInsertionDeletion(*network, onePixel({ 9, 1, 2, 3 }), settings, watch).ok());
        QCOMPARE(told, (std::vector<std::int64_t>{ 4, 8, 10 }));
        watch.cancel = source.token();
        watch.progress = [&](std::int64_t, std::int64_t, const at::Tensor&) { source.cancel(); };
        const auto stopped = measureInsertionDeletion(*network, onePixel({ 9, 1, 2, 3 }), settings, watch);
        QVERIFY(!stopped.ok() && stopped.error().cancelled());
        network->atEnd = [] { throw std::runtime_error("in the middle"); };
        QVERIFY_EXCEPTION_THROWN((void)measureRoad(*network, onePixel({ 9, 1, 2, 3 }), settings), std::runtime_error);
        network->atEnd = [] {};
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());
    }

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

LOOKAWAY_TEST(tst_faithfulness, TestFaithfulness)
#include "tst_faithfulness.moc"
