// SPDX-License-Identifier: MIT
// Expected values: tests/reference/make_training_fixtures.py (torch.optim, in double).
#include "FormulaWeights.h"
#include "TestMain.h"
#include "train/AdamKernel.h"
#include "train/Optimizer.h"

#include <QTest>
#include <nlohmann/json.hpp>
#include <torch/torch.h>

#include <fstream>

using namespace lookaway;
using namespace lookaway::test;

namespace {

struct Parameters {
    explicit Parameters(at::MemoryFormat format = at::MemoryFormat::Contiguous)
    {
        add("matrix", { 5, 7 });
        add("kernel", { 4, 3, 3, 3 });
        add("bias", { 6 });
        const at::NoGradGuard noGrad;
        all["kernel"].set_data(all["kernel"].contiguous(format));
    }
    void add(const std::string& name, std::vector<std::int64_t> shape)
    {
        all[name] = formulaUniform(name, shape, -1, 1).requires_grad_(true);
    }
    void setGradients(int step)
    {
        for (auto& [name, parameter] : all)
            parameter.mutable_grad() =
                formulaUniform(name + " gradient " + std::to_string(step), parameter.sizes(), -0.5, 0.5);
    }
    /// The bias learns three times as fast.
    std::vector<ParameterGroup> groups()
    {
        return { { { { "matrix", all["matrix"] }, { "kernel", all["kernel"] } }, 1 },
            { { { "bias", all["bias"] } }, 3 } };
    }
    std::map<std::string, at::Tensor> all;
};

TrainingSettings settingsFor(const std::string& name)
{
    TrainingSettings settings;
    settings.learningRate = 0.01;
    if (name == "sgd") {
        settings.optimizer = OptimizerKind::Sgd;
        settings.learningRate = 0.05;
        settings.weightDecay = 0.01;
    } else if (name == "adamw") {
        settings.optimizer = OptimizerKind::AdamW;
        settings.weightDecay = 0.1;
    } else if (name == "adam_l2") {
        settings.weightDecay = 0.1;
    }
    return settings;
}

double distance(const at::Tensor& tensor, const nlohmann::json& expected)
{
    const auto values = at::tensor(expected.get<std::vector<double>>(), at::kDouble);
    return (tensor.detach().contiguous().flatten().to(at::kDouble) - values).abs().max().item<double>();
}

void steps(Optimizer& optimizer, Parameters& parameters, double rate, int from, int to)
{
    for (int step = from; step < to; ++step) {
        parameters.setGradients(step);
        optimizer.step(rate);
    }
}

} // namespace

class OptimizerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void equalsPyTorch_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("channelsLast");
        for (const char* name : { "adam", "adam_l2", "adamw", "sgd" })
            for (const bool channelsLast : { false, true })
                QTest::addRow("%s %d", name, channelsLast) << QString(name) << channelsLast;
    }
    void equalsPyTorch()
    {
        QFETCH(QString, name);
        QFETCH(bool, channelsLast);
        const auto fixture =
            nlohmann::json::parse(std::ifstream(LOOKAWAY_FIXTURES "/training/optimizers.json"))[name.toStdString()];
        Parameters parameters(channelsLast ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous);
        const TrainingSettings settings = settingsFor(name.toStdString());
        Optimizer optimizer(settings, parameters.groups());
        steps(optimizer, parameters, settings.learningRate, 0, 7);
        for (const auto& [key, parameter] : parameters.all)
            QVERIFY2(distance(parameter, fixture[key]) < 1e-6, key.c_str());
    }

    void adamIsTheSameOnEveryDevice()
    {
        AdamStep step;
        step.decay = 0.99F;
        step.l2 = 0.1F;
        step.stepSize = 0.02F;
        step.inverseRootCorrection = 3.0F;
        step.epsilon = 1e-6F;
        const auto value = [](const char* name, double low) { return formulaUniform(name, { 3, 50 }, low, 1); };
        std::vector<at::Tensor> a{ value("p", -1), value("g", -1), value("m", -1), value("v", 0) };
        std::vector<std::vector<at::Tensor>> b;
        b.reserve(a.size());
        for (const at::Tensor& tensor : a)
            b.push_back({ tensor.clone() });
        adamOnCpu(step, a[0], a[1], a[2], a[3]);
        adamForeach(step, b[0], b[1], b[2], b[3]);
        for (const int i : { 0, 2, 3 })
            QVERIFY((a[i] - b[i][0]).abs().max().item<float>() < 1e-6F);
    }

    void stridedTensorsAreUpdatedInPlace()
    {
        at::Tensor whole = formulaUniform("whole", { 6, 8 }, -1, 1);
        const at::Tensor before = whole.clone();
        const at::Tensor part = whole.slice(1, 0, 8, 2);
        const at::Tensor first = at::zeros({ 6, 4 });
        const at::Tensor second = at::zeros({ 6, 4 });
        AdamStep step;
        step.stepSize = 0.1F;
        adamOnCpu(step, part, at::ones({ 6, 4 }), first, second);
        // m = 0.1, v = 0.001: p -= 0.1 * 0.1 / sqrt(0.001)
        QVERIFY((whole.slice(1, 0, 8, 2) - before.slice(1, 0, 8, 2) + 0.01 / std::sqrt(0.001)).abs().max().item<float>()
            < 1e-5F);
        QVERIFY(at::equal(whole.slice(1, 1, 8, 2), before.slice(1, 1, 8, 2)));
    }

    void restoredStateGoesOnBitByBit_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : { "adam", "adamw", "sgd" })
            QTest::addRow("%s", name) << QString(name);
    }
    void restoredStateGoesOnBitByBit()
    {
        QFETCH(QString, name);
        const TrainingSettings settings = settingsFor(name.toStdString());
        Parameters one;
        Optimizer whole(settings, one.groups());
        steps(whole, one, settings.learningRate, 0, 7);

        Parameters two(at::MemoryFormat::ChannelsLast); // the state does not depend on the memory layout
        Optimizer begun(settings, two.groups());
        steps(begun, two, settings.learningRate, 0, 3);
        Optimizer resumed(settings, two.groups());
        QVERIFY(resumed.restore(begun.state()).ok());
        QCOMPARE(resumed.steps(), std::int64_t{ 3 });
        steps(resumed, two, settings.learningRate, 3, 7);
        for (const auto& [key, parameter] : one.all)
            QVERIFY2(at::equal(parameter, two.all[key]), key.c_str());
    }

    void refusesAnotherOptimisersState()
    {
        Parameters parameters;
        Optimizer adam(settingsFor("adam"), parameters.groups());
        Optimizer sgd(settingsFor("sgd"), parameters.groups());
        steps(adam, parameters, 0.01, 0, 1);
        const auto refused = sgd.restore(adam.state());
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().what.find("optimiser") != std::string::npos);
        QCOMPARE(sgd.steps(), std::int64_t{ 0 });
        QVERIFY(!adam.restore({}).ok());
    }

    void parametersWithoutGradientStay()
    {
        Parameters parameters;
        Optimizer optimizer(settingsFor("adam_l2"), parameters.groups());
        parameters.setGradients(0);
        parameters.all["kernel"].mutable_grad() = at::Tensor();
        const at::Tensor before = parameters.all["kernel"].detach().clone();
        optimizer.step(0.1);
        QVERIFY(at::equal(parameters.all["kernel"], before));
        QCOMPARE(optimizer.gradients().size(), std::size_t{ 2 });
        optimizer.clearGradients();
        QVERIFY(optimizer.gradients().empty());
    }
};

LOOKAWAY_TEST(tst_optimizer, OptimizerTest)
#include "tst_optimizer.moc"
