// SPDX-License-Identifier: MIT
#include "NetworkState.h"
#include "ScriptFixture.h"
#include "TestMain.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

namespace {

constexpr double tolerance = 1e-4;

void addModels()
{
    QTest::addColumn<QString>("name");
    for (const auto* name : { "residual_scripted", "residual_traced", "residual_frozen", "plain_scripted",
             "plain_traced", "conditional_scripted", "grey_scripted", "tuple_scripted", "dict_traced",
             "probabilities_scripted", "writes_input_scripted" })
        QTest::newRow(name) << QString(name);
}

std::vector<std::string> withoutPrefix(std::vector<std::string> names, const std::string& prefix)
{
    for (auto& name : names)
        name.erase(0, prefix.size());
    return names;
}

} // namespace

/// TorchScript files against plain hooks on the same networks in Python.
class ScriptedClassifierTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void logitsAndMaps_data() { addModels(); }
    void logitsAndMaps()
    {
        QFETCH(QString, name);
        ScriptFixture fixture(name.toStdString());
        const auto before = fixture.input.clone();
        QVERIFY(relativeDifference(fixture.model->forward(fixture.input), fixture.tensor(fixture.json["logits"]))
            < tolerance);
        QVERIFY(fixture.json["grad_cam"].size() >= 2);
        for (const auto& [layer, map] : fixture.json["grad_cam"].items())
            for (const auto mode : { Taps::Mode::Leaf, Taps::Mode::Keep }) {
                const double difference = relativeDifference(fixture.gradCam(layer, mode), fixture.tensor(map));
                QVERIFY2(difference < tolerance, (layer + ": " + std::to_string(difference)).c_str());
            }
        QVERIFY(fixture.input.equal(before));
        if (fixture.json.contains("target"))
            QCOMPARE(fixture.model->info().targetLayer, fixture.json["target"].get<std::string>());
        QCOMPARE(fixture.model->facts().classes, fixture.json["classes"].get<std::int64_t>());
    }

    void reluRules_data() { addModels(); }
    void reluRules()
    {
        QFETCH(QString, name);
        ScriptFixture fixture(name.toStdString());
        for (const auto& [key, rule] :
            std::map<std::string, ReluRule>{ { "guided", ReluRule::Guided }, { "deconvnet", ReluRule::Deconvnet } }) {
            const auto gradient = fixture.inputGradient(rule);
            QVERIFY2(
                relativeDifference(digest(gradient, 40), fixture.tensor(fixture.json[key])) < tolerance, key.c_str());
        }
    }

    /// All layers tapped at once: no activation is overwritten by a later operator in place.
    void everyLayerAtOnce_data() { addModels(); }
    void everyLayerAtOnce()
    {
        QFETCH(QString, name);
        ScriptFixture fixture(name.toStdString());
        const auto names = fixture.layerNames();
        QVERIFY(names.size() >= 4);
        QCOMPARE(std::set<std::string>(names.begin(), names.end()).size(), names.size());
        const NetworkState before(*fixture.model);
        const auto trace = fixture.model->trace(fixture.input, { names });
        QCOMPARE(before.differenceTo(NetworkState(*fixture.model)), std::string());
        QVERIFY(relativeDifference(trace.logits, fixture.tensor(fixture.json["logits"])) < tolerance);
        for (const auto& [layer, map] : fixture.json["grad_cam"].items())
            QVERIFY2(relativeDifference(fixture.camOf(trace.activations.at(layer), trace.logits), fixture.tensor(map))
                    < tolerance,
                layer.c_str());
    }

    void layersHaveTheNamesOfTheirModules()
    {
        const std::vector<std::string> block = { "conv1", "bn1", "relu", "conv2", "bn2", "add", "relu_1", "" };
        std::vector<std::string> expected = { "conv1", "bn1", "relu", "pool" };
        for (const std::string path : { "layer1.0", "layer1.1" })
            for (const auto& name : block)
                expected.push_back(name.empty() ? path : path + "." + name);
        expected.emplace_back("layer1");
        expected.emplace_back("adaptive_avg_pool2d");
        QCOMPARE(ScriptFixture("residual_scripted").layerNames(), expected);
        QCOMPARE(ScriptFixture("residual_traced").layerNames(), expected);
        // Inside a wrapper, the same names behind its path.
        auto inner = ScriptFixture("writes_input_scripted").layerNames();
        QCOMPARE(inner.front(), std::string("mul"));
        inner.erase(inner.begin(), inner.begin() + 2);
        QCOMPARE(withoutPrefix(inner, "net.").front(), std::string("conv1"));

        const ScriptFixture frozen("residual_frozen");
        const std::vector<std::string> ordinals = { "conv2d", "relu", "max_pool2d", "conv2d_1", "relu_1", "conv2d_2",
            "add", "relu_2", "conv2d_3", "relu_3", "conv2d_4", "add_1", "relu_4", "adaptive_avg_pool2d" };
        QCOMPARE(frozen.layerNames(), ordinals);

        const auto layers = layersOf(*ScriptFixture("residual_scripted").model, 24);
        QCOMPARE(layers[0].type, std::string("Conv2d"));
        QCOMPARE(layers[9].type, std::string("add"));
        QCOMPARE(layers[0].shape, (std::vector<std::int64_t>{ 8, 12, 12 }));
    }

    void loopsAndWeightsAreTakenApart()
    {
        const auto names = ScriptFixture("conditional_scripted").layerNames();
        const auto count = [&](const std::string& name) { return std::count(names.begin(), names.end(), name); };
        QCOMPARE(count("shared"), 1);
        QCOMPARE(count("shared_1"), 1);
        QVERIFY(std::any_of(
            names.begin(), names.end(), [](const std::string& name) { return name.find("@2") != std::string::npos; }));
        // The mean and the difference of a kernel are four-dimensional, but no activations.
        QCOMPARE(count("mean"), 0);
    }

    void parametersAreShared()
    {
        const ScriptFixture fixture("residual_scripted");
        std::int64_t numbers = 0;
        for (const auto& parameter : fixture.model->parameters())
            numbers += parameter.numel();
        QCOMPARE(numbers, fixture.json["parameters"].get<std::int64_t>());
        const auto names = fixture.model->named_parameters();
        QVERIFY(names.contains("layer1.0.conv1.weight") && names.contains("fc.bias"));
        QVERIFY(fixture.model->named_buffers().contains("layer1.1.bn2.running_mean"));
        QCOMPARE(fixture.model->info().head, std::string("fc"));
        QCOMPARE(fixture.model->headParameters().size(), std::size_t{ 2 });
        const torch::NoGradGuard noGraph;
        const auto before = fixture.model->forward(fixture.input);
        names["fc.bias"].add_(1);
        QVERIFY(difference(fixture.model->forward(fixture.input), before + 1) < 1e-6);
        QVERIFY(ScriptFixture("residual_frozen").model->parameters().empty());
        QVERIFY(!ScriptFixture("residual_frozen").model->facts().remarks.empty());
    }

    void poolingHeadIsItsGradient()
    {
        for (const auto* name : { "residual_scripted", "residual_traced", "residual_frozen", "grey_scripted" }) {
            ScriptFixture fixture(name);
            const auto layer = fixture.model->info().targetLayer;
            const auto weight = fixture.model->poolingHeadWeight(layer);
            QVERIFY2(weight.has_value(), name);
            QVERIFY(!fixture.model->poolingHeadWeight("conv1").has_value());
            const auto trace = fixture.model->trace(fixture.input, { { layer }, Taps::Mode::Leaf });
            const auto& activation = trace.activations.at(layer);
            const auto g = torch::autograd::grad({ trace.logits.select(1, 3).sum() }, { activation })[0];
            const auto places = static_cast<double>(activation.size(2) * activation.size(3));
            const auto known = (weight->detach()[3] / places).view({ 1, -1, 1, 1 }).expand_as(g);
            QVERIFY(relativeDifference(g, known) < 1e-5);
        }
        // The layer has other names, too.
        const ScriptFixture scripted("residual_scripted");
        for (const auto* name : { "layer1.1", "layer1.1.relu_1" })
            QVERIFY2(scripted.model->poolingHeadWeight(name).has_value(), name);
        for (const auto* name : { "layer1.0", "layer1.1.add", "adaptive_avg_pool2d", "no.such.layer", "" })
            QVERIFY2(!scripted.model->poolingHeadWeight(name).has_value(), name);
        // Its head is not one linear layer; the class probabilities are not linear in the layer.
        for (const auto* name : { "plain_scripted", "probabilities_scripted" }) {
            const ScriptFixture fixture(name);
            QVERIFY(!fixture.model->poolingHeadWeight(fixture.model->info().targetLayer).has_value());
        }
    }

    void canBeFineTuned()
    {
        const ScriptFixture fixture("residual_scripted");
        auto& model = *fixture.model;
        const auto labels = at::tensor({ std::int64_t{ 1 }, std::int64_t{ 4 } });
        model.train();
        model.setDropoutEnabled(false);
        torch::optim::SGD sgd(model.parameters(), 0.05);
        const auto mean = model.named_buffers()["bn1.running_mean"];
        const auto meanBefore = mean.clone();
        double first = 0;
        double last = 0;
        for (int step = 0; step < 30; ++step) {
            const auto loss = at::cross_entropy_loss(model.forward(fixture.input), labels);
            sgd.zero_grad();
            loss.backward();
            sgd.step();
            (step == 0 ? first : last) = loss.item<double>();
        }
        QVERIFY(last < first / 4);
        QVERIFY(!mean.equal(meanBefore));

        model.setBatchNormFrozen(true);
        const auto frozenMean = mean.clone();
        model.train();
        model.forward(fixture.input);
        QVERIFY(mean.equal(frozenMean));
        model.setBatchNormFrozen(false);
        model.forward(fixture.input);
        QVERIFY(!mean.equal(frozenMean));
    }

    void dropoutFollowsItsGenerator()
    {
        const ScriptFixture fixture("residual_scripted");
        auto& model = *fixture.model;
        model.train();
        model.setBatchNormFrozen(true);
        const torch::NoGradGuard noGraph;
        const auto logits = [&](std::uint64_t seed) {
            return model.trace(fixture.input, {}, ReluRule::Standard, at::make_generator<at::CPUGeneratorImpl>(seed))
                .logits;
        };
        const auto before = at::globalContext().defaultGenerator(at::kCPU).get_state().clone();
        QVERIFY(logits(1).equal(logits(1)));
        QVERIFY(!logits(1).equal(logits(2)));
        QVERIFY(at::globalContext().defaultGenerator(at::kCPU).get_state().equal(before));
        model.setDropoutEnabled(false);
        QVERIFY(relativeDifference(logits(1), fixture.tensor(fixture.json["logits"])) < tolerance);
    }

    void probabilitiesAreNoticed()
    {
        const auto file = scriptFile("probabilities_scripted");
        const auto asLogits = openTorchScript(file, { 24 }).value();
        QVERIFY(asLogits->facts().answersLookLikeProbabilities);
        QVERIFY(!asLogits->facts().remarks.empty());
        QVERIFY(!ScriptFixture("residual_scripted").model->facts().answersLookLikeProbabilities);
    }

    void sizesAreFound()
    {
        // Maps of 112 px would be too fine: made for 32 px.
        const auto small = openTorchScript(scriptFile("residual_scripted")).value();
        QCOMPARE(small->info().imageSize, 32);
        QCOMPARE(small->info().channels, 3);
        const auto grey = openTorchScript(scriptFile("grey_scripted")).value();
        QCOMPARE(grey->info().imageSize, 28);
        QCOMPARE(grey->info().channels, 1);
    }

    void onePictureAtATime()
    {
        const auto model = openTorchScript(scriptFile("one_picture_traced"), { 24 }).value();
        model->eval();
        QVERIFY(model->facts().onePictureOnly);
        const auto x = ScriptFixture::pictures(24);
        const auto logits = model->forward(x);
        QVERIFY(logits[1].unsqueeze(0).equal(model->forward(x.slice(0, 1, 2))));
        QVERIFY(model->poolingHeadWeight(model->info().targetLayer).has_value());
        const auto layer = model->info().targetLayer;
        QVERIFY(model->trace(x.slice(0, 0, 1), { { layer } }).activations.at(layer).size(0) == 1);
        QVERIFY_THROWS_EXCEPTION(c10::Error, model->trace(x, { { layer } }));
    }

    /// Weights that stand in a frozen program move like others.
    void movesToAnotherType()
    {
        for (const auto* name : { "residual_frozen", "residual_scripted" }) {
            ScriptFixture fixture(name);
            const auto before = fixture.model->forward(fixture.input);
            fixture.model->to(at::kDouble);
            for (const auto& buffer : fixture.model->buffers())
                QVERIFY(!buffer.is_floating_point() || buffer.scalar_type() == at::kDouble);
            const auto after = fixture.model->forward(fixture.input);
            QVERIFY(!after.equal(before));
            QVERIFY(difference(after, before) < 1e-5);
        }
    }

    void memoryStaysFlat()
    {
        ScriptFixture fixture("residual_scripted");
        const auto residentPages = [] {
            std::int64_t size = 0, resident = 0;
            std::ifstream("/proc/self/statm") >> size >> resident;
            return resident;
        };
        const auto pass = [&] { fixture.gradCam("layer1.0.relu", Taps::Mode::Leaf); };
        for (int i = 0; i < 100; ++i)
            pass();
        const auto before = residentPages();
        if (before == 0)
            QSKIP("needs /proc");
        for (int i = 0; i < 1500; ++i)
            pass();
        const auto grown = residentPages() - before;
        QVERIFY2(grown < 512, std::to_string(grown).c_str()); // 2 MiB; one activation a pass would be 13
    }
};

LOOKAWAY_TEST(tst_scripted_classifier, ScriptedClassifierTest)
#include "tst_scripted_classifier.moc"
