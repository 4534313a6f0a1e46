// SPDX-License-Identifier: MIT
#include "MeasuredNetworks.h"
#include "NetworkState.h"
#include "TestMain.h"
#include "TinyNetwork.h"
#include "evaluate/InsertionDeletion.h"
#include "evaluate/PixelOrder.h"
#include "evaluate/RemoveAndDebias.h"

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

} // namespace

/// Insertion, deletion and ROAD.
class TestFaithfulness : public QObject {
    Q_OBJECT

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
};

LOOKAWAY_TEST(tst_faithfulness, TestFaithfulness)
#include "tst_faithfulness.moc"
