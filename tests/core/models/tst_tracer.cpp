// SPDX-License-Identifier: MIT
#include "Fixture.h"
#include "TestMain.h"
#include "models/LayerList.h"
#include "models/Tracer.h"

#include <QTest>

#include <ATen/autocast_mode.h>

using namespace lookaway;
using namespace lookaway::test;

namespace {

std::vector<std::string> namesOf(const std::vector<LayerShape>& layers)
{
    std::vector<std::string> names;
    names.reserve(layers.size());
    for (const auto& layer : layers)
        names.push_back(layer.name);
    return names;
}

at::Tensor gradientOfRule(ReluRule rule, bool relu6)
{
    const auto x = at::tensor({ -1.0F, 0.0F, 2.0F, 2.0F, 7.0F, 7.0F, -1.0F }).requires_grad_();
    const auto g = at::tensor({ 3.0F, 3.0F, 3.0F, -3.0F, 3.0F, -3.0F, -3.0F });
    Tracer tracer({}, rule, false, std::nullopt);
    const auto y = relu6 ? tracer.relu6(x * 1) : tracer.relu(x * 1);
    return torch::autograd::grad({ y }, { x }, { g })[0];
}

/// CPU autocast to bf16 for the life of this object; LibTorch's spelling changed between 1.13 and 2.x.
class Bf16Autocast {
public:
    Bf16Autocast() { set(true); }
    Bf16Autocast(const Bf16Autocast&) = delete;
    Bf16Autocast& operator=(const Bf16Autocast&) = delete;
    ~Bf16Autocast()
    {
        at::autocast::clear_cache();
        set(false);
    }

private:
    static void set(bool on)
    {
#if TORCH_VERSION_MAJOR >= 2
        at::autocast::set_autocast_enabled(at::kCPU, on);
        at::autocast::set_autocast_dtype(at::kCPU, at::kBFloat16);
#else
        at::autocast::set_cpu_enabled(on);
        at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
#endif
    }
};

void addNetworks()
{
    QTest::addColumn<QString>("name");
    for (const auto* name :
        { "resnet18", "mobilenet_v2", "densenet121", "squeezenet1_1", "inception_v3", "small_cnn", "resnet20_cifar" })
        QTest::newRow(name) << QString(name);
}

} // namespace

class TracerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reluRulesByHand()
    {
        using V = std::vector<float>;
        const auto values = [](const at::Tensor& t) { return V(t.data_ptr<float>(), t.data_ptr<float>() + t.numel()); };
        QCOMPARE(values(gradientOfRule(ReluRule::Standard, false)), V({ 0, 0, 3, -3, 3, -3, 0 }));
        QCOMPARE(values(gradientOfRule(ReluRule::Guided, false)), V({ 0, 0, 3, 0, 3, 0, 0 }));
        QCOMPARE(values(gradientOfRule(ReluRule::Deconvnet, false)), V({ 3, 3, 3, 0, 3, 0, 0 }));
        QCOMPARE(values(gradientOfRule(ReluRule::Standard, true)), V({ 0, 0, 3, -3, 0, 0, 0 }));
        QCOMPARE(values(gradientOfRule(ReluRule::Guided, true)), V({ 0, 0, 3, 0, 0, 0, 0 }));
        QCOMPARE(values(gradientOfRule(ReluRule::Deconvnet, true)), V({ 3, 3, 3, 0, 3, 0, 0 }));
    }

    void dropoutFollowsItsGenerator()
    {
        const auto x = at::ones({ 1000 });
        const auto draw = [&](std::uint64_t seed) {
            return Tracer({}, ReluRule::Standard, true, at::make_generator<at::CPUGeneratorImpl>(seed))
                .dropout(x, 0.25);
        };
        const auto before = at::globalContext().defaultGenerator(at::kCPU).get_state().clone();
        const auto y = draw(1);
        QVERIFY(y.equal(draw(1)));
        QVERIFY(!y.equal(draw(2)));
        QVERIFY(at::globalContext().defaultGenerator(at::kCPU).get_state().equal(before));
        const auto kept = y.gt(0);
        QVERIFY(y.masked_select(kept).allclose(at::full({ 1 }, 4.0F / 3)));
        const auto count = kept.sum().item<std::int64_t>();
        QVERIFY(count > 690 && count < 810); // mean 750, deviation 14
        QVERIFY(Tracer({}, ReluRule::Standard, false, std::nullopt).dropout(x, 0.25).equal(x));
    }

    /// Every layer tapped at once: the logits stay, and no activation is overwritten by a later operator in place.
    void tappedActivationsStayWhole_data() { addNetworks(); }
    void tappedActivationsStayWhole()
    {
        QFETCH(QString, name);
        const Fixture fixture(name.toStdString());
        const torch::NoGradGuard noGraph;
        const auto layers = layersOf(*fixture.model, fixture.json["size"]);
        const auto trace = fixture.model->trace(fixture.input, { namesOf(layers) });
        QVERIFY(difference(trace.logits, fixture.tensor("logits")) < 1e-5);
        int normalised = 0;
        for (const auto& [layer, shape, type] : layers) {
            const auto& activation = trace.activations.at(layer);
            QCOMPARE(activation.sizes().slice(1).vec(), shape);
            QVERIFY2(!type.empty(), layer.c_str());
            const bool batchNorm = layer.find("bn") != std::string::npos || layer.find("norm") != std::string::npos;
            if (!batchNorm)
                continue;
            ++normalised;
            QVERIFY2(activation.lt(0).any().item<bool>(), layer.c_str()); // a ReLU in place would have cut it
        }
        QVERIFY(normalised > 0 || name.startsWith("squeeze") || name == "mobilenet_v2");
        // Each one alone gives the same values as all together.
        for (std::size_t i = 0; i < layers.size(); i += 7) {
            const auto& layer = layers[i].name;
            const auto alone = fixture.model->trace(fixture.input, { { layer } }).activations.at(layer);
            QVERIFY2(alone.equal(trace.activations.at(layer)), layer.c_str());
        }
    }

    void residualJoinIsWhole()
    {
        const Fixture fixture("resnet18");
        const torch::NoGradGuard noGraph;
        const auto a =
            fixture.model
                ->trace(fixture.input,
                    { { "layer2.0", "layer2.1.bn2", "layer2.1.add", "layer2.1.relu_1", "layer2.1", "layer2" } })
                .activations;
        QVERIFY((a.at("layer2.1.bn2") + a.at("layer2.0")).equal(a.at("layer2.1.add")));
        QVERIFY(a.at("layer2.1.add").relu().equal(a.at("layer2.1.relu_1")));
        QVERIFY(a.at("layer2").equal(a.at("layer2.1.relu_1")));
    }

    void leafGradientEqualsFullGraph_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("layer");
        QTest::newRow("resnet18") << "resnet18"
                                  << "layer3";
        QTest::newRow("resnet18, inside a block") << "resnet18"
                                                  << "layer4.0.bn1";
        QTest::newRow("mobilenet_v2") << "mobilenet_v2"
                                      << "features.14.conv.0.0";
        QTest::newRow("densenet121") << "densenet121"
                                     << "features.denseblock3";
        QTest::newRow("inception_v3") << "inception_v3"
                                      << "Mixed_6e";
        QTest::newRow("squeezenet1_1") << "squeezenet1_1"
                                       << "features.9";
        QTest::newRow("vgg16_bn") << "vgg16_bn"
                                  << "features.41";
    }
    void leafGradientEqualsFullGraph()
    {
        QFETCH(QString, name);
        QFETCH(QString, layer);
        const auto key = layer.toStdString();
        const Fixture fixture(name.toStdString());
        const auto full = fixture.model->trace(fixture.input, { { key } });
        const auto expected =
            torch::autograd::grad({ fixture.explainedScore(full.logits) }, { full.activations.at(key) })[0];

        const torch::NoGradGuard noGraph;
        const auto leaf = fixture.model->trace(fixture.input, { { key }, Taps::Mode::Leaf });
        QVERIFY(!at::GradMode::is_enabled());
        QVERIFY(leaf.activations.at(key).is_leaf() && leaf.activations.at(key).requires_grad());
        const at::AutoGradMode graph(true);
        const auto actual =
            torch::autograd::grad({ fixture.explainedScore(leaf.logits) }, { leaf.activations.at(key) })[0];
        QVERIFY(relativeDifference(actual, expected) < 1e-6);
        for (const auto& parameter : fixture.model->parameters())
            QVERIFY(!parameter.grad().defined());
    }

    void unknownLayerIsASentence()
    {
        const auto model = makeModel("small_cnn", 3, 1).value();
        const auto x = at::zeros({ 1, 3, 32, 32 });
        for (const auto mode : { Taps::Mode::Keep, Taps::Mode::Leaf }) {
            try {
                model->trace(x, { { "features.9" }, mode });
                QFAIL("must throw");
            } catch (const c10::Error& error) {
                const std::string text = error.what_without_backtrace();
                QVERIFY2(text.find("small_cnn has no layer \"features.9\"; the nearest names are \"features.0\"")
                        != std::string::npos,
                    text.c_str());
            }
            QVERIFY(at::GradMode::is_enabled());
        }
        QVERIFY(checkLayer(*model, "features.2.conv").ok());
        QVERIFY(checkLayer(*model, std::string(100000, 'x')).error().what.size() < 200000);
        QVERIFY(!checkLayer(*model, "").ok());
        QVERIFY(model->is_training());
    }

    void foldedBatchNormGivesTheSame_data() { addNetworks(); }
    void foldedBatchNormGivesTheSame()
    {
        QFETCH(QString, name);
        const Fixture fixture(name.toStdString());
        const auto& target = fixture.model->info().targetLayer;
        Taps taps{ { target }, Taps::Mode::Keep, true };
        const torch::NoGradGuard noGraph;
        const auto plain = fixture.model->trace(fixture.input, { { target } });
        const auto folded = fixture.model->trace(fixture.input, taps);
        QVERIFY(difference(folded.logits, fixture.tensor("logits")) < 1e-5);
        QVERIFY(relativeDifference(folded.activations.at(target), plain.activations.at(target)) < 1e-4);

        // A convolution that is tapped itself shows its own output.
        const std::string conv = name == "resnet18" ? "layer3.1.conv1" : "";
        if (conv.empty())
            return;
        taps.layers = { conv };
        const auto own = fixture.model->trace(fixture.input, taps).activations.at(conv);
        QVERIFY(relativeDifference(own, fixture.model->trace(fixture.input, { { conv } }).activations.at(conv)) < 1e-5);
        fixture.model->train(); // statistics of the mini-batch cannot be folded
        const auto logits = fixture.model->forward(fixture.input);
        taps.layers = {};
        QVERIFY(fixture.model->trace(fixture.input, taps).logits.equal(logits));
    }

    void channelsLastGivesTheSame_data() { addNetworks(); }
    void channelsLastGivesTheSame()
    {
        QFETCH(QString, name);
        const Fixture fixture(name.toStdString());
        const torch::NoGradGuard noGraph;
        for (auto& parameter : fixture.model->parameters())
            if (parameter.dim() == 4)
                parameter.set_data(parameter.contiguous(at::MemoryFormat::ChannelsLast));
        const auto logits = fixture.model->forward(fixture.input.contiguous(at::MemoryFormat::ChannelsLast));
        QVERIFY(difference(logits, fixture.tensor("logits")) < 1e-4);
    }

    void trainsInBf16_data() { addNetworks(); }
    void trainsInBf16()
    {
        QFETCH(QString, name);
        Fixture fixture(name.toStdString());
        fixture.model->train();
        at::Tensor loss;
        {
            const Bf16Autocast autocast;
            const auto logits = fixture.model->forward(fixture.input.contiguous(at::MemoryFormat::ChannelsLast));
            loss = at::cross_entropy_loss(logits.to(at::kFloat), fixture.longs("labels"));
        }
        loss.backward();
        for (const auto& item : fixture.model->named_parameters())
            QVERIFY2(item.value().grad().isfinite().all().item<bool>(), item.key().c_str());
    }
};

LOOKAWAY_TEST(tst_tracer, TracerTest)
#include "tst_tracer.moc"
