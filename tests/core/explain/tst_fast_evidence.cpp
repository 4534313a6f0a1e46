// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "explain/EvidenceWindows.h"
#include "explain/FastEvidence.h"
#include "explain/PredictionDifference.h"
#include "models/DeviceGenerator.h"
#include "models/Initialise.h"
#include "models/Layers.h"
#include "models/Normalization.h"

#include <torch/torch.h>

#include <QElapsedTimer>
#include <QTest>

#include <cmath>

using namespace lookaway;

namespace {

constexpr std::int64_t side = 36;

/// Three convolutions, global average pooling and a linear layer, with BatchNorm or without; counts what it is shown.
class Counting : public Classifier {
public:
    explicit Counting(bool batchNorm)
        : Classifier(ModelInfo{ "counting", "", side, 8, "features", "fc", "" })
    {
        const std::array<std::int64_t, 4> widths{ 3, 12, 24, 24 };
        for (std::size_t i = 1; i < widths.size(); ++i) {
            auto shape = square(widths[i - 1], widths[i], 3, 1);
            shape.bias = !batchNorm;
            m_features->emplace<Conv>(shape);
            if (batchNorm)
                m_features->emplace<BatchNorm>(widths[i]);
            m_features->emplace<Relu>();
            if (i < 3)
                m_features->emplace<MaxPool>(2, 2);
        }
        register_module("features", m_features);
        m_fc = register_module("fc", std::make_shared<Linear>(widths.back(), 3));
        initialise(*this, 3);
    }

    std::int64_t forwards = 0, backwards = 0; ///< pictures that were sent through

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        forwards += x.size(0);
        backwards += x.requires_grad() ? x.size(0) : 0;
        x = tracer.call("features", *m_features, x);
        return tracer.call("fc", *m_fc, globalAveragePool(tracer, x));
    }

private:
    std::shared_ptr<Stack> m_features = std::make_shared<Stack>();
    std::shared_ptr<Linear> m_fc;
};

/// Pictures in [0, 1] with soft clouds, some noise and a patch of stripes whose direction is the class (upright, lying,
/// both), of any strength, at any place.
struct StripedPictures {
    at::Tensor pixels, labels;

    StripedPictures(std::int64_t count, std::uint64_t seed)
        : labels(at::arange(count).remainder(3))
    {
        auto generator = deviceGenerator(at::kCPU, seed);
        const auto uniform = [&](at::IntArrayRef shape, double low, double high) {
            return at::empty(shape, at::kFloat).uniform_(low, high, generator);
        };
        pixels = at::upsample_bilinear2d(uniform({ count, 3, 5, 5 }, 0.2, 0.8), { side, side }, false)
            + uniform({ count, 3, side, side }, -0.06, 0.06);
        const auto stripes = at::arange(14).remainder(4).ge(2).to(at::kFloat).mul(2).sub(1);
        const auto upright = stripes.expand({ 14, 14 }), lying = upright.t();
        const std::array<at::Tensor, 3> patterns{ upright, lying, upright * lying };
        const auto corners = uniform({ count, 2 }, 0, side - 14).to(at::kLong);
        const auto strength = uniform({ count, 3, 1, 1 }, 0.05, 0.2);
        for (std::int64_t i = 0; i < count; ++i)
            pixels[i]
                .narrow(1, corners[i][0].item<std::int64_t>(), 14)
                .narrow(2, corners[i][1].item<std::int64_t>(), 14)
                .add_(patterns[i % 3] * strength[i]);
        pixels.clamp_(0, 1);
    }
};

double accuracy(Counting& network, const StripedPictures& pictures, const Normalization& normalization)
{
    const torch::NoGradGuard noGraph;
    network.eval();
    const auto answers = network.forward(normalization.apply(pictures.pixels)).argmax(1);
    return answers.eq(pictures.labels).to(at::kDouble).mean().item<double>();
}

