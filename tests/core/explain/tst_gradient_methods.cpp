// SPDX-License-Identifier: MIT
#include "FormulaWeights.h"
#include "NetworkState.h"
#include "TestMain.h"
#include "TinyNetwork.h"

#include "explain/GradCam.h"
#include "explain/GradientMap.h"
#include "explain/GuidedGradCam.h"
#include "explain/HeatMap.h"
#include "explain/IntegratedGradients.h"
#include "explain/SmoothGrad.h"
#include "models/Normalization.h"
#include "models/Registry.h"

#include <torch/torch.h>

#include <QTest>

#include <iostream>

using namespace lookaway;
using lookaway::test::NetworkState;
using lookaway::test::PooledPixels;
using Kind = GradientMap::Kind;

namespace {

/// One hidden layer on a picture of one pixel: logits = V relu(U x). Keeps every input it was given.
class OnePixel : public Classifier {
public:
    OnePixel()
        : Classifier(ModelInfo{ "one_pixel", "", 1, 1, "", "head", "" })
        , m_hidden(register_parameter(
              "hidden", torch::tensor({ 1.F, 1.F, 0.F, 2.F, 0.F, 1.F, 0.F, -1.F, 1.F }).view({ 3, 3 })))
        , m_head(register_parameter("head", torch::tensor({ 1.F, -2.F, 3.F, 0.F, 1.F, 1.F }).view({ 2, 3 })))
    {
    }
    std::vector<at::Tensor> seen;

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        seen.push_back(x.detach().clone());
        return at::linear(tracer.relu(at::linear(x.mean({ 2, 3 }), m_hidden)), m_head);
    }

private:
    at::Tensor m_hidden, m_head;
};

/// x = (1, 2, -1), so U x = (3, 1, -3), once for each class.
ExplainRequest onePixel()
{
    return { torch::tensor({ 1.F, 2.F, -1.F }).view({ 1, 3, 1, 1 }).repeat({ 2, 1, 1, 1 }), torch::tensor({ 0, 1 }) };
}

ExplainRequest pictures(std::int64_t size = 32)
{
    return { at::linspace(-2, 2, 2 * 3 * size * size).mul(37).sin().view({ 2, 3, size, size }), torch::tensor({ 3, 0 }),
        "features.1" };
}

bool near(const at::Tensor& actual, const at::Tensor& expected, double relative = 1e-5)
{
    const bool close = at::allclose(actual, expected, relative, 1e-6 * expected.abs().max().item<double>());
    if (!close)
        std::cerr << "actual\n" << actual << "\nexpected\n" << expected << std::endl;
    return close;
}

} // namespace

