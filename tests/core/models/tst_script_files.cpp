// SPDX-License-Identifier: MIT
#include "ScriptFixture.h"
#include "TestMain.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace lookaway;
using namespace lookaway::test;
namespace fs = std::filesystem;

namespace {

fs::path dataFile(const std::string& name)
{
    const char* folder = std::getenv("LOOKAWAY_DATA");
    return folder ? fs::path(folder) / "weights" / name : fs::path();
}

at::Tensor gradCam(Classifier& model, const at::Tensor& x, const std::string& layer, std::int64_t classIndex)
{
    const auto trace = model.trace(x, { { layer }, Taps::Mode::Leaf });
    const auto& activation = trace.activations.at(layer);
    const auto g = torch::autograd::grad({ trace.logits.select(1, classIndex).sum() }, { activation })[0];
    return (g.mean({ 2, 3 }, true) * activation.detach()).sum(1);
}

void copyWeights(const ScriptedClassifier& script, Classifier& native)
{
    const torch::NoGradGuard noGraph;
    std::map<std::string, at::Tensor> tensors;
    for (const auto& item : script.named_parameters())
        tensors[item.key()] = item.value();
    for (const auto& item : script.named_buffers())
        tensors[item.key()] = item.value();
    for (auto& item : native.named_parameters())
        item.value().copy_(tensors.at(item.key()));
    for (auto& item : native.named_buffers())
        if (tensors.count(item.key()) > 0) // old files have no num_batches_tracked
            item.value().copy_(tensors.at(item.key()));
}

/// The native twin with the same weights has the script's layers, and a quarter of them give the same maps.
void compare(ScriptedClassifier& script, Classifier& native, int side, std::size_t leastShared)
{
    copyWeights(script, native);
    script.eval();
    native.eval();
    const auto x = normalised(formulaPixels(1, side), native.info());
    QVERIFY(relativeDifference(script.forward(x), native.forward(x)) < 1e-4);
    std::set<std::string> names;
    for (const auto& layer : layersOf(script, side))
        names.insert(layer.name);
    std::size_t shared = 0;
    for (const auto& layer : layersOf(native, side)) {
        if (names.count(layer.name) == 0)
            continue;
        if (shared++ % 4 != 0 && layer.name != native.info().targetLayer)
            continue; // each costs two passes through both
        const double apart = relativeDifference(gradCam(script, x, layer.name, 7), gradCam(native, x, layer.name, 7));
        QVERIFY2(apart < 1e-4, (layer.name + ": " + std::to_string(apart)).c_str());
    }
    QVERIFY2(shared >= leastShared, std::to_string(shared).c_str());
}

} // namespace

