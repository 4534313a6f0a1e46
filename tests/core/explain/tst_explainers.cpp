// SPDX-License-Identifier: MIT
#include "CpuAutocast.h"
#include "FormulaWeights.h"
#include "NetworkState.h"
#include "TestMain.h"
#include "TinyNetwork.h"

#include "explain/EvalScope.h"
#include "explain/Explainers.h"
#include "models/Registry.h"
#include "models/ScriptedClassifier.h"

#include <torch/torch.h>

#include <QTest>

#include <map>
#include <set>

using namespace lookaway;
using lookaway::test::CpuAutocast;
using lookaway::test::NetworkState;

namespace {

constexpr const char* scripted = "TorchScript";

/// In training mode, with gradients of an earlier step and one part frozen in inference mode. Built once per name.
std::shared_ptr<Classifier> networkInUse(const QString& name)
{
    static std::map<QString, std::shared_ptr<Classifier>> built;
    auto& network = built[name];
    if (!network)
        network = name == scripted ? openTorchScript(LOOKAWAY_FIXTURES "/script/residual_scripted.pt").value()
                                   : makeModel(name.toStdString(), 4, 9).value();
    network->train();
    const auto children = network->modules(false);
    children[children.size() / 2]->train(false);
    for (auto& parameter : network->parameters())
        if (parameter.numel() < 4096)
            parameter.mutable_grad() = at::ones_like(parameter);
    return network;
}

/// So few passes that every method runs on every network in a moment.
ExplainSettings smallSettings()
{
    ExplainSettings settings;
    settings.smoothSamples = settings.integratedSteps = 3;
    settings.occluderSize = settings.occluderStep = 0.5;
    settings.limeSamples = 12;
    settings.limeSuperpixels = 6;
    settings.riseMasks = 12;
    settings.riseCells = 3;
    settings.evidenceWindow = settings.evidencePatch = 26;
    settings.evidenceSamples = 1;
    return settings;
}

std::unique_ptr<Explainer> makeSmall(const ExplainerEntry& entry)
{
    return entry.make(smallSettings());
}

/// The target layer, or for methods with a pass for every channel one that has few.
ExplainRequest requestFor(const Classifier& network, const ExplainerEntry& entry)
{
    static const std::map<std::string, std::string> narrow{ { "small_cnn", "features.0" }, { "resnet18", "relu" },
        { "mobilenet_v2", "features.2" }, { "vgg16", "features.4" }, { "squeezenet1_1", "features.0" } };
    const auto& info = network.info();
    const auto few = narrow.find(info.name);
    // Every window is replaced: few of them fit into a picture that is hardly larger.
    const bool windows = entry.id == "prediction-difference" || entry.id == "fast-evidence";
    const auto size = std::max(windows ? 32 : 64, info.minimumImageSize);
    return { at::linspace(-2, 2, 2 * 3 * size * size).sin_().view({ 2, 3, size, size }),
        torch::tensor({ 3, 0 }, at::kLong),
        entry.needs.layer && entry.needs.manyPasses && few != narrow.end() ? few->second : info.targetLayer };
}

bool applies(const ExplainerEntry& entry, const Classifier& network, const std::string& layer)
{
    return !entry.needs.poolingHead || network.poolingHeadWeight(layer).has_value();
}

} // namespace

/// What holds for every method of the table, on networks of every family.
class ExplainersTest : public QObject {
    Q_OBJECT

    void methodsTimesNetworks()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("name");
        for (const auto& method : explainers())
            for (const auto* name : { "small_cnn", "resnet18", "mobilenet_v2", "vgg16", "squeezenet1_1", scripted })
                QTest::addRow("%s, %s", method.id.c_str(), name) << QString::fromStdString(method.id) << name;
    }

