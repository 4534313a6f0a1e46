// SPDX-License-Identifier: MIT
#include "FormulaWeights.h"
#include "TestMain.h"
#include "models/Initialise.h"
#include "models/LayerList.h"
#include "models/Registry.h"

#include <QTest>

#include <torch/torch.h>

#include <set>

using namespace lookaway;

namespace {

at::Tensor allValues(const Classifier& model)
{
    std::vector<at::Tensor> flat;
    for (const auto& parameter : model.parameters())
        flat.push_back(parameter.detach().flatten());
    return at::cat(flat).clone();
}

at::Tensor batchNormBuffers(const Classifier& model)
{
    std::vector<at::Tensor> flat;
    for (const auto& buffer : model.buffers())
        flat.push_back(buffer.flatten().to(at::kFloat));
    return at::cat(flat).clone();
}

double deviation(const Classifier& model, const std::string& parameter)
{
    return model.named_parameters()[parameter].std().item<double>();
}

bool near(double actual, double expected, double tolerance)
{
    return std::abs(actual - expected) < tolerance * expected;
}

} // namespace

class RegistryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsEveryArchitecture()
    {
        std::set<std::string> names;
        for (const auto& info : allModels()) {
            QVERIFY(names.insert(info.name).second);
            QVERIFY(!info.title.empty() && !info.head.empty() && info.imageSize >= info.minimumImageSize);
            QCOMPARE(findModel(info.name)->title, info.title);
        }
        for (const auto* name : { "small_cnn", "mobilenet_v2", "squeezenet1_0", "squeezenet1_1", "resnet18", "resnet34",
                 "resnet50", "resnet101", "densenet121", "inception_v3", "vgg16", "vgg16_bn", "resnet20_cifar",
                 "resnet32_cifar", "resnet44_cifar", "resnet56_cifar" })
            QVERIFY2(names.count(name), name);
    }

    void unknownNameListsTheNearest()
    {
        const auto model = makeModel("resnet81", 10, 1);
        QVERIFY(!model);
        QVERIFY(model.error().what.find("There is no model \"resnet81\"") == 0);
        QVERIFY(model.error().what.find("\"resnet18\"") != std::string::npos);
        QVERIFY(!makeModel("", 10, 1));
        QVERIFY(!findModel("ResNet"));
        QVERIFY(!makeModel("small_cnn", 0, 1));
        QVERIFY(!makeModel("small_cnn", -3, 1));
        QVERIFY(!makeModel("small_cnn", 2000000000, 1));
    }

    void seedDecidesTheWeights()
    {
        const auto before = at::globalContext().defaultGenerator(at::kCPU).get_state().clone();
        const auto first = makeModel("resnet18", 20, 7).value();
        QVERIFY(allValues(*first).equal(allValues(*makeModel("resnet18", 20, 7).value())));
        QVERIFY(!allValues(*first).equal(allValues(*makeModel("resnet18", 20, 8).value())));
        QVERIFY(at::globalContext().defaultGenerator(at::kCPU).get_state().equal(before));

        // The backbone does not depend on the number of classes.
        const auto other = makeModel("resnet18", 3, 7).value();
        const auto name = "layer3.1.conv2.weight";
        QVERIFY(first->named_parameters()[name].equal(other->named_parameters()[name]));

        test::setFormulaWeights(*other);
        initialise(*other, 7);
        QVERIFY(allValues(*other).equal(allValues(*makeModel("resnet18", 3, 7).value())));
        QVERIFY(batchNormBuffers(*other).equal(batchNormBuffers(*makeModel("resnet18", 3, 7).value())));
    }

    /// Deviations by hand from torchvision's constructors.
    void distributionsAreTorchvisions()
    {
        const auto resnet = makeModel("resnet18", 1000, 1).value();
        QVERIFY(near(deviation(*resnet, "layer3.0.conv1.weight"), std::sqrt(2.0 / (256 * 9)), 0.01));
        QVERIFY(near(deviation(*resnet, "fc.weight"), 1 / std::sqrt(3.0 * 512), 0.01));
        QVERIFY(near(deviation(*resnet, "fc.bias"), 1 / std::sqrt(3.0 * 512), 0.1));
        QVERIFY(resnet->named_parameters()["bn1.weight"].eq(1).all().item<bool>());

        const auto mobile = makeModel("mobilenet_v2", 1000, 1).value();
        QVERIFY(near(deviation(*mobile, "features.18.0.weight"), std::sqrt(2.0 / 1280), 0.01));
        QVERIFY(near(deviation(*mobile, "features.17.conv.1.0.weight"), std::sqrt(2.0 / (960 * 9)), 0.03));
        QVERIFY(near(deviation(*mobile, "classifier.1.weight"), 0.01, 0.01));
        QVERIFY(mobile->named_parameters()["classifier.1.bias"].eq(0).all().item<bool>());

        const auto squeeze = makeModel("squeezenet1_1", 1000, 1).value();
        QVERIFY(near(deviation(*squeeze, "features.12.expand3x3.weight"), std::sqrt(2.0 / (64 * 9)), 0.01));
        QVERIFY(near(deviation(*squeeze, "classifier.1.weight"), 0.01, 0.01));

        const auto dense = makeModel("densenet121", 10, 1).value();
        QVERIFY(near(deviation(*dense, "features.denseblock4.denselayer16.conv1.weight"), std::sqrt(2.0 / 992), 0.01));

        const auto cifar = makeModel("resnet20_cifar", 10, 1).value();
        QVERIFY(near(deviation(*cifar, "layer3.2.conv2.weight"), std::sqrt(2.0 / (64 * 9)), 0.02));
    }

    void headAndBackboneArePartedByName()
    {
        const auto model = makeModel("mobilenet_v2", 5, 1).value();
        const auto head = model->headParameters();
        QCOMPARE(head.size(), std::size_t{ 2 });
        QCOMPARE(head[0].sizes().vec(), (std::vector<std::int64_t>{ 5, 1280 }));
        QCOMPARE(head.size() + model->backboneParameters().size(), model->parameters().size());
    }

    void frozenBatchNormSurvivesTrain()
    {
        const auto model = makeModel("small_cnn", 4, 1).value();
        test::setFormulaWeights(*model);
        const auto x = test::formulaPixels(4, 32);
        model->eval();
        const auto inference = model->forward(x).detach();
        const auto buffers = batchNormBuffers(*model);

        model->setBatchNormFrozen(true);
        model->train();
        model->train(true);
        QVERIFY(model->is_training());
        const auto logits = model->forward(x);
        QVERIFY(logits.equal(inference));
        QVERIFY(batchNormBuffers(*model).equal(buffers));
        logits.sum().backward();
        QVERIFY(model->named_parameters()["features.0.bn.weight"].grad().defined());

        model->setBatchNormFrozen(false);
        QVERIFY(!model->forward(x).equal(inference));
        QVERIFY(!batchNormBuffers(*model).equal(buffers));
    }

    void frozenBackboneStaysBitForBit()
    {
        const auto model = makeModel("small_cnn", 4, 1).value();
        model->setBackboneFrozen(true);
        model->train();
        const auto buffers = batchNormBuffers(*model);
        model->forward(test::formulaPixels(4, 32)).sum().backward();
        QVERIFY(batchNormBuffers(*model).equal(buffers));
        for (const auto& parameter : model->backboneParameters())
            QVERIFY(!parameter.requires_grad() && !parameter.grad().defined());
        for (const auto& parameter : model->headParameters())
            QVERIFY(parameter.grad().defined());

        model->setBatchNormFrozen(true);
        model->setBackboneFrozen(false); // BatchNorm was frozen for itself and stays so
        model->forward(test::formulaPixels(4, 32));
        QVERIFY(batchNormBuffers(*model).equal(buffers));
        for (const auto& parameter : model->parameters())
            QVERIFY(parameter.requires_grad());
    }

    void layersAreListedWithoutATrace()
    {
        const auto model = makeModel("resnet18", 4, 1).value();
        model->setBatchNormFrozen(true);
        const auto buffers = batchNormBuffers(*model);
        const auto layers = layersOf(*model);
        QVERIFY(batchNormBuffers(*model).equal(buffers));
        QVERIFY(model->is_training());
        std::map<std::string, std::vector<std::int64_t>> shapes;
        for (const auto& layer : layers)
            QVERIFY2(shapes.emplace(layer.name, layer.shape).second, layer.name.c_str());
        // Names of torchvision's modules, and of its feature extraction for operators without one.
        const std::map<std::string, std::vector<std::int64_t>> expected = { { "conv1", { 64, 112, 112 } },
            { "relu", { 64, 112, 112 } }, { "maxpool", { 64, 56, 56 } }, { "layer1.0.relu", { 64, 56, 56 } },
            { "layer2.0.downsample.0", { 128, 28, 28 } }, { "layer2.0.downsample", { 128, 28, 28 } },
            { "layer4.1.conv2", { 512, 7, 7 } }, { "layer4.1.add", { 512, 7, 7 } },
            { "layer4.1.relu_1", { 512, 7, 7 } }, { "layer4", { 512, 7, 7 } }, { "avgpool", { 512, 1, 1 } } };
        for (const auto& [name, shape] : expected)
            QCOMPARE(shapes.at(name), shape);
        QVERIFY(layersOf(*model, 64).size() == layers.size());
    }

    /// The last feature map of the network for quick runs must be fine against a picture's details.
    void smallCnnKeepsTwelveCells()
    {
        const auto model = makeModel("small_cnn", 4, 1).value();
        for (const auto& layer : layersOf(*model))
            if (layer.name == model->info().targetLayer)
                QCOMPARE(layer.shape, (std::vector<std::int64_t>{ 96, 12, 12 }));
    }
};

LOOKAWAY_TEST(tst_registry, RegistryTest)
#include "tst_registry.moc"
