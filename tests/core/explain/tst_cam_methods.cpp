// SPDX-License-Identifier: MIT
#include "NetworkState.h"
#include "TestMain.h"
#include "TinyNetwork.h"

#include "explain/Cam.h"
#include "explain/EigenCam.h"
#include "explain/GradCam.h"
#include "explain/GradCamPlusPlus.h"
#include "explain/HeatMap.h"
#include "explain/LayerCam.h"
#include "explain/ScoreCam.h"
#include "models/Registry.h"

#include <torch/torch.h>

#include <QTest>

#include <array>
#include <cmath>
#include <iostream>

using namespace lookaway;
using lookaway::test::NetworkState;
using lookaway::test::PooledPixels;

namespace {

constexpr std::array<std::array<double, 3>, 2> weights = { { { 1, -2, 0.5 }, { -1, 1, 2 } } };
/// ReLU of the picture, which is the layer "features".
constexpr std::array<std::array<double, 4>, 3> features = { { { 1, 2, 0, 0 }, { 0, 1, 3, 1 }, { 2, 0, 1, 0 } } };

PooledPixels network(bool tellsItsHead = true)
{
    return { torch::tensor({ 1.F, -2.F, 0.5F, -1.F, 1.F, 2.F }).view({ 2, 3 }), torch::tensor({ 0.1F, -0.2F }),
        tellsItsHead };
}

/// Two copies of one image, explained for class 0 and class 1.
ExplainRequest twoClasses()
{
    const auto image = torch::tensor({ 1.F, 2.F, 0.F, -1.F, 0.F, 1.F, 3.F, 1.F, 2.F, -1.F, 1.F, 0.F });
    return { image.view({ 1, 3, 2, 2 }).repeat({ 2, 1, 1, 1 }), torch::tensor({ 0, 1 }, at::kLong), "features" };
}

bool near(const at::Tensor& actual, const at::Tensor& expected)
{
    const bool close = at::allclose(actual, expected.to(at::kFloat), 1e-5, 1e-6);
    if (!close)
        std::cerr << "actual\n" << actual << "\nexpected\n" << expected << std::endl;
    return close;
}

/// ReLU(sum_k w_k A_k) of the picture's two classes.
at::Tensor positiveSum(const std::array<std::array<double, 3>, 2>& w)
{
    std::vector<double> map;
    for (const auto& row : w)
        for (int i = 0; i < 4; ++i)
            map.push_back(std::max(0.0, row[0] * features[0][i] + row[1] * features[1][i] + row[2] * features[2][i]));
    return torch::tensor(map).view({ 2, 2, 2 });
}

} // namespace

/// The methods of the CAM family on the smallest network, with values by hand or by the papers' formulas in loops.
class CamMethodsTest : public QObject {
    Q_OBJECT

    void bothGradients()
    {
        QTest::addColumn<bool>("closedForm");
        QTest::newRow("closed form") << true;
        QTest::newRow("autograd") << false;
    }

private Q_SLOTS:
    void camByHand()
    {
        auto model = network();
        const auto cam = Cam().explain(model, twoClasses());
        QVERIFY(cam.ok());
        QVERIFY(near(cam->maps, torch::tensor({ 2.F, 0.F, -5.5F, -2.F, 3.F, -1.F, 5.F, 1.F }).view({ 2, 2, 2 })));
        // Its mean is the logit less the bias.
        const auto bias = torch::tensor({ 0.1F, -0.2F });
        QVERIFY(near(cam->maps.mean({ 1, 2 }) + bias, cam->logits.diagonal()));
    }

    void camIsGradCamBeforeReLU()
    {
        const auto model = makeModel("resnet18", 5, 4).value();
        torch::manual_seed(3);
        const ExplainRequest request{ torch::randn({ 2, 3, 96, 96 }), torch::tensor({ 4, 1 }), "layer4" };
        const auto cam = Cam().explain(*model, request);
        const auto gradCam = GradCam(GradCamFlavour::Textbook, GradCam::Gradient::Autograd).explain(*model, request);
        QVERIFY(cam.ok() && gradCam.ok());
        QVERIFY(cam->maps.lt(0).any().item<bool>() && gradCam->maps.gt(0).any().item<bool>());
        QVERIFY(near(cam->maps.clamp_min(0) / 9, gradCam->maps)); // 3 x 3 places
    }

    void camRefusesOtherHeads()
    {
        auto hidden = network(false);
        QVERIFY(!Cam().explain(hidden, twoClasses()).ok());
        const auto vgg = makeBlankModel("vgg16", 3).value();
        const auto refused =
            Cam().explain(*vgg, { torch::zeros({ 1, 3, 32, 32 }), torch::tensor({ 1 }), "features.29" });
        QVERIFY(!refused.ok() && !refused.error().cancelled());
        QVERIFY(refused.error().what.find("features.29") != std::string::npos);
        QVERIFY(refused.error().what.find(vgg->info().title) != std::string::npos);
        QVERIFY(!refused.error().hint.empty());
    }

