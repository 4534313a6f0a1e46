// SPDX-License-Identifier: MIT
#include "../models/ScriptFixture.h"
#include "ExplainFixture.h"
#include "TestMain.h"

#include "explain/Explainers.h"

using namespace lookaway;
using namespace lookaway::test;

namespace {

/// tests/fixtures/script/NETWORK_EXPORT.pt and the reference of NETWORK.
ExplainCase scriptCase(const std::string& network, const std::string& exported)
{
    auto expected = explainFixture(network);
    const int side = expected["size"];
    auto model = openTorchScript(scriptFile(network + "_" + exported), { side }).value();
    model->eval();
    std::map<std::string, std::string> renamed;
    if (exported == "frozen")
        renamed = expected["frozen"].get<std::map<std::string, std::string>>();
    auto images = normalised(formulaPixels(2, side), model->info());
    return { std::move(model), std::move(images), std::move(expected), std::move(renamed) };
}

/// Few passes for every method.
ExplainSettings smallSettings()
{
    ExplainSettings settings;
    settings.smoothSamples = settings.integratedSteps = 3;
    settings.occluderSize = settings.occluderStep = 0.4;
    settings.limeSamples = 12;
    settings.limeSuperpixels = 6;
    settings.riseMasks = 12;
    settings.riseCells = 3;
    settings.evidenceWindow = 18;
    settings.evidencePatch = 20;
    settings.evidenceSamples = 1;
    return settings;
}

} // namespace

/// Methods on TorchScript networks: every gradient and CAM method against hooks and formulas
/// (tests/reference/make_script_explain_fixtures.py), and models that take one picture at a time.
class ExplainScriptsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMethod_data()
    {
        QTest::addColumn<QString>("network");
        QTest::addColumn<QString>("exported");
        for (const auto* network : { "narrow_resnet", "narrow_vgg", "narrow_densenet", "narrow_mobilenet" })
            for (const auto* exported : { "scripted", "traced", "frozen" })
                QTest::addRow("%s, %s", network, exported) << network << exported;
    }
    void everyMethod()
    {
        QFETCH(QString, network);
        QFETCH(QString, exported);
        const auto example = scriptCase(network.toStdString(), exported.toStdString());
        compareWithFixture(example);
        const bool pools = network != "narrow_vgg";
        QCOMPARE(example.methods().count("cam"), std::size_t{ pools ? 1U : 0U });
        QCOMPARE(example.methods().size(), std::size_t{ pools ? 14U : 13U });
    }

    /// Several pictures for a model that takes one give what its twin that takes many gives.
    void onePictureAtATime_data()
    {
        QTest::addColumn<QString>("method");
        for (const auto& method : explainers())
            QTest::newRow(method.id.c_str()) << QString::fromStdString(method.id);
    }
    void onePictureAtATime()
    {
        QFETCH(QString, method);
        const auto one = openTorchScript(scriptFile("one_picture_traced"), { 24 }).value();
        const auto many = openTorchScript(scriptFile("tuple_scripted"), { 24 }).value(); // the same network and weights
        QVERIFY(takesOnePictureOnly(*one) && !takesOnePictureOnly(*many));
        const auto images = normalised(formulaPixels(3, 24), one->info());
        const auto explainer = findExplainer(method.toStdString())->make(smallSettings());
        std::vector<std::pair<std::int64_t, std::int64_t>> told;
        ExplainWatch watch;
        watch.progress = [&](std::int64_t done, std::int64_t total, const at::Tensor&) {
            told.push_back({ done, total });
        };
        for (const auto& classes :
            { at::tensor({ std::int64_t{ 1 }, std::int64_t{ 4 }, std::int64_t{ 0 } }), at::Tensor() }) {
            const ExplainRequest request{ images, classes, "net.layer1" };
            told.clear();
            const auto found = explainer->explain(*one, request, watch);
            const auto expected = explainer->explain(*many, request);
            QVERIFY2(found.ok() && expected.ok(), found.ok() ? "" : found.error().what.c_str());
            QVERIFY(found->classes.equal(expected->classes));
            QCOMPARE(found->method, method.toStdString());
            QVERIFY(relativeDifference(found->maps, expected->maps) < 1e-4);
            QCOMPARE(found->attribution.defined(), expected->attribution.defined());
            if (found->attribution.defined())
                QVERIFY(relativeDifference(found->attribution, expected->attribution) < 1e-4);
            QCOMPARE(found->logits.defined(), expected->logits.defined());
            if (found->logits.defined())
                QVERIFY(relativeDifference(found->logits, expected->logits) < 1e-5);
            QCOMPARE(found->companions.size(), expected->companions.size());
            for (const auto& [name, map] : expected->companions)
                QVERIFY(found->companions.at(name).sizes() == map.sizes());
            for (std::size_t i = 0; i < told.size(); ++i)
                QVERIFY(told[i].first <= told[i].second && (i == 0 || told[i].first > told[i - 1].first));
            QVERIFY(told.empty() || told.back().first == told.back().second);
        }
    }

    void onePictureAtATimeCanBeCancelled()
    {
        const auto one = openTorchScript(scriptFile("one_picture_traced"), { 24 }).value();
        const ExplainRequest request{ normalised(formulaPixels(3, 24), one->info()), {}, "net.layer1" };
        CancelSource source;
        ExplainWatch watch{ source.token() };
        std::int64_t last = 0;
        watch.progress = [&](std::int64_t done, std::int64_t total, const at::Tensor&) {
            last = done;
            if (3 * done > total) // in the second picture
                source.cancel();
        };
        auto settings = smallSettings();
        settings.chunk = 1;
        const auto found = findExplainer("rise")->make(settings)->explain(*one, request, watch);
        QVERIFY(!found.ok() && found.error().cancelled());
        QCOMPARE(last, std::int64_t{ 13 });
    }
};

LOOKAWAY_TEST(tst_explain_scripts, ExplainScriptsTest)
#include "tst_explain_scripts.moc"