/// The methods that differentiate down to the pixels, by hand and by what must hold of them.
class GradientMethodsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rulesByHand_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QList<float>>("attribution");
        QTest::addColumn<QList<float>>("maps");
        using F = QList<float>;
        // Gradients at relu's output are V's rows (1, -2, 3) and (0, 1, 1); the third unit is off.
        QTest::newRow("gradient") << int(Kind::Gradient) << F{ -3, 1, -2, 2, 0, 1 } << F{ 3, 2 };
        QTest::newRow("times input") << int(Kind::TimesInput) << F{ -3, 2, 2, 2, 0, -1 } << F{ 1, 1 };
        QTest::newRow("guided") << int(Kind::GuidedBackprop) << F{ 1, 1, 0, 2, 0, 1 } << F{ 1, 2 };
        QTest::newRow("deconvnet") << int(Kind::Deconvnet) << F{ 1, -2, 3, 2, -1, 2 } << F{ 3, 2 };
    }
    void rulesByHand()
    {
        QFETCH(int, kind);
        QFETCH(QList<float>, attribution);
        QFETCH(QList<float>, maps);
        OnePixel model;
        const auto found = GradientMap(Kind(kind)).explain(model, onePixel());
        QVERIFY(found.ok());
        const auto wanted = [](const QList<float>& values) {
            return torch::tensor(std::vector<float>(values.begin(), values.end()));
        };
        QVERIFY(near(found->attribution, wanted(attribution).view({ 2, 3, 1, 1 })));
        QVERIFY(near(found->maps, wanted(maps).view({ 2, 1, 1 })));
        QVERIFY(near(found->logits, torch::tensor({ 1.F, 1.F, 1.F, 1.F }).view({ 2, 2 })));
    }

    void guidedGradCamHasTheFieldsOfBoth()
    {
        const auto model = makeModel("small_cnn", 4, 2).value();
        const auto request = pictures();
        const auto both = GuidedGradCam().explain(*model, request);
        const auto guided = GradientMap(Kind::GuidedBackprop).explain(*model, request);
        const auto cam = GradCam().explain(*model, request);
        QVERIFY(both.ok() && guided.ok() && cam.ok());
        QVERIFY(near(both->companions.at("grad-cam"), cam->maps));
        QVERIFY(near(both->attribution, guided->attribution * resizeMaps(cam->maps, 32, 32).unsqueeze(1)));
        QVERIFY(near(both->logits, cam->logits));
        QVERIFY(both->maps.max().item<float>() > 0);
    }

    void smoothGradWithoutNoiseIsTheGradient()
    {
        const auto model = makeModel("small_cnn", 4, 2).value();
        ExplainSettings settings;
        settings.smoothNoise = 0;
        settings.smoothSamples = 3;
        for (const auto kind : { Kind::Gradient, Kind::TimesInput, Kind::GuidedBackprop }) {
            const auto smooth = SmoothGrad(settings, GradientMap(kind)).explain(*model, pictures());
            const auto plain = GradientMap(kind).explain(*model, pictures());
            QVERIFY(smooth.ok() && plain.ok());
            QVERIFY(near(smooth->attribution, plain->attribution));
            QVERIFY(near(smooth->maps, plain->maps));
        }
    }

    /// Signed gradients that cancel: their mean, not the mean of their squares or absolute values.
    void smoothGradAveragesGradients()
    {
        PooledPixels model(torch::ones({ 2, 3 }), torch::zeros({ 2 }));
        // A zero pixel in a picture of range 2: with noise, ReLU is on in about half of the copies.
        auto image = torch::zeros({ 1, 3, 4, 4 });
        image[0][0][0][0] = 2;
        ExplainSettings settings;
        settings.smoothSamples = 400;
        const auto maps = SmoothGrad(settings).explain(model, { image, torch::tensor({ 1 }), "" });
        QVERIFY(maps.ok());
        const double mean = maps->attribution.mean().item<double>() * 16;
        QVERIFY2(mean > 0.47 && mean < 0.55, qPrintable(QString::number(mean))); // 1/2, and 1 at the one pixel
    }

    void smoothGradNoise()
    {
        OnePixel model;
        torch::manual_seed(1);
        const auto images = torch::stack({ torch::rand({ 3, 32, 32 }), 10 * torch::rand({ 3, 32, 32 }) });
        ExplainSettings settings;
        settings.seed = 5;
        settings.chunk = 7;
        const ExplainRequest request{ images, torch::tensor({ 0, 1 }), "" };
        const auto first = SmoothGrad(settings).explain(model, request);
        QCOMPARE(model.seen.size(), std::size_t(9)); // 25 copies of two pictures, three copies at a time
        const auto noise = at::cat(model.seen).unflatten(0, { 25, 2 }) - images;
        for (int i = 0; i < 2; ++i) {
            const double range = (images[i].max() - images[i].min()).item<double>();
            QVERIFY(std::abs(noise.select(1, i).std().item<double>() / range - 0.15) < 0.002);
            QVERIFY(std::abs(noise.select(1, i).mean().item<double>() / range) < 0.002);
        }
        QVERIFY(!at::allclose(noise[0], noise[1]));
        // As torch.Generator().manual_seed(5) draws in Python, the same for every picture of the batch.
        torch::manual_seed(5);
        const auto drawn = torch::randn({ 3, 32, 32 });
        QVERIFY(near(noise[0][1] / noise[0][1].std(), drawn / drawn.std(), 1e-3));

        settings.chunk = 100;
        const auto again = SmoothGrad(settings).explain(model, request);
        QVERIFY(first.ok() && again.ok());
        QVERIFY(near(first->attribution, again->attribution));
        const auto alone = SmoothGrad(settings).explain(model, { images.slice(0, 1), torch::tensor({ 1 }), "" });
        QVERIFY(alone.ok() && near(alone->attribution[0], first->attribution[1]));
        settings.seed = 6;
        const auto other = SmoothGrad(settings).explain(model, request);
        QVERIFY(other.ok() && !at::allclose(first->attribution, other->attribution));
    }

    /// On a path that meets no kink one step is exact.
    void integratedGradientsByHand()
    {
        OnePixel model;
        ExplainSettings settings;
        settings.baseline = Baseline::Mean; // 0 in normalised values
        for (const int steps : { 1, 4 }) {
            settings.integratedSteps = steps;
            const auto found = IntegratedGradients(settings).explain(model, onePixel());
            QVERIFY(found.ok());
            QVERIFY(near(found->attribution, torch::tensor({ -3.F, 2.F, 2.F, 2.F, 0.F, -1.F }).view({ 2, 3, 1, 1 })));
            QVERIFY(near(found->maps, torch::ones({ 2, 1, 1 })));
        }
    }

    void integratedGradientsAreComplete_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto* name : { "small_cnn", "resnet18", "squeezenet1_1" })
            QTest::newRow(name) << name;
    }
    void integratedGradientsAreComplete()
    {
        QFETCH(QString, name);
        const auto model = makeModel(name.toStdString(), 4, 2).value();
        test::setFormulaWeights(*model); // with fresh ones the logits hardly depend on the picture
        model->eval();
        const auto request = pictures();
        for (const auto baseline : { Baseline::Black, Baseline::Mean }) {
            ExplainSettings settings;
            settings.baseline = baseline;
            const auto found = IntegratedGradients(settings).explain(*model, request);
            QVERIFY(found.ok());
            const torch::NoGradGuard noGraph;
            auto from = at::zeros_like(request.images);
            if (baseline == Baseline::Black)
                from = Normalization(model->info()).apply(from);
            const auto risen =
                (model->forward(request.images) - model->forward(from)).gather(1, request.classes.view({ 2, 1 }));
            const auto sums = found->attribution.sum({ 1, 2, 3 });
            const auto scale = found->attribution.abs().sum({ 1, 2, 3 }).max().item<double>();
            const double error = (sums - risen.flatten()).abs().max().item<double>();
            QVERIFY2(error < 0.005 * scale && error < 0.05 * risen.abs().max().item<double>(),
                qPrintable(QString("%1 of %2, %3").arg(error).arg(scale).arg(risen.abs().max().item<double>())));
            QVERIFY(near(found->maps, found->attribution.sum(1)));
        }
    }

    void followedAndStopped()
    {
        const auto model = makeModel("small_cnn", 4, 2).value();
        const NetworkState before(*model);
        ExplainSettings settings;
        settings.smoothSamples = settings.integratedSteps = 5;
        settings.chunk = 2; // one version of two pictures
        const SmoothGrad smooth(settings);
        const IntegratedGradients integrated(settings);
        for (const Explainer* method :
            { static_cast<const Explainer*>(&smooth), static_cast<const Explainer*>(&integrated) }) {
            std::vector<std::int64_t> told;
            at::Tensor last;
            const auto maps = method->explain(
                *model, pictures(), { {}, [&](std::int64_t done, std::int64_t total, const at::Tensor& sofar) {
                                         QCOMPARE(total, 5);
                                         told.push_back(done);
                                         last = sofar;
                                     } });
            QVERIFY(maps.ok());
            QCOMPARE(told, (std::vector<std::int64_t>{ 1, 2, 3, 4, 5 }));
            QVERIFY(near(last, maps->maps));

            CancelSource source;
            std::int64_t reached = 0;
            const auto stopped = method->explain(
                *model, pictures(), { source.token(), [&](std::int64_t done, std::int64_t, const at::Tensor&) {
                                         reached = done;
                                         if (done == 2)
                                             source.cancel();
                                     } });
            QVERIFY(!stopped.ok() && stopped.error().cancelled());
            QCOMPARE(reached, 2);
            QCOMPARE(NetworkState(*model).differenceTo(before), std::string());
        }
    }
};

LOOKAWAY_TEST(tst_gradient_methods, GradientMethodsTest)
#include "tst_gradient_methods.moc"
