// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "models/WeightTransfer.h"
#include "weights/Safetensors.h"
#include "weights/WeightsFile.h"

#include <QTemporaryDir>
#include <QTest>

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <fstream>

using namespace lookaway;

namespace {

const std::string fixtures = LOOKAWAY_FIXTURES "/weights/";

/// The network that tests/reference/make_weight_fixtures.py saved.
struct Net : torch::nn::Module {
    explicit Net(int classes = 3)
    {
        auto block = std::make_shared<torch::nn::Module>();
        block->register_parameter("scale", torch::zeros(2));
        block->register_buffer("seen", torch::zeros({}, torch::kLong));
        block->register_module("conv", torch::nn::Conv2d(1, 2, 3).ptr());
        block->register_module("norm", torch::nn::BatchNorm2d(2).ptr());
        register_module("block", block);
        register_module("head", torch::nn::Linear(2, classes));
    }
    at::Tensor operator[](const std::string& name) const
    {
        for (const auto& item : named_parameters())
            if (item.key() == name)
                return item.value();
        return named_buffers()[name];
    }
};

StateDict fixture(const std::string& file)
{
    return readWeights(fixtures + file).value().tensors;
}

StateDict without(const StateDict& weights, const std::string& part)
{
    StateDict rest;
    for (const auto& [name, tensor] : weights)
        if (name.find(part) == std::string::npos)
            rest.insert(name, tensor);
    return rest;
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

std::string bytesOf(const TensorData& tensor)
{
    return { reinterpret_cast<const char*>(tensor.data.get()), tensor.bytes };
}

} // namespace

class TestWeightTransfer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAndOrderArePythons()
    {
        const auto expected = nlohmann::ordered_json::parse(std::ifstream(fixtures + "expected.json")).at("zip.pt");
        const StateDict state = stateDictOf(Net());
        QCOMPARE(state.size(), expected.size());
        auto entry = state.begin();
        for (const auto& [name, tensor] : expected.items()) {
            QCOMPARE(entry->first, name);
            QCOMPARE(entry->second.shape, tensor.at("shape").get<std::vector<std::int64_t>>());
            QCOMPARE(std::string(nameOf(entry->second.type)), tensor.at("dtype").get<std::string>());
            ++entry;
        }
    }

