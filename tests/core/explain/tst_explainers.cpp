// SPDX-License-Identifier: MIT
#include "CpuAutocast.h"
#include "NetworkState.h"
#include "TestMain.h"
#include "TinyNetwork.h"

#include "explain/EvalScope.h"
#include "explain/Explainers.h"
#include "models/Registry.h"

#include <torch/torch.h>

#include <QTest>

#include <map>
#include <set>

using namespace lookaway;
using lookaway::test::CpuAutocast;
using lookaway::test::NetworkState;

namespace {

/// In training mode, with gradients of an earlier step and one part frozen in inference mode. Built once per name.
std::shared_ptr<Classifier> networkInUse(const QString& name)
{
    static std::map<QString, std::shared_ptr<Classifier>> built;
    auto& network = built[name];
    if (!network)
        network = makeModel(name.toStdString(), 4, 9).value();
    network->train();
    const auto children = network->modules(false);
    children[children.size() / 2]->train(false);
    for (auto& parameter : network->parameters())
        if (parameter.numel() < 4096)
            parameter.mutable_grad() = at::ones_like(parameter);
    return network;
}

ExplainRequest requestFor(const Classifier& network)
{
    const auto size = std::max(64, network.info().minimumImageSize);
    return { at::linspace(-2, 2, 2 * 3 * size * size).sin_().view({ 2, 3, size, size }),
        torch::tensor({ 3, 0 }, at::kLong), network.info().targetLayer };
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
            for (const auto* name : { "small_cnn", "resnet18", "mobilenet_v2", "vgg16", "squeezenet1_1" })
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
            const auto maps = entry.make({})->explain(*network, requestFor(*network));
            QVERIFY(maps.ok());
            QCOMPARE(maps->method, entry.id);
        }
        QVERIFY(!findExplainer("no-such-method"));
        QVERIFY(!findExplainer(""));
    }

    void leavesNothingBehind_data() { methodsTimesNetworks(); }
    void leavesNothingBehind()
    {
        QFETCH(QString, method);
        QFETCH(QString, name);
        const auto network = networkInUse(name);
        const auto explainer = findExplainer(method.toStdString())->make({});
        auto request = requestFor(*network);
        const NetworkState before(*network);

        const auto maps = explainer->explain(*network, request);
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

        request.layer = "no.such.layer";
        QVERIFY_EXCEPTION_THROWN((void)explainer->explain(*network, request), c10::Error);
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());

        // Under autocast: the same, and a training step in the same region still finds every gradient.
        const CpuAutocast autocast;
        const auto lowPrecision = explainer->explain(*network, requestFor(*network));
        QVERIFY(lowPrecision.ok());
        QCOMPARE(lowPrecision->maps.scalar_type(), at::kFloat);
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());
    }

    /// Weights cast to bf16 without a graph must not be what the training step finds in autocast's cache.
    void trainingStepAfterwardsFindsAllGradients()
    {
        for (const auto& method : explainers()) {
            const auto network = networkInUse("small_cnn");
            auto request = requestFor(*network);
            const CpuAutocast autocast;
            QVERIFY(method.make({})->explain(*network, request).ok());
            const auto loss = network->forward(request.images).to(at::kFloat).square().sum();
            for (const auto& g : torch::autograd::grad({ loss }, network->parameters(), {}, {}, false, true))
                QVERIFY(g.defined());
        }
    }

    void cancelAndThrowInTheMiddle()
    {
        for (const bool closedForm : { true, false }) {
            test::PooledPixels network(torch::ones({ 2, 3 }), torch::zeros({ 2 }), closedForm);
            network.train();
            const ExplainRequest request{ torch::rand({ 1, 3, 4, 4 }), torch::tensor({ 1 }), "features" };
            const NetworkState before(network);
            for (const auto& method : explainers()) {
                CancelSource source;
                network.atEnd = [&] { source.cancel(); };
                const auto maps = method.make({})->explain(network, request, { source.token() });
                QVERIFY(!maps.ok() && maps.error().cancelled());
                QCOMPARE(NetworkState(network).differenceTo(before), std::string());

                network.atEnd = [] { throw std::runtime_error("thrown in the head"); };
                QVERIFY_EXCEPTION_THROWN((void)method.make({})->explain(network, request), std::runtime_error);
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
        const auto explainer = findExplainer(method.toStdString())->make({});
        const auto request = requestFor(*network);
        const auto full = explainer->explain(*network, request);
        const CpuAutocast autocast;
        const auto low = explainer->explain(*network, request);
        QVERIFY(full.ok() && low.ok());
        const double scale = full->maps.abs().max().item<double>();
        QVERIFY(scale > 0);
        QVERIFY2((full->maps - low->maps).abs().max().item<double>() < 0.1 * scale,
            qPrintable(QString::number((full->maps - low->maps).abs().max().item<double>() / scale)));
    }
};

LOOKAWAY_TEST(tst_explainers, ExplainersTest)
#include "tst_explainers.moc"
