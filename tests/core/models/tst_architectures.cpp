// SPDX-License-Identifier: MIT
#include "Fixture.h"
#include "TestMain.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

namespace {

constexpr double logitTolerance = 1e-5;
constexpr double gradientTolerance = 1e-4;

at::Tensor gradCam(const Fixture& fixture, bool asReleased)
{
    const auto layer = fixture.model->info().targetLayer;
    const auto trace = fixture.model->trace(fixture.input, { { layer }, Taps::Mode::Leaf });
    const auto activation = trace.activations.at(layer);
    const at::AutoGradMode graph(true);
    const auto scores = asReleased ? trace.logits.softmax(1) : trace.logits;
    auto g = torch::autograd::grad({ fixture.explainedScore(scores) }, { activation })[0];
    const auto a = activation.detach();
    if (asReleased)
        g = g * a.gt(0) * g.gt(0);
    const auto map = (g.mean({ 2, 3 }, true) * a).sum(1);
    return asReleased ? map : map.relu();
}

void addAllModels()
{
    QTest::addColumn<QString>("name");
    for (const auto& info : allModels())
        QTest::newRow(info.name.c_str()) << QString::fromStdString(info.name);
}

} // namespace

/// Every architecture against torchvision (CIFAR ResNets and small_cnn: against a definition in PyTorch).
class ArchitecturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithReference_data() { addAllModels(); }
    void agreesWithReference()
    {
        QFETCH(QString, name);
        Fixture fixture(name.toStdString());
        auto& model = *fixture.model;
        QCOMPARE(QString::fromStdString(fixture.json["layer"]), QString::fromStdString(model.info().targetLayer));

        at::Tensor logits;
        {
            const torch::NoGradGuard noGraph;
            logits = model.forward(fixture.input);
        }
        QVERIFY2(difference(logits, fixture.tensor("logits")) < logitTolerance, "logits");
        QVERIFY2(
            relativeDifference(gradCam(fixture, false), fixture.tensor("grad_cam")) < gradientTolerance, "Grad-CAM");
        QVERIFY2(relativeDifference(gradCam(fixture, true), fixture.tensor("grad_cam_as_released")) < gradientTolerance,
            "Grad-CAM as released");

        model.train();
        model.setDropoutEnabled(false);
        const auto loss = at::cross_entropy_loss(model.forward(fixture.input), fixture.longs("labels"));
        loss.backward();
        const double expected = fixture.json["step"]["loss"];
        QVERIFY2(std::abs(loss.item<double>() - expected) < gradientTolerance * expected, "loss");
        compareGradients(model, fixture.json["step"]["gradients"]);
    }

    void reluRules_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto* name : { "resnet18", "vgg16", "mobilenet_v2", "squeezenet1_0" })
            QTest::newRow(name) << QString(name);
    }
    void reluRules()
    {
        QFETCH(QString, name);
        const Fixture fixture(name.toStdString());
        for (const auto rule : { ReluRule::Guided, ReluRule::Deconvnet }) {
            const auto x = fixture.input.clone().requires_grad_();
            const auto logits = fixture.model->trace(x, {}, rule).logits;
            QVERIFY(difference(logits.detach(), fixture.tensor("logits")) < logitTolerance);
            const auto gradient = torch::autograd::grad({ fixture.explainedScore(logits) }, { x })[0];
            const auto expected = fixture.tensor(rule == ReluRule::Guided ? "guided" : "deconvnet");
            const auto actual = digest(gradient, 40);
            QVERIFY(relativeDifference(actual[0], expected[0]) < gradientTolerance);
            QVERIFY(relativeDifference(actual.slice(0, 1), expected.slice(0, 1)) < gradientTolerance);
        }
    }

    /// Grad-CAM's weights are W[y]/HW where poolingHeadWeight() says so.
    void poolingHeadWeightIsTheGradient_data() { addAllModels(); }
    void poolingHeadWeightIsTheGradient()
    {
        QFETCH(QString, name);
        const Fixture fixture(name.toStdString());
        const auto layer = fixture.model->info().targetLayer;
        const auto weight = fixture.model->poolingHeadWeight(layer);
        const bool pooling = !name.startsWith("vgg") && !name.startsWith("squeezenet");
        QCOMPARE(weight.has_value(), pooling);
        QVERIFY(!fixture.model->poolingHeadWeight("conv1").has_value());
        if (!pooling)
            return;
        const auto trace = fixture.model->trace(fixture.input, { { layer }, Taps::Mode::Leaf });
        const auto activation = trace.activations.at(layer);
        const auto g = torch::autograd::grad({ fixture.explainedScore(trace.logits) }, { activation })[0];
        const auto cells = static_cast<double>(activation.size(2) * activation.size(3));
        const auto rows = weight->detach().index_select(0, fixture.longs("explained")) / cells;
        QVERIFY(relativeDifference(g.amax({ 2, 3 }), rows) < 1e-6);
        QVERIFY(relativeDifference(g.amin({ 2, 3 }), rows) < 1e-6);
    }

private:
    static void compareGradients(const Classifier& model, const nlohmann::json& expected)
    {
        const auto parameters = model.named_parameters();
        QCOMPARE(parameters.size(), expected.size());
        // Some gradients are zero but for rounding (a bias in front of BatchNorm), which differs between releases of
        // LibTorch: those are measured against what fp32 can tell, 1e-7 of the network's typical gradient.
        double typical = 0;
        for (const auto& row : expected)
            typical = std::max(typical, row[0].get<double>());
        for (const auto& item : parameters) {
            QVERIFY2(expected.contains(item.key()), item.key().c_str());
            const auto row = at::tensor(expected[item.key()].get<std::vector<float>>());
            const auto actual = digest(item.value().grad(), 3);
            const double scale = std::max(row[0].item<double>(), 1e-3 * typical);
            const double worst = (actual - row).abs().max().item<double>() / scale;
            QVERIFY2(worst < gradientTolerance, (item.key() + " differs by " + std::to_string(worst)).c_str());
        }
    }
};

LOOKAWAY_TEST(tst_architectures, ArchitecturesTest)
#include "tst_architectures.moc"