private Q_SLOTS:
    void tableIsSound()
    {
        std::set<std::string> ids;
        for (const auto& entry : explainers()) {
            QVERIFY(ids.insert(entry.id).second);
            QVERIFY(!entry.title.empty() && !entry.paper.empty());
            QCOMPARE(findExplainer(entry.id), &entry);
            auto network = networkInUse("small_cnn");
            const auto maps = makeSmall(entry)->explain(*network, requestFor(*network, entry));
            QVERIFY(maps.ok());
            QCOMPARE(maps->method, entry.id);
        }
        QVERIFY(!findExplainer("no-such-method"));
        QVERIFY(!findExplainer(""));
    }

    /// Without classes, what the network predicts is explained.
    void predictedClasses()
    {
        const auto network = networkInUse("small_cnn");
        network->eval();
        for (const auto& entry : explainers()) {
            auto request = requestFor(*network, entry);
            const at::NoGradGuard noGrad;
            const auto predicted = network->forward(request.images).argmax(1);
            request.classes = predicted;
            const auto named = makeSmall(entry)->explain(*network, request);
            request.classes = at::Tensor();
            const auto chosen = makeSmall(entry)->explain(*network, request);
            QVERIFY2(named.ok() && chosen.ok(), entry.id.c_str());
            QVERIFY(at::equal(chosen->classes, predicted));
            QVERIFY2(at::allclose(named->maps, chosen->maps, 1e-5, 1e-7), entry.id.c_str());
        }
    }

    void leavesNothingBehind_data() { methodsTimesNetworks(); }
    void leavesNothingBehind()
    {
        QFETCH(QString, method);
        QFETCH(QString, name);
        const auto network = networkInUse(name);
        const auto& entry = *findExplainer(method.toStdString());
        const auto explainer = makeSmall(entry);
        auto request = requestFor(*network, entry);
        const NetworkState before(*network);

        const auto maps = explainer->explain(*network, request);
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());
        if (!applies(entry, *network, request.layer)) {
            QVERIFY(!maps.ok() && !maps.error().cancelled());
            QVERIFY(!maps.error().what.empty());
            return;
        }
        QVERIFY(maps.ok());
        QCOMPARE(maps->maps.scalar_type(), at::kFloat);
        QVERIFY(!maps->maps.requires_grad());
        QVERIFY(maps->maps.isfinite().all().item<bool>());
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());

        CancelSource source;
        source.cancel();
        const auto cancelledMaps = explainer->explain(*network, request, { source.token() });
        QVERIFY(!cancelledMaps.ok() && cancelledMaps.error().cancelled());
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());

        if (entry.needs.layer && !entry.needs.poolingHead) {
            request.layer = "no.such.layer";
            QVERIFY_EXCEPTION_THROWN((void)explainer->explain(*network, request), c10::Error);
        }
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());

        // Under autocast: the same, and a training step in the same region still finds every gradient.
        const CpuAutocast autocast;
        const auto lowPrecision = explainer->explain(*network, requestFor(*network, entry));
        QVERIFY(lowPrecision.ok());
        QCOMPARE(lowPrecision->maps.scalar_type(), at::kFloat);
        QVERIFY(!lowPrecision->attribution.defined() || lowPrecision->attribution.scalar_type() == at::kFloat);
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());
    }

    /// Weights cast to bf16 without a graph must not be what the training step finds in autocast's cache.
    void trainingStepAfterwardsFindsAllGradients()
    {
        for (const auto& method : explainers()) {
            const auto network = networkInUse("small_cnn");
            auto request = requestFor(*network, method);
            const CpuAutocast autocast;
            QVERIFY(makeSmall(method)->explain(*network, request).ok());
            const auto loss = network->forward(request.images).to(at::kFloat).square().sum();
            for (const auto& g : torch::autograd::grad({ loss }, network->parameters(), {}, {}, false, true))
                QVERIFY(g.defined());
        }
    }

    /// After the first pass, and where there are many in the middle of them.
    void cancelAndThrowInTheMiddle_data()
    {
        QTest::addColumn<QString>("method");
        for (const auto& method : explainers())
            QTest::newRow(method.id.c_str()) << QString::fromStdString(method.id);
    }
    void cancelAndThrowInTheMiddle()
    {
        QFETCH(QString, method);
        const auto& entry = *findExplainer(method.toStdString());
        auto settings = smallSettings();
        settings.chunk = 1;
        for (const bool closedForm : { true, false }) {
            test::PooledPixels network(torch::ones({ 2, 3 }), torch::zeros({ 2 }), closedForm);
            network.train();
            const ExplainRequest request{ torch::rand({ 1, 3, 64, 64 }), torch::tensor({ 1 }), "features" };
            if (!applies(entry, network, request.layer))
                continue;
            const NetworkState before(network);
            for (int last = 1; last <= (entry.needs.manyPasses ? 2 : 1); ++last) {
                CancelSource source;
                int passes = 0;
                network.atEnd = [&] {
                    if (++passes == last)
                        source.cancel();
                };
                const auto maps = entry.make(settings)->explain(network, request, { source.token() });
                QVERIFY(!maps.ok() && maps.error().cancelled());
                QCOMPARE(passes, last);
                QCOMPARE(NetworkState(network).differenceTo(before), std::string());

                passes = 0;
                network.atEnd = [&] {
                    if (++passes == last)
                        throw std::runtime_error("thrown in the head");
                };
                QVERIFY_EXCEPTION_THROWN((void)entry.make(settings)->explain(network, request), std::runtime_error);
                QCOMPARE(NetworkState(network).differenceTo(before), std::string());
            }
        }
    }

    /// A frozen BatchNorm that is thawed later must know that its network is in training.
    void frozenBatchNormThawsIntoTraining()
    {
        const auto network = networkInUse("small_cnn");
        network->train();
        network->setBatchNormFrozen(true);
        const NetworkState frozen(*network);
        {
            const EvalScope scope(*network);
            for (const auto& module : network->modules())
                QVERIFY(!module->is_training());
        }
        QCOMPARE(NetworkState(*network).differenceTo(frozen), std::string());
        network->setBatchNormFrozen(false);
        for (const auto& module : network->modules())
            QVERIFY(module->is_training());
    }

    void bf16MapsResembleFp32Maps_data() { methodsTimesNetworks(); }
    void bf16MapsResembleFp32Maps()
    {
        QFETCH(QString, method);
        QFETCH(QString, name);
        const auto network = networkInUse(name);
        network->eval();
        const auto& entry = *findExplainer(method.toStdString());
        const auto explainer = makeSmall(entry);
        auto request = requestFor(*network, entry);
        if (!applies(entry, *network, request.layer))
            return;
        auto full = explainer->explain(*network, request);
        const bool pixelwise = full.ok() && full->attribution.defined();
        if (pixelwise) {
            // In a smooth picture max pooling meets ties, and rounding says through which pixel the gradient passes.
            request.images = test::normalised(test::formulaPixels(2, request.images.size(2)), network->info());
            full = explainer->explain(*network, request);
        }
        const CpuAutocast autocast;
        const auto low = explainer->explain(*network, request);
        QVERIFY(full.ok() && low.ok());
        if (pixelwise) {
            const double cosine =
                ((full->maps * low->maps).sum() / full->maps.norm() / low->maps.norm()).item<double>();
            QVERIFY2(cosine > 0.9, qPrintable(QString::number(cosine)));
            return;
        }
        const double scale = full->maps.abs().max().item<double>();
        // Fresh weights of a deep network answer alike whatever is perturbed.
        QVERIFY(scale > 0 || entry.needs.manyPasses);
        QVERIFY2((full->maps - low->maps).abs().max().item<double>() <= 0.1 * scale,
            qPrintable(QString::number((full->maps - low->maps).abs().max().item<double>() / scale)));
    }
};

LOOKAWAY_TEST(tst_explainers, ExplainersTest)
#include "tst_explainers.moc"