/// Files that are no classifiers or not even files of TorchScript, and real ones.
class ScriptFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusedWithASentence_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* file, const char* says) { QTest::newRow(file) << file << says; };
        row("hostile_segmentation", "answers 2 pictures with a tensor of 2 x 5 x 224 x 224");
        row("hostile_two_inputs", "needs \"mask\" besides the pictures");
        row("hostile_raises", "the flux capacitor is missing");
        row("hostile_five_channels", "expects pictures with 5 channels");
        row("hostile_no_forward", "has no forward method");
        row("hostile_takes_list", "does not take a tensor of pictures");
        row("hostile_truncated", "zip archive cannot be read");
        row("hostile_no_code", "is no TorchScript file");
        row("hostile_recursion", "recursive");
        row("hostile_doubling", "has more than 200000 steps");
        row("hostile_nested", "nested more than 200 deep");
        row("hostile_lying_storage", "is shorter than its tensors");
        row("hostile_bomb", "more memory than a file of its size should");
        row("hostile_text", "is no TorchScript file");
        row("missing", "Cannot read");
    }
    void refusedWithASentence()
    {
        QFETCH(QString, file);
        QFETCH(QString, says);
        const auto model = openTorchScript(scriptFile(file.toStdString()));
        QVERIFY(!model.ok());
        const auto& what = model.error().what;
        QVERIFY2(what.find(says.toStdString()) != std::string::npos, what.c_str());
        QVERIFY2(what.find(file.toStdString()) != std::string::npos, what.c_str());
        QVERIFY2(what.find('\n') == std::string::npos && what.size() < 400, what.c_str());
        QVERIFY(what.back() == '.' && !model.error().hint.empty());
    }

    /// Every byte of the smallest file turned over, in steps: a sentence or a model, never the end of the program.
    void damagedAnywhere()
    {
        std::ifstream in(scriptFile("conditional_scripted"), std::ios::binary);
        const std::string good((std::istreambuf_iterator<char>(in)), {});
        QVERIFY(good.size() > 10'000);
        const QTemporaryDir folder;
        const auto path = fs::path(folder.path().toStdString()) / "damaged.pt";
        int refused = 0;
        int tried = 0;
        for (std::size_t at = 0; at < good.size(); at += 61, ++tried) {
            auto bytes = good;
            bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
            std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
            refused += openTorchScript(path, { 24 }).ok() ? 0 : 1;
        }
        QVERIFY2(refused > tried / 2, std::to_string(refused).c_str()); // padding may be anything
    }

    void wrongSizesLater()
    {
        const auto named = openTorchScript(scriptFile("plain_scripted"), { 1 });
        QVERIFY(!named.ok());
        QVERIFY2(
            named.error().what.find("cannot take pictures of 1 px") != std::string::npos, named.error().what.c_str());
        const auto model = openTorchScript(scriptFile("plain_scripted"), { 24 }).value();
        try {
            model->forward(at::zeros({ 1, 3, 1, 1 }));
            QFAIL("must throw");
        } catch (const c10::Error& error) {
            const std::string what = error.what_without_backtrace();
            QVERIFY2(what.find("fails inside its own program") != std::string::npos, what.c_str());
            QVERIFY2(what.find('\n') == std::string::npos, what.c_str());
        }
        QVERIFY(model->forward(at::zeros({ 1, 3, 24, 24 })).size(1) == 5); // and goes on
    }

    void recognised()
    {
        QVERIFY(looksLikeTorchScript(scriptFile("residual_scripted")));
        QVERIFY(looksLikeTorchScript(scriptFile("residual_frozen")));
        for (const auto* name : { "hostile_no_code", "hostile_text", "hostile_truncated", "missing" })
            QVERIFY2(!looksLikeTorchScript(scriptFile(name)), name);
        QVERIFY(!looksLikeTorchScript(LOOKAWAY_FIXTURES));
    }

    /// tests/reference/check_torchscript.py exports torchvision's networks and names the folder.
    void torchvisionsNetworks()
    {
        const char* folder = std::getenv("LOOKAWAY_TORCHSCRIPT_CHECK");
        if (!folder)
            QSKIP("run by tests/reference/check_torchscript.py");
        int compared = 0;
        int failed = 0;
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (entry.path().extension() != ".json")
                continue;
            ScriptFixture fixture(entry.path().stem().string(), folder);
            const auto differences = fixture.differences();
            const auto largest = std::max_element(differences.begin(), differences.end(),
                [](const auto& a, const auto& b) { return a.second < b.second; });
            qInfo("%-20s %3zu layers, target %s, largest relative difference %.2g (%s)", entry.path().stem().c_str(),
                fixture.layerNames().size(), fixture.model->info().targetLayer.c_str(), largest->second,
                largest->first.c_str());
            if (fixture.json.contains("target"))
                QCOMPARE(fixture.model->info().targetLayer, fixture.json["target"].get<std::string>());
            for (const auto& [what, apart] : differences)
                if (apart >= 1e-4)
                    qInfo("  %s %.2g", what.c_str(), apart);
            failed += largest->second < 1e-4 ? 0 : 1;
            ++compared;
        }
        QVERIFY(compared > 0);
        QCOMPARE(failed, 0);
    }

    void publishedMobileNetEqualsOurs()
    {
        const auto file = dataFile("mobilenet_v2_imagenet_torchscript.pt");
        if (!fs::exists(file))
            QSKIP("needs LOOKAWAY_DATA/weights");
        const auto script = openTorchScript(file).value();
        QCOMPARE(script->info().targetLayer, std::string("features"));
        QCOMPARE(script->info().imageSize, 224);
        QCOMPARE(script->info().head, std::string("classifier.1"));
        QVERIFY(script->poolingHeadWeight("features").has_value());
        compare(*script, *makeBlankModel("mobilenet_v2", 1000).value(), 96, 140);
    }

    void publishedCifarResNetEqualsOurs()
    {
        const auto file = dataFile("resnet20_cifar10_torchscript.pt");
        if (!fs::exists(file))
            QSKIP("needs LOOKAWAY_DATA/weights");
        const auto script = openTorchScript(file).value();
        QCOMPARE(script->info().targetLayer, std::string("layer3"));
        QCOMPARE(script->info().imageSize, 32);
        compare(*script, *makeBlankModel("resnet20_cifar", 10).value(), 32, 50);
    }
};

LOOKAWAY_TEST(tst_script_files, ScriptFilesTest)
#include "tst_script_files.moc"
