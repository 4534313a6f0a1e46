// SPDX-License-Identifier: MIT
// PyTorch checkpoints against what Python reads from them (tests/reference/make_weight_fixtures.py).
#include "TestMain.h"
#include "weights/WeightsFile.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>

using namespace lookaway;

namespace {

const std::string fixtures = LOOKAWAY_FIXTURES "/weights/";

template <class T> double element(const std::byte* at)
{
    T value;
    std::memcpy(&value, at, sizeof(value));
    return static_cast<double>(value);
}

/// IEEE half precision by its definition: (-1)^s 2^(e-15) (1 + m/1024).
double halfElement(const std::byte* at)
{
    std::uint16_t bits;
    std::memcpy(&bits, at, sizeof(bits));
    const int exponent = bits >> 10 & 31;
    const double mantissa = bits & 1023;
    const double value = exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25);
    return bits >> 15 ? -value : value;
}

double bfloat16Element(const std::byte* at)
{
    const std::byte wide[4]{ std::byte{ 0 }, std::byte{ 0 }, at[0], at[1] };
    return element<float>(wide);
}

std::vector<double> valuesOf(const TensorData& tensor)
{
    std::vector<double> values;
    for (std::size_t i = 0; i < tensor.bytes; i += sizeOf(tensor.type)) {
        const std::byte* at = tensor.data.get() + i;
        switch (tensor.type) {
        case ScalarType::F64:
            values.push_back(element<double>(at));
            break;
        case ScalarType::F32:
            values.push_back(element<float>(at));
            break;
        case ScalarType::F16:
            values.push_back(halfElement(at));
            break;
        case ScalarType::BF16:
            values.push_back(bfloat16Element(at));
            break;
        case ScalarType::I64:
            values.push_back(element<std::int64_t>(at));
            break;
        case ScalarType::I32:
            values.push_back(element<std::int32_t>(at));
            break;
        case ScalarType::I16:
            values.push_back(element<std::int16_t>(at));
            break;
        case ScalarType::I8:
            values.push_back(element<std::int8_t>(at));
            break;
        case ScalarType::U8:
        case ScalarType::Bool:
            values.push_back(element<std::uint8_t>(at));
            break;
        }
    }
    return values;
}

} // namespace

class TestTorchPickle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPythonWrote_data()
    {
        QTest::addColumn<QString>("file");
        const nlohmann::json expected = nlohmann::json::parse(std::ifstream(fixtures + "expected.json"));
        for (const auto& [file, tensors] : expected.items())
            QTest::newRow(file.c_str()) << QString::fromStdString(file);
    }

    void readsWhatPythonWrote()
    {
        QFETCH(QString, file);
        const auto expected =
            nlohmann::ordered_json::parse(std::ifstream(fixtures + "expected.json")).at(file.toStdString());
        const auto weights = readWeights(fixtures + file.toStdString());
        QVERIFY2(weights.ok(), weights.ok() ? "" : weights.error().message().c_str());
        QCOMPARE(weights->tensors.size(), expected.size());
        auto entry = weights->tensors.begin();
        for (const auto& [name, tensor] : expected.items()) {
            QCOMPARE(entry->first, name); // the order, too
            QCOMPARE(std::string(nameOf(entry->second.type)), tensor.at("dtype").get<std::string>());
            QCOMPARE(entry->second.shape, tensor.at("shape").get<std::vector<std::int64_t>>());
            QCOMPARE(valuesOf(entry->second), tensor.at("values").get<std::vector<double>>());
            ++entry;
        }
    }

    void readsTheSameFromMemory()
    {
        for (const char* file : { "zip.pt", "deflated.pt", "legacy.pth", "types.safetensors" }) {
            std::ifstream in(fixtures + file, std::ios::binary);
            const std::string bytes{ std::istreambuf_iterator<char>(in), {} };
            const auto fromMemory = readWeights(bytes.data(), bytes.size(), file);
            const auto fromFile = readWeights(fixtures + file);
            QVERIFY(fromMemory && fromFile);
            QCOMPARE(fromMemory->format, fromFile->format);
            QCOMPARE(fromMemory->tensors.size(), fromFile->tensors.size());
            for (const auto& [name, tensor] : fromFile->tensors)
                QCOMPARE(valuesOf(*fromMemory->tensors.find(name)), valuesOf(tensor));
        }
    }

    void saysWhatTheFileIs()
    {
        QCOMPARE(readWeights(fixtures + "zip.pt")->format, std::string("PyTorch checkpoint (zip), state dict"));
        QCOMPARE(readWeights(fixtures + "nested_twice.pth")->format,
            std::string("PyTorch checkpoint (before PyTorch 1.6), state dict under 'model.state_dict'"));
        QCOMPARE(readWeights(fixtures + "module.pt")->format, std::string("PyTorch checkpoint (zip), whole module"));
        const auto nested = readWeights(fixtures + "nested.pt");
        QCOMPARE(nested->metadata, (std::map<std::string, std::string>{ { "arch", "tiny" }, { "epoch", "12" } }));
    }

    void sharesStorages()
    {
        const auto weights = readWeights(fixtures + "views.pt");
        QVERIFY(weights.ok());
        const auto* whole = weights->tensors.find("whole");
        QCOMPARE(weights->tensors.find("row")->data.get(), whole->data.get() + 2 * 6 * sizeof(float));
    }

    void realFiles()
    {
        const char* folder = std::getenv("LOOKAWAY_DATA");
        if (!folder)
            QSKIP("LOOKAWAY_DATA is not set");
        const std::string weights = std::string(folder) + "/weights/";
        const auto mobileNet = readWeights(weights + "mobilenet_v2_imagenet_state_dict.pt");
        QVERIFY2(mobileNet.ok(), mobileNet.ok() ? "" : mobileNet.error().message().c_str());
        QCOMPARE(mobileNet->tensors.find("classifier.1.weight")->shape, (std::vector<std::int64_t>{ 1000, 1280 }));
        const auto squeezeNet = readWeights(weights + "squeezenet1_0_imagenet_state_dict.pt");
        QVERIFY(squeezeNet && squeezeNet->tensors.find("classifier.1.bias"));
        const auto resNet = readWeights(weights + "resnet20_cifar10_state_dict.pt");
        QVERIFY(resNet && resNet->tensors.find("linear.weight"));
        const auto script = readWeights(weights + "resnet20_cifar10_torchscript.pt");
        QVERIFY(!script && script.error().what.find("TorchScript") != std::string::npos);
    }
};

LOOKAWAY_TEST(tst_torchpickle, TestTorchPickle)
#include "tst_torchpickle.moc"