std::shared_ptr<Counting> trained(bool batchNorm)
{
    auto network = std::make_shared<Counting>(batchNorm);
    const Normalization normalization(network->info());
    torch::optim::Adam optimizer(network->parameters(), torch::optim::AdamOptions(4e-3));
    network->train();
    for (std::uint64_t step = 0; step < 160; ++step) {
        const StripedPictures batch(24, 100 + step);
        optimizer.zero_grad();
        at::cross_entropy_loss(network->forward(normalization.apply(batch.pixels)), batch.labels).backward();
        optimizer.step();
    }
    network->zero_grad();
    return network;
}

double pearson(const at::Tensor& a, const at::Tensor& b)
{
    const auto x = (a - a.mean()).flatten().to(at::kDouble), y = (b - b.mean()).flatten().to(at::kDouble);
    return ((x * y).sum() / (x.norm() * y.norm())).item<double>();
}

at::Tensor ranks(const at::Tensor& values)
{
    return values.flatten().argsort().argsort().to(at::kDouble);
}

} // namespace

/// Fast evidence against prediction difference analysis by brute force, same windows and samples, on trained networks;
/// and what both draw windows from.
class FastEvidenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithBruteForce_data()
    {
        QTest::addColumn<bool>("batchNorm");
        QTest::newRow("BatchNorm") << true;
        QTest::newRow("no BatchNorm") << false;
    }
    void agreesWithBruteForce()
    {
        QFETCH(bool, batchNorm);
        QElapsedTimer timer;
        timer.start();
        const auto network = trained(batchNorm);
        const Normalization normalization(network->info());
        const StripedPictures pictures(3, 7);
        const double learnt = accuracy(*network, StripedPictures(150, 8), normalization);
        qInfo("accuracy %.2f after %.1f s", learnt, timer.restart() / 1000.0);
        QVERIFY(learnt > 0.85);

        ExplainSettings settings;
        settings.evidenceWindow = 4;
        settings.evidencePatch = 8;
        settings.evidenceSamples = 4;
        const ExplainRequest request{ normalization.apply(pictures.pixels), pictures.labels };
        network->forwards = network->backwards = 0;
        const auto brute = PredictionDifference(settings).explain(*network, request).value();
        const auto brutePasses = network->forwards;
        const double bruteSeconds = timer.restart() / 1000.0;
        network->forwards = network->backwards = 0;
        const auto fast = FastEvidence(settings).explain(*network, request).value();
        const auto fastPasses = network->forwards + network->backwards;
        const double fastSeconds = timer.restart() / 1000.0;
        QCOMPARE(brutePasses, 3 * (1 + 33 * 33 * 4));
        QVERIFY2(fastPasses * 10 <= brutePasses, qPrintable(QString::number(fastPasses)));

        double correlation = 0, rankCorrelation = 0, sameSign = 0;
        for (int i = 0; i < 3; ++i) {
            const auto a = brute.maps[i], b = fast.maps[i];
            const double r = pearson(a, b);
            correlation += r / 3;
            rankCorrelation += pearson(ranks(a), ranks(b)) / 3;
            sameSign += a.gt(0).eq(b.gt(0)).to(at::kDouble).mean().item<double>() / 3;
            qInfo("picture %d: brute force %.2f to %.2f bits, Pearson %.3f", i, a.min().item<double>(),
                a.max().item<double>(), r);
        }
        qInfo("passes %lld of %lld (1/%.1f), %.1f s of %.1f s; Pearson %.3f, Spearman %.3f, same sign %.3f",
            static_cast<long long>(fastPasses), static_cast<long long>(brutePasses),
            static_cast<double>(brutePasses) / static_cast<double>(fastPasses), fastSeconds, bruteSeconds, correlation,
            rankCorrelation, sameSign);
        QVERIFY(correlation >= 0.9);
        QVERIFY(rankCorrelation >= 0.8);
        QVERIFY(sameSign >= 0.8);
    }

    void gridsKeepTheirDistance()
    {
        QCOMPARE(FastEvidence::gridStep(215, 215, 10), std::int64_t(33));
        QCOMPARE(FastEvidence::gridStep(10, 10, 4), std::int64_t(4));      // never into each other
        QCOMPARE(FastEvidence::gridStep(1000, 1000, 4), std::int64_t(16)); // never further than it helps
    }

    /// Where windows do not disturb each other and the network is linear in its log odds, both methods are exact.
    void exactWhereTheNetworkIsLinear()
    {
        class Linearly : public Classifier {
        public:
            Linearly()
                : Classifier(ModelInfo{ "linear", "", 12, 1, "", "", "" })
                , m_weight(at::linspace(-30, 30, 3 * 12 * 12).sin() * 0.1)
            {
            }

        protected:
            at::Tensor run(at::Tensor x, Tracer&) override
            {
                const auto y = x.flatten(1).mv(m_weight);
                return at::stack({ y, at::zeros_like(y) }, 1);
            }

        private:
            at::Tensor m_weight;
        } network;
        ExplainSettings settings;
        settings.evidenceWindow = 2;
        settings.evidencePatch = 4;
        settings.evidenceSamples = 3;
        const auto image = at::linspace(0, 9, 2 * 3 * 12 * 12).sin_().view({ 2, 3, 12, 12 });
        const ExplainRequest request{ image, torch::tensor({ 0, 1 }, at::kLong) };
        const auto brute = PredictionDifference(settings).explain(network, request).value();
        const auto fast = FastEvidence(settings).explain(network, request).value();
        QVERIFY(brute.maps.abs().max().item<double>() > 0.01);
        QVERIFY((brute.maps - fast.maps).abs().max().item<double>() < 1e-3 * brute.maps.abs().max().item<double>());
    }

    /// Windows of a smooth picture are drawn near to what they hold, and the same at the border as inside.
    void gaussianKnowsThePicture()
    {
        const auto along = at::linspace(0, 6, 40);
        const auto smooth = (along.sin().unsqueeze(1) * along.cos().unsqueeze(0)).mul(0.3).add(0.5);
        const auto pixels = at::stack({ smooth, smooth * 0.8, smooth.t() });
        PatchGaussian gaussian(pixels, 4, 10);
        const std::vector<Corner> corners{ { 0, 0 }, { 20, 17 }, { 36, 36 }, { 3, 36 } };
        const auto noise = at::empty({ 4, 200, 48 }).normal_(0, 1, deviceGenerator(at::kCPU, 5));
        const auto drawn = gaussian.draw(corners, noise);
        QCOMPARE(drawn.sizes(), at::IntArrayRef({ 4, 200, 3, 4, 4 }));
        QVERIFY(drawn.min().item<float>() >= 0 && drawn.max().item<float>() <= 1);
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const auto truth = pixels.narrow(1, corners[i].y, 4).narrow(2, corners[i].x, 4);
            const auto error = (drawn[static_cast<std::int64_t>(i)].mean(0) - truth).abs().max().item<double>();
            QVERIFY2(error < 0.1, qPrintable(QString("window %1: %2").arg(i).arg(error)));
        }
        // One window alone gives the same draws.
        QVERIFY(at::allclose(gaussian.draw({ corners[1] }, noise.narrow(0, 1, 1))[0], drawn[1], 1e-4, 1e-5));
    }

    void pixelsAreMeansOfTheirWindows()
    {
        // Windows of 2 px on 3 x 3 pixels: the middle sees all four, a corner one.
        const auto evidence = torch::tensor({ { { 1.0F, 2.0F }, { 3.0F, 6.0F } } });
        const auto map = meanOverWindows(evidence, at::ones_like(evidence), 2)[0];
        QVERIFY(at::allclose(map, torch::tensor({ { 1.0F, 1.5F, 2.0F }, { 2.0F, 3.0F, 4.0F }, { 3.0F, 4.5F, 6.0F } })));
        const auto known = torch::tensor({ { { 1.0F, 0.0F }, { 0.0F, 0.0F } } });
        const auto part = meanOverWindows(evidence, known, 2)[0];
        QCOMPARE(part[1][1].item<float>(), 1.0F);
        QCOMPARE(part[2][2].item<float>(), 0.0F);
    }
};

LOOKAWAY_TEST(tst_fast_evidence, FastEvidenceTest)
#include "tst_fast_evidence.moc"
