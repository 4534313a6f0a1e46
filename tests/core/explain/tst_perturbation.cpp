// SPDX-License-Identifier: MIT
#include "PerturbationFixture.h"
#include "TestMain.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

namespace {

const std::vector<std::string> methods{ "occlusion-sensitivity", "lime", "rise", "prediction-difference",
    "fast-evidence" };

/// Everything small, so that each method takes a few dozen passes.
ExplainSettings small()
{
    ExplainSettings settings;
    settings.occluderStep = 0.2;
    settings.limeSamples = 40;
    settings.limeSuperpixels = 9;
    settings.riseMasks = 40;
    settings.riseCells = 3;
    settings.evidenceWindow = 3;
    settings.evidencePatch = 5;
    settings.evidenceSamples = 3;
    return settings;
}

Maps explained(const std::string& method, Classifier& network, const ExplainRequest& request,
    const ExplainSettings& settings, const ExplainWatch& watch = {})
{
    return findExplainer(method)->make(settings)->explain(network, request, watch).value();
}

void methodColumn()
{
    QTest::addColumn<QString>("method");
    for (const auto& method : methods)
        QTest::newRow(method.c_str()) << QString::fromStdString(method);
}

} // namespace

/// What the methods that perturb pictures promise about seeds, chunks, progress, cancelling and bad requests.
class PerturbationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seedDecidesTheMap_data() { methodColumn(); }
    /// Same seed, same map, whatever the chunk and the company in the batch; another seed, another map.
    void seedDecidesTheMap()
    {
        QFETCH(QString, method);
        const auto fixture = perturbationFixture();
        const auto network = sharpNetwork(fixture);
        const auto request = requestFor(*network, fixture, 24, 20);
        auto settings = small();
        const auto maps = explained(method.toStdString(), *network, request, settings).maps;
        QVERIFY(maps.std().item<double>() > 0);
        QVERIFY(at::equal(explained(method.toStdString(), *network, request, settings).maps, maps));
        for (const int chunk : { 1, 7, 1000 }) {
            settings.chunk = chunk;
            const auto again = explained(method.toStdString(), *network, request, settings).maps;
            QVERIFY2(relativeDifference(again, maps) < 1e-3, qPrintable(QString::number(chunk)));
        }
        const ExplainRequest alone{ request.images.narrow(0, 1, 1), request.classes.narrow(0, 1, 1), request.layer };
        QVERIFY(relativeDifference(explained(method.toStdString(), *network, alone, small()).maps[0], maps[1]) < 1e-3);
        settings = small();
        settings.seed = 2;
        const bool isRandom = method != "occlusion-sensitivity";
        const auto other = explained(method.toStdString(), *network, request, settings).maps;
        QCOMPARE(!at::equal(other, maps), isRandom);
    }

    void progressAndLogits_data() { methodColumn(); }
    void progressAndLogits()
    {
        QFETCH(QString, method);
        const auto fixture = perturbationFixture();
        const auto network = sharpNetwork(fixture);
        const auto request = requestFor(*network, fixture, 24, 20);
        auto settings = small();
        settings.chunk = 16;
        std::vector<std::int64_t> told;
        std::int64_t all = 0;
        at::Tensor last;
        ExplainWatch watch;
        watch.progress = [&](std::int64_t done, std::int64_t total, const at::Tensor& maps) {
            told.push_back(done);
            all = total;
            if (maps.defined())
                last = maps.clone();
            QVERIFY(!maps.defined() || maps.isfinite().all().item<bool>());
        };
        const auto maps = explained(method.toStdString(), *network, request, settings, watch);
        QVERIFY(told.size() > 2 && told.front() > 0);
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QCOMPARE(told.back(), all);
        QVERIFY(at::equal(last, maps.maps));
        network->eval();
        if (method == "rise")
            QVERIFY(!maps.logits.defined());
        else
            QVERIFY(difference(maps.logits, network->forward(request.images)) < 1e-4);
        if (method == "lime" || method == "rise")
            QCOMPARE(all, 80);
    }

    void cancelInTheMiddle_data() { methodColumn(); }
    void cancelInTheMiddle()
    {
        QFETCH(QString, method);
        const auto fixture = perturbationFixture();
        const auto network = sharpNetwork(fixture);
        const auto request = requestFor(*network, fixture, 24, 20);
        auto settings = small();
        settings.chunk = 4;
        CancelSource source;
        int calls = 0;
        const ExplainWatch watch{ source.token(), [&](std::int64_t, std::int64_t, const at::Tensor&) {
                                     if (++calls == 3)
                                         source.cancel();
                                 } };
        const auto maps = findExplainer(method.toStdString())->make(settings)->explain(*network, request, watch);
        QVERIFY(!maps.ok() && maps.error().cancelled());
        QCOMPARE(calls, 3);
    }

    void badRequests_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("side");
        QTest::addColumn<QString>("said");
        QTest::newRow("patch") << "prediction-difference" << 12 << "12 x 12 pixels is smaller than the patch of 14";
        QTest::newRow("patch, fast") << "fast-evidence" << 12 << "12 x 12 pixels is smaller than the patch of 14";
        QTest::newRow("cells") << "rise" << 6 << "cannot be divided into 7 cells";
        QTest::newRow("superpixels") << "lime" << 1 << "fewer than two superpixels";
    }
    void badRequests()
    {
        QFETCH(QString, method);
        QFETCH(int, side);
        QFETCH(QString, said);
        PooledPixels network(at::ones({ 2, 3 }), at::zeros({ 2 }));
        const ExplainRequest request{ at::rand({ 1, 3, side, side }), at::zeros({ 1 }, at::kLong) };
        const auto maps = findExplainer(method.toStdString())->make({})->explain(network, request);
        QVERIFY(!maps.ok());
        QVERIFY2(maps.error().what.find(said.toStdString()) != std::string::npos, maps.error().what.c_str());
        QVERIFY(!maps.error().hint.empty());
    }

    void badSettings()
    {
        PooledPixels network(at::ones({ 2, 3 }), at::zeros({ 2 }));
        const ExplainRequest request{ at::rand({ 1, 3, 16, 16 }), at::zeros({ 1 }, at::kLong) };
        const auto refuses = [&](const std::string& method, void (*spoil)(ExplainSettings&)) {
            auto settings = small();
            spoil(settings);
            const auto maps = findExplainer(method)->make(settings)->explain(network, request);
            return !maps.ok() && !maps.error().cancelled() && !maps.error().hint.empty();
        };
        QVERIFY(refuses("occlusion-sensitivity", [](ExplainSettings& s) { s.occluderSize = 1.5; }));
        QVERIFY(refuses("occlusion-sensitivity", [](ExplainSettings& s) { s.occluderStep = 0; }));
        QVERIFY(refuses("lime", [](ExplainSettings& s) { s.limeSamples = 1; }));
        QVERIFY(refuses("rise", [](ExplainSettings& s) { s.riseMasks = 0; }));
        QVERIFY(refuses("rise", [](ExplainSettings& s) { s.riseKeep = 0; }));
        QVERIFY(refuses("prediction-difference", [](ExplainSettings& s) { s.evidenceSamples = 0; }));
        QVERIFY(refuses("fast-evidence", [](ExplainSettings& s) { s.evidencePatch = 2; }));
        QVERIFY(!refuses("fast-evidence", [](ExplainSettings& s) { s.evidencePatch = 3; })); // nothing to condition on
    }
};

LOOKAWAY_TEST(tst_perturbation, PerturbationTest)
#include "tst_perturbation.moc"