    void gradCamPlusPlusByFormula_data() { bothGradients(); }
    void gradCamPlusPlusByFormula()
    {
        QFETCH(bool, closedForm);
        std::array<std::array<double, 3>, 2> w{};
        for (int c = 0; c < 2; ++c)
            for (int k = 0; k < 3; ++k) {
                const double g = weights[c][k] / 4;
                double total = 0;
                for (const double value : features[k])
                    total += value;
                const double share = g * g / (2 * g * g + total * g * g * g + 1e-6);
                w[c][k] = 4 * share * std::max(g, 0.0); // the gradient is the same at all four places
            }
        auto model = network(closedForm);
        const auto maps = GradCamPlusPlus().explain(model, twoClasses());
        QVERIFY(maps.ok());
        QVERIFY(near(maps->maps, positiveSum(w)));
    }

    void layerCamByHand_data() { bothGradients(); }
    void layerCamByHand()
    {
        QFETCH(bool, closedForm);
        auto model = network(closedForm);
        const auto maps = LayerCam().explain(model, twoClasses());
        QVERIFY(maps.ok());
        QVERIFY(
            near(maps->maps, torch::tensor({ 0.5F, 0.5F, 0.125F, 0.F, 1.F, 0.25F, 1.25F, 0.25F }).view({ 2, 2, 2 })));
    }

    /// Channels that are multiples of one pattern: the map is that pattern times the length of the multiples.
    void eigenCamByHand()
    {
        auto model = network();
        const auto pattern = torch::tensor({ 1.F, 0.F, 3.F, 2.F }).view({ 1, 2, 2 });
        auto request = twoClasses();
        request.images = (torch::tensor({ 1.F, 2.F, 2.F }).view({ 3, 1, 1 }) * pattern).repeat({ 2, 1, 1, 1 });
        const auto maps = EigenCam().explain(model, request);
        QVERIFY(maps.ok());
        QVERIFY(near(maps->maps, 3 * pattern.repeat({ 2, 1, 1 })));

        request.images[1].fill_(std::numeric_limits<float>::quiet_NaN());
        const auto broken = EigenCam().explain(model, request);
        QVERIFY(broken.ok());
        QVERIFY(near(broken->maps[0], maps->maps[0]));
        QVERIFY(heatMaps(broken->maps, 2, 2).constant[1].item<bool>());
    }

    void scoreCamByFormula()
    {
        std::array<std::array<double, 3>, 2> w{};
        for (int c = 0; c < 2; ++c) {
            double sum = 0;
            for (int k = 0; k < 3; ++k) {
                double score = 0; // of the picture seen through channel k, whose smallest value is 0
                const double high = std::max({ features[k][0], features[k][1], features[k][2], features[k][3] });
                for (int j = 0; j < 3; ++j)
                    for (int i = 0; i < 4; ++i)
                        score += weights[c][j] * features[j][i] * features[k][i] / high / 4;
                sum += w[c][k] = std::exp(score);
            }
            for (auto& value : w[c])
                value /= sum;
        }
        for (const int chunk : { 1, 4, 100 }) {
            ExplainSettings settings;
            settings.chunk = chunk;
            auto model = network();
            std::vector<std::int64_t> told;
            at::Tensor last;
            const auto maps = ScoreCam(settings).explain(
                model, twoClasses(), { {}, [&](std::int64_t done, std::int64_t total, const at::Tensor& sofar) {
                                          QCOMPARE(total, 6);
                                          QVERIFY(sofar.isfinite().all().item<bool>());
                                          told.push_back(done);
                                          last = sofar;
                                      } });
            QVERIFY(maps.ok());
            QVERIFY(near(maps->maps, positiveSum(w)));
            QVERIFY(near(last, maps->maps));
            QCOMPARE(told.size(), std::size_t(chunk == 1 ? 6 : chunk == 4 ? 2 : 1));
            QCOMPARE(told.back(), 6);
        }
    }

    void scoreCamStopsBetweenChunks()
    {
        auto model = network();
        const NetworkState before(model);
        int passes = 0;
        CancelSource source;
        model.atEnd = [&] {
            if (++passes == 3)
                source.cancel();
        };
        ExplainSettings settings;
        settings.chunk = 1;
        const auto maps = ScoreCam(settings).explain(model, twoClasses(), { source.token() });
        QVERIFY(!maps.ok() && maps.error().cancelled());
        QCOMPARE(passes, 3);
        QCOMPARE(NetworkState(model).differenceTo(before), std::string());
    }
};

LOOKAWAY_TEST(tst_cam_methods, CamMethodsTest)
#include "tst_cam_methods.moc"
