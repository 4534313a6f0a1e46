// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "TinyNetwork.h"

#include "explain/GradCam.h"
#include "models/Registry.h"

#include <torch/torch.h>

#include <QTest>

#include <cmath>
#include <iostream>

using namespace lookaway;
using lookaway::test::PooledPixels;

namespace {

/// Two copies of one image, explained for class 0 and class 1.
ExplainRequest twoClasses()
{
    const auto image = torch::tensor({ 1.F, 2.F, 0.F, -1.F, 0.F, 1.F, 3.F, 1.F, 2.F, -1.F, 1.F, 0.F });
    return { image.view({ 1, 3, 2, 2 }).repeat({ 2, 1, 1, 1 }), torch::tensor({ 0, 1 }, at::kLong), "features" };
}

PooledPixels network(bool tellsItsHead)
{
    return { torch::tensor({ 1.F, -2.F, 0.5F, -1.F, 1.F, 2.F }).view({ 2, 3 }), torch::tensor({ 0.1F, -0.2F }),
        tellsItsHead };
}

/// Every image's own softmax(tanh(relu(x)) . head): a head with a gradient of its own at every place.
class PlacedHead : public Classifier {
public:
    explicit PlacedHead(at::Tensor head)
        : Classifier(ModelInfo{ "placed_head", "", 2, 1, "features", "head", "" })
        , m_head(register_parameter("head", std::move(head)))
    {
    }

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        return at::matmul(tracer.tap("features", at::relu(x)).tanh().flatten(1), m_head.t());
    }

private:
    at::Tensor m_head;
};

bool near(const at::Tensor& actual, const at::Tensor& expected, double relative = 1e-5, double absolute = 1e-7)
{
    const bool close = at::allclose(actual.to(at::kFloat), expected.to(at::kFloat), relative, absolute);
    if (!close)
        std::cerr << "actual\n" << actual << "\nexpected\n" << expected << std::endl;
    return close;
}

} // namespace

class GradCamTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byHand_data()
    {
        QTest::addColumn<bool>("closedForm");
        QTest::newRow("closed form") << true;
        QTest::newRow("autograd") << false;
    }
    void byHand()
    {
        QFETCH(bool, closedForm);
        auto model = network(closedForm);
        const auto textbook = GradCam(GradCamFlavour::Textbook).explain(model, twoClasses());
        QVERIFY(textbook.ok());
        QVERIFY(
            near(textbook->maps, torch::tensor({ 0.5F, 0.F, 0.F, 0.F, 0.75F, 0.F, 1.25F, 0.25F }).view({ 2, 2, 2 })));
        QCOMPARE(textbook->maps.scalar_type(), at::kFloat);
        QCOMPARE(textbook->method, std::string("grad-cam"));
        QCOMPARE(textbook->layer, std::string("features"));

        // logits -1.275 and 1.8, so p0 p1 = s(3.075) s(-3.075); the weights and gates are in the table below.
        const double slope = 1 / (1 + std::exp(-3.075)) / (1 + std::exp(3.075));
        const auto released = GradCam(GradCamFlavour::AsReleased).explain(model, twoClasses());
        QVERIFY(released.ok());
        QVERIFY(near(released->maps,
            torch::tensor({ 0.25, 0.5, 0., 0., 0.375, 0.5625, 1.875, 0.5625 }).view({ 2, 2, 2 }) * slope));
    }

    /// Central differences of the score for every activation, in double, and the papers' formulas in loops.
    void numericGradient_data()
    {
        QTest::addColumn<bool>("textbook");
        QTest::newRow("textbook") << true;
        QTest::newRow("as released") << false;
    }
    void numericGradient()
    {
        QFETCH(bool, textbook);
        constexpr int classes = 3, channels = 3, places = 4;
        auto head = at::empty({ classes, channels * places }, at::kDouble);
        for (int i = 0; i < head.numel(); ++i)
            head.data_ptr<double>()[i] = std::sin(1.7 * i + 0.3);
        PlacedHead model(head);
        auto image = at::empty({ 1, channels, 2, 2 }, at::kDouble);
        for (int i = 0; i < image.numel(); ++i)
            image.data_ptr<double>()[i] = 0.9 * std::cos(2.3 * i) + 0.2;
        const std::int64_t target = 2;

        const auto score = [&](const at::Tensor& x) {
            const at::NoGradGuard noGrad;
            const auto logits = model.forward(x);
            return (textbook ? logits : logits.softmax(1))[0][target].item<double>();
        };
        auto a = image.clamp_min(0);
        std::vector<double> expected(places, 0.0);
        for (int k = 0; k < channels; ++k) {
            double weight = 0;
            for (int i = 0; i < places; ++i) {
                // The activation is changed past the ReLU's kink only where it is positive or becomes so.
                const double step = 1e-6, value = a.data_ptr<double>()[k * places + i];
                auto above = a.clone(), below = a.clone();
                above.data_ptr<double>()[k * places + i] += step;
                below.data_ptr<double>()[k * places + i] -= value > 0 ? step : 0;
                const double g = (score(above) - score(below)) / (value > 0 ? 2 * step : step);
                weight += textbook || (value > 0 && g > 0) ? g / places : 0;
            }
            for (int i = 0; i < places; ++i)
                expected[i] += weight * a.data_ptr<double>()[k * places + i];
        }
        if (textbook)
            for (auto& value : expected)
                value = std::max(value, 0.0);

        const auto flavour = textbook ? GradCamFlavour::Textbook : GradCamFlavour::AsReleased;
        const auto maps = GradCam(flavour).explain(model, { image, torch::tensor({ target }), "features" });
        QVERIFY(maps.ok());
        QVERIFY(near(maps->maps.flatten(), torch::tensor(expected), 1e-4, 1e-6));
    }

    void closedFormEqualsAutograd_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("flavour");
        for (const auto* name : { "small_cnn", "resnet18", "mobilenet_v2" })
            for (const auto flavour : { GradCamFlavour::Textbook, GradCamFlavour::AsReleased })
                QTest::addRow("%s %d", name, int(flavour)) << name << int(flavour);
    }
    void closedFormEqualsAutograd()
    {
        QFETCH(QString, name);
        QFETCH(int, flavour);
        const auto model = makeModel(name.toStdString(), 7, 3);
        QVERIFY(model.ok());
        auto& network = **model;
        const auto layer = network.info().targetLayer;
        QVERIFY(network.poolingHeadWeight(layer).has_value());
        torch::manual_seed(5);
        const ExplainRequest request{ torch::randn({ 3, 3, 64, 64 }), torch::tensor({ 6, 0, 3 }, at::kLong), layer };
        const auto kind = GradCamFlavour(flavour);
        const auto closed = GradCam(kind).explain(network, request);
        const auto autograd = GradCam(kind, GradCam::Gradient::Autograd).explain(network, request);
        QVERIFY(closed.ok() && autograd.ok());
        QVERIFY(closed->maps.max().item<float>() > 0);
        const double scale = autograd->maps.abs().max().item<double>();
        QVERIFY(near(closed->maps / scale, autograd->maps / scale, 1e-4, 1e-5));
    }

    /// A picture that the network is sure of: 1 - p is 0 in float32, yet the map keeps its shape.
    void sureOfItself()
    {
        for (const bool closedForm : { true, false }) {
            auto model = network(closedForm);
            auto request = twoClasses();
            request.images = request.images * 10; // margin 30.45
            const auto maps = GradCam(GradCamFlavour::AsReleased).explain(model, request);
            QVERIFY(maps.ok());
            const auto shape = maps->maps[1] / maps->maps[1].max();
            QVERIFY(near(shape, torch::tensor({ 0.2F, 0.3F, 1.F, 0.3F }).view({ 2, 2 })));
        }
    }

    void earlierLayer()
    {
        const auto model = makeModel("small_cnn", 4, 1);
        QVERIFY(model.ok());
        const auto maps = GradCam().explain(
            **model, { torch::rand({ 2, 3, 32, 48 }), torch::tensor({ 1, 2 }, at::kLong), "features.1" });
        QVERIFY(maps.ok());
        QCOMPARE(maps->maps.dim(), 3);
        QCOMPARE(maps->maps.size(0), 2);
        QVERIFY(maps->maps.size(2) > maps->maps.size(1));
    }

    void imagesOfABatchDoNotInfluenceEachOther()
    {
        const auto model = makeModel("resnet18", 5, 2);
        QVERIFY(model.ok());
        torch::manual_seed(1);
        const auto images = torch::randn({ 4, 3, 64, 64 });
        const auto classes = torch::tensor({ 0, 4, 4, 2 }, at::kLong);
        const GradCam method;
        const auto together = method.explain(**model, { images, classes, "layer3" });
        QVERIFY(together.ok());
        for (int i = 0; i < 4; ++i) {
            const auto alone =
                method.explain(**model, { images.slice(0, i, i + 1), classes.slice(0, i, i + 1), "layer3" });
            QVERIFY(alone.ok());
            QVERIFY(near(alone->maps[0], together->maps[i], 1e-3, 1e-6));
        }
    }

    void badRequests_data()
    {
        QTest::addColumn<QString>("images");
        QTest::addColumn<QString>("classes");
        QTest::newRow("no images") << "none"
                                   << "long";
        QTest::newRow("no pixels") << "empty"
                                   << "long";
        QTest::newRow("one picture without batch") << "3d"
                                                   << "long";
        QTest::newRow("bytes") << "bytes"
                               << "long";
        QTest::newRow("grey") << "grey"
                              << "long";
        QTest::newRow("too few classes") << "good"
                                         << "short";
        QTest::newRow("classes as floats") << "good"
                                           << "float";
    }
    void badRequests()
    {
        QFETCH(QString, images);
        QFETCH(QString, classes);
        const std::map<QString, at::Tensor> pictures{ { "none", {} }, { "empty", at::zeros({ 2, 3, 0, 4 }) },
            { "3d", at::zeros({ 3, 4, 4 }) }, { "bytes", at::zeros({ 2, 3, 4, 4 }, at::kByte) },
            { "grey", at::zeros({ 2, 1, 4, 4 }) }, { "good", at::zeros({ 2, 3, 4, 4 }) } };
        const std::map<QString, at::Tensor> indices{ { "short", at::zeros({ 1 }, at::kLong) },
            { "float", at::zeros({ 2 }) }, { "long", at::zeros({ 2 }, at::kLong) } };
        auto model = network(true);
        const auto maps = GradCam().explain(model, { pictures.at(images), indices.at(classes), "features" });
        QVERIFY(!maps.ok());
        QVERIFY(!maps.error().cancelled());
        QVERIFY(maps.error().what.size() > 20);
    }
};

LOOKAWAY_TEST(tst_grad_cam, GradCamTest)
#include "tst_grad_cam.moc"