    void loadsPythonsValues_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file : { "zip.pt", "legacy.pth", "half.pt", "bfloat16.pth", "module.pt", "parallel.pt" })
            QTest::newRow(file) << file;
    }

    void loadsPythonsValues()
    {
        QFETCH(QString, file);
        const auto expected = nlohmann::json::parse(std::ifstream(fixtures + "expected.json")).at(file.toStdString());
        Net net;
        const auto report = loadInto(net, fixture(file.toStdString()));
        QVERIFY2(report.ok(), report ? "" : report.error().what.c_str());
        QCOMPARE(report->loaded, 11);
        for (const auto& [saved, tensor] : expected.items()) {
            const std::string name = saved.rfind("module.", 0) == 0 ? saved.substr(7) : saved;
            const at::Tensor values = net[name].to(torch::kDouble).flatten();
            const auto wanted = tensor.at("values").get<std::vector<double>>();
            QVERIFY2(values.equal(torch::tensor(wanted, torch::kDouble)), name.c_str());
        }
        QVERIFY(net["head.weight"].scalar_type() == torch::kFloat);
        QVERIFY(net["head.weight"].requires_grad());
        QVERIFY(net["head.weight"].is_leaf());
    }

    void everyTypeKeepsItsBits()
    {
        for (const auto& [name, tensor] : fixture("types.pt")) {
            const at::Tensor there = tensorOf(tensor);
            QCOMPARE(there.to(torch::kDouble).sum().item<double>(), name == "BOOL" ? 3.0 : 5.0);
            const TensorData back = tensorDataOf(there);
            QVERIFY(back.type == tensor.type);
            QCOMPARE(back.shape, tensor.shape);
            QCOMPARE(bytesOf(back), bytesOf(tensor));
        }
    }

    void boolsOfAnyByteBecomeZeroOrOne()
    {
        const TensorData odd{ ScalarType::Bool, { 2 }, copyBytes("\x05\x00", 2), 2 };
        QCOMPARE(tensorOf(odd).view(torch::kByte).sum().item<int>(), 1);
    }

    void copiedBytesStaySharedOnesFollow()
    {
        at::Tensor tensor = torch::ones(2);
        const TensorData copied = tensorDataOf(tensor);
        const TensorData shared = tensorDataOf(tensor, TensorBytes::Shared);
        tensor.zero_();
        QCOMPARE(tensorOf(copied).sum().item<float>(), 2.0f);
        QCOMPARE(tensorOf(shared).sum().item<float>(), 0.0f);
        tensor.reset();
        QCOMPARE(tensorOf(shared).numel(), std::int64_t{ 2 }); // kept alive
        const at::Tensor transposed = torch::arange(6).reshape({ 2, 3 }).t();
        QVERIFY(tensorOf(tensorDataOf(transposed, TensorBytes::Shared)).equal(transposed));
    }

    void refusesTypesThatFilesDoNotHold()
    {
        QVERIFY_EXCEPTION_THROWN((void)tensorDataOf(torch::zeros(2, torch::kComplexFloat)), c10::Error);
    }

    void throughSafetensors()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("net.safetensors").toStdString();
        torch::manual_seed(1);
        const Net net;
        QVERIFY(writeSafetensors(path, stateDictOf(net, TensorBytes::Shared)).ok());
        Net other;
        QVERIFY(loadInto(other, readWeights(path)->tensors).ok());
        for (const auto& [name, tensor] : stateDictOf(net))
            QCOMPARE(bytesOf(*stateDictOf(other).find(name)), bytesOf(tensor));
    }

    void missingCountersAreFine()
    {
        Net net;
        const auto report = loadInto(net, without(fixture("zip.pt"), "num_batches_tracked"));
        QVERIFY(report.ok());
        QCOMPARE(report->loaded, 10);
    }

    void mismatchListsWhatDiffersAndChangesNothing()
    {
        Net net(5);
        StateDict weights = without(fixture("zip.pt"), "block.conv");
        weights.insert("extra.weight", { ScalarType::F32, { 1 }, copyBytes("abcd", 4), 4 });
        const StateDict before = stateDictOf(net);
        TransferOptions options;
        options.source = "'cars.pth'";
        options.target = "resnet18";
        const auto report = loadInto(net, weights, options);
        QVERIFY(!report.ok());
        QCOMPARE(QString::fromStdString(report.error().what),
            QString("'cars.pth' does not fit resnet18; tensors that differ:"
                    "\n  2 missing from the file:\n    block.conv.weight (2x1x3x3)\n    block.conv.bias (2)"
                    "\n  1 unexpected in the file:\n    extra.weight (1)"
                    "\n  2 of another shape:\n    head.weight: 3x2 in the file, 5x2 in the model"
                    "\n    head.bias: 3 in the file, 5 in the model"));
        for (const auto& [name, tensor] : stateDictOf(net))
            QCOMPARE(bytesOf(tensor), bytesOf(*before.find(name)));
    }

    void longListsAreCut()
    {
        Net net;
        const auto report = loadInto(net, StateDict{});
        QVERIFY(!report.ok());
        QVERIFY(contains(report.error().what, "10 missing from the file"));
        QVERIFY(contains(report.error().what, "... and 4 more"));
    }

    void integersAreNoWeights()
    {
        Net net;
        StateDict weights = without(fixture("zip.pt"), "head.bias");
        weights.insert("head.bias", { ScalarType::I8, { 3 }, copyBytes("abc", 3), 3 });
        const auto report = loadInto(net, weights);
        QVERIFY(!report && contains(report.error().what, "head.bias: I8 in the file, F32 in the model"));
    }

    void newHead()
    {
        Net net(5);
        const at::Tensor head = net["head.weight"].detach().clone();
        TransferOptions options;
        options.headPrefixes = { "head." };
        const auto refused = loadInto(net, fixture("zip.pt"), options);
        QVERIFY(!refused && contains(refused.error().hint, "allow a new head"));
        options.allowNewHead = true;
        const auto report = loadInto(net, fixture("zip.pt"), options);
        QVERIFY2(report.ok(), report ? "" : report.error().what.c_str());
        QCOMPARE(report->newHead, (std::vector<std::string>{ "head.weight", "head.bias" }));
        QCOMPARE(report->loaded, 9);
        QVERIFY(net["head.weight"].equal(head));
        QCOMPARE(net["block.seen"].item<int>(), 7);
        options.headPrefixes = { "block." };
        QVERIFY(!loadInto(net, fixture("zip.pt"), options).ok());
    }

    void ignoredPrefixes()
    {
        Net net;
        StateDict weights = fixture("zip.pt");
        weights.insert("AuxLogits.fc.bias", { ScalarType::F32, { 1 }, copyBytes("abcd", 4), 4 });
        QVERIFY(!loadInto(net, weights).ok());
        TransferOptions options;
        options.ignoredPrefixes = { "AuxLogits." };
        QCOMPARE(loadInto(net, weights, options)->ignored, (std::vector<std::string>{ "AuxLogits.fc.bias" }));
    }
};

LOOKAWAY_TEST(tst_weighttransfer, TestWeightTransfer)
#include "tst_weighttransfer.moc"
