// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "RunJob.h"
#include "TinyData.h"
#include "data/ImageReader.h"
#include "models/Registry.h"
#include "models/WeightTransfer.h"
#include "session/Probes.h"
#include "session/TrainJob.h"
#include "session/runs/ProbeFile.h"
#include "session/runs/RunReader.h"
#include "weights/WeightsFile.h"

#include <torch/torch.h>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

namespace {

constexpr int probeCount = 7;

/// Names, shapes and bytes of all tensors of a checkpoint.
std::string tensorBytes(const fs::path& file)
{
    std::string all;
    const auto weights = readWeights(file);
    for (const auto& [name, tensor] : weights->tensors)
        all += name + shapeText(tensor.shape)
            + std::string(reinterpret_cast<const char*>(tensor.data.get()), tensor.bytes);
    return all;
}

/// metrics.csv without the times.
std::vector<std::vector<double>> figures(const fs::path& run)
{
    std::vector<std::vector<double>> rows;
    for (const auto& epoch : readEpochs(run))
        rows.push_back({ epoch.trainLoss, epoch.trainAccuracy, epoch.validationLoss, epoch.validationAccuracy,
            epoch.occludedShare, static_cast<double>(epoch.occludedBatches), static_cast<double>(epoch.constantMaps) });
    return rows;
}

bool same(const HeatMap& a, const HeatMap& b)
{
    return a.width == b.width && a.height == b.height && a.values == b.values;
}

bool same(const ProbesExplained& a, const ProbesExplained& b)
{
    bool equal = a.epoch == b.epoch && a.globalStep == b.globalStep && a.meanSpread == b.meanSpread
        && a.probes.size() == b.probes.size();
    for (std::size_t i = 0; equal && i < a.probes.size(); ++i) {
        const Probe& x = a.probes[i];
        const Probe& y = b.probes[i];
        equal = x.path == y.path && same(x.heat, y.heat) && x.low == y.low && x.high == y.high && x.label == y.label
            && x.predicted == y.predicted && x.probability == y.probability
            && x.spread.shareAboveLevel == y.spread.shareAboveLevel && x.spread.entropy == y.spread.entropy
            && x.spread.components == y.spread.components && x.spread.empty == y.spread.empty;
    }
    return equal;
}

/// A probe's picture as the network gets it (the normalisation of ModelInfo written out).
at::Tensor inputOf(const Image& image, const ModelInfo& info)
{
    at::Tensor input = at::empty({ 1, 3, image.height, image.width });
    auto values = input.accessor<float, 4>();
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            for (int c = 0; c < 3; ++c)
                values[0][c][y][x] = (static_cast<float>(image.at(x, y)[c]) / 255.0F - info.mean[c]) / info.std[c];
    return input;
}

} // namespace

class TestProbes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyData(m_folder / "data");
        auto config = tinyConfig(m_folder / "data", m_folder / "plain");
        QVERIFY(perform(trainJob(config)).end().outcome == RunFinished::Outcome::Completed);
        config = tinyConfig(m_folder / "data", m_folder / "watched");
        config.run.probePictures = probeCount;
        const auto told = perform(trainJob(config));
        QVERIFY2(told.end().outcome == RunFinished::Outcome::Completed, told.end().error.message().c_str());
        m_told = told.all<ProbesExplained>();
    }

    void spreadsOverTheClasses_data()
    {
        QTest::addColumn<QList<int>>("labels");
        QTest::addColumn<int>("count");
        QTest::addColumn<QList<int>>("chosen");
        const QList<int> equal{ 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2 };
        QTest::newRow("none") << equal << 0 << QList<int>{};
        QTest::newRow("one of each") << equal << 3 << QList<int>{ 2, 6, 10 };
        QTest::newRow("two of each") << equal << 6 << QList<int>{ 1, 3, 5, 7, 9, 11 };
        QTest::newRow("fewer than classes") << QList<int>{ 0, 1, 2, 3, 4, 5 } << 3 << QList<int>{ 0, 2, 4 };
        QTest::newRow("a small class") << QList<int>{ 0, 1, 1, 1, 1, 1, 1 } << 4 << QList<int>{ 0, 2, 4, 6 };
        QTest::newRow("more than there are") << QList<int>{ 5, 3, 5 } << 9 << QList<int>{ 1, 0, 2 };
        QTest::newRow("no pictures") << QList<int>{} << 4 << QList<int>{};
    }
    void spreadsOverTheClasses()
    {
        QFETCH(QList<int>, labels);
        QFETCH(int, count);
        QFETCH(QList<int>, chosen);
        QList<int> got;
        for (const auto item : evenlyOverClasses({ labels.begin(), labels.end() }, static_cast<std::size_t>(count)))
            got << static_cast<int>(item);
        QCOMPARE(got, chosen);
    }

    void doNotTouchTheTraining()
    {
        for (const char* file : { "best.safetensors", "last.safetensors" })
            QVERIFY2(tensorBytes(m_folder / "watched" / file) == tensorBytes(m_folder / "plain" / file), file);
        QVERIFY(!figures(m_folder / "plain").empty());
        QVERIFY(figures(m_folder / "watched") == figures(m_folder / "plain"));
    }

    void areToldBeforeTrainingAndAfterEveryEpoch()
    {
        QCOMPARE(m_told.size(), std::size_t(5));
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(m_told[i].epoch, i - 1);
            QCOMPARE(m_told[i].globalStep, 6 * i);
            QCOMPARE(m_told[i].probes.size(), std::size_t(probeCount));
        }
        std::map<std::int64_t, int> perClass;
        std::set<std::string> paths;
        for (const Probe& probe : m_told[0].probes) {
            ++perClass[probe.label];
            paths.insert(probe.path);
            QVERIFY(probe.path.find("/val/") != std::string::npos);
        }
        QCOMPARE(paths.size(), std::size_t(probeCount));
        QVERIFY((perClass == std::map<std::int64_t, int>{ { 0, 3 }, { 1, 2 }, { 2, 2 } }));
        for (int i = 0; i < probeCount; ++i) // sent again, not copied
            QVERIFY(m_told[0].probes[i].picture && m_told[4].probes[i].picture == m_told[0].probes[i].picture);
        QVERIFY(!same(m_told[0].probes[0].heat, m_told[4].probes[0].heat));
    }

    // Grad-CAM written out with autograd for one picture at a time, from the checkpoint of the last epoch.
    void equalGradCamOfTheCheckpoint()
    {
        auto model = makeBlankModel("small_cnn", 3);
        QVERIFY(model.ok());
        QVERIFY(loadInto(**model, readWeights(m_folder / "watched/last.safetensors")->tensors).ok());
        (*model)->eval();
        const auto& info = (*model)->info();
        int withHeat = 0;
        for (const Probe& probe : m_told[4].probes) {
            const auto trace =
                (*model)->trace(inputOf(*probe.picture, info), { { info.targetLayer }, Taps::Mode::Leaf });
            const auto& activation = trace.activations.at(info.targetLayer);
            const auto gradient = torch::autograd::grad({ trace.logits[0][probe.label] }, { activation })[0];
            const auto raw = (gradient.mean({ 2, 3 }, true) * activation.detach()).sum(1).clamp_min(0)[0].contiguous();
            QCOMPARE(probe.heat.width, static_cast<int>(raw.size(1)));
            for (std::int64_t k = 0; k < raw.numel(); ++k) {
                const float heat = probe.heat.values[static_cast<std::size_t>(k)];
                const float value = raw.data_ptr<float>()[k];
                QVERIFY(std::abs(probe.low + heat * (probe.high - probe.low) - value) < 1e-4F * (1 + std::abs(value)));
            }
            const auto shares = trace.logits.detach().softmax(1);
            QVERIFY(std::abs(probe.probability - shares[0][probe.label].item<double>()) < 1e-5);
            QCOMPARE(probe.predicted, shares.argmax(1).item<std::int64_t>());
            const auto [low, high] = std::minmax_element(probe.heat.values.begin(), probe.heat.values.end());
            withHeat += *low == 0 && *high == 1;
            QVERIFY(probe.spread.empty || (probe.spread.shareAboveLevel > 0 && probe.spread.shareAboveLevel <= 1));
        }
        QVERIFY(withHeat >= probeCount - 2);
    }

    void comeBackFromTheRunFolder()
    {
        const auto read = readProbes(m_folder / "watched");
        QCOMPARE(read.size(), m_told.size());
        for (std::size_t i = 0; i < read.size(); ++i) {
            QVERIFY(same(read[i], m_told[i]));
            for (int k = 0; k < probeCount; ++k)
                QVERIFY(read[i].probes[k].picture->pixels == m_told[i].probes[k].picture->pixels);
        }
        QVERIFY(read[0].probes[0].picture == read[4].probes[0].picture);
        QVERIFY(readProbes(m_folder / "plain").empty());
        QVERIFY(readProbes(m_folder / "nowhere").empty());
    }

    void missingPicturesAndDamagedFiles()
    {
        const Folder folder;
        fs::create_directories(folder / "probes");
        ProbesExplained event = m_told[1];
        event.probes[2].path = (folder / "gone.png").string();
        QVERIFY(writeProbes(folder / "probes", event).ok());
        std::ofstream(folder / "probes/epoch-0001.safetensors") << "this is text";
        std::ofstream(folder / "probes/epoch-0002.safetensors");
        const auto whole = bytesOf(folder / "probes/epoch-0000.safetensors");
        std::ofstream(folder / "probes/epoch-0003.safetensors", std::ios::binary) << whole.substr(0, whole.size() / 2);
        fs::copy_file(m_folder / "plain/best.safetensors", folder / "probes/epoch-0004.safetensors");
        auto damaged = whole; // as many labels, but of another type
        damaged.replace(damaged.find("\"I64\""), 5, "\"F64\"");
        std::ofstream(folder / "probes/epoch-0005.safetensors", std::ios::binary) << damaged;
        const auto read = readProbes(folder.path());
        QCOMPARE(read.size(), std::size_t(1));
        QVERIFY(same(read[0], event));
        QVERIFY(!read[0].probes[2].picture);
        QVERIFY(read[0].probes[1].picture);
    }

    void resumedRunTellsTheSame()
    {
        auto config = tinyConfig(m_folder / "data", m_folder / "resumed");
        config.run.probePictures = probeCount;
        QVERIFY(perform(trainJob(config),
                    [](const Event& event, Session& session) {
                        const auto* epoch = std::get_if<EpochDone>(&event);
                        if (epoch && epoch->epoch == 1)
                            session.requestStop();
                    })
                    .end()
                    .outcome
            == RunFinished::Outcome::Cancelled);
        // As if it had been killed between an epoch and its checkpoint.
        ProbesExplained untimely = m_told[4];
        QVERIFY(writeProbes(m_folder / "resumed/probes", untimely).ok());
        const auto told = perform(resumeJob(m_folder / "resumed"), [&](const Event& event, Session&) {
            if (std::holds_alternative<RunStarted>(event))
                QCOMPARE(readProbes(m_folder / "resumed").back().epoch, 1);
        });
        QVERIFY(told.end().outcome == RunFinished::Outcome::Completed);
        QCOMPARE(told.all<ProbesExplained>().front().epoch, 2);
        const auto read = readProbes(m_folder / "resumed");
        QCOMPARE(read.size(), m_told.size());
        for (std::size_t i = 0; i < read.size(); ++i)
            QVERIFY(same(read[i], m_told[i]));
        QVERIFY(tensorBytes(m_folder / "resumed/best.safetensors") == tensorBytes(m_folder / "plain/best.safetensors"));
    }

    void withoutAValidationPart()
    {
        const Folder folder;
        fs::create_directories(folder / "data");
        for (const char* part : { "train", "test" })
            fs::copy(m_folder / "data" / part, folder / "data" / part, fs::copy_options::recursive);
        auto config = tinyConfig(folder / "data", folder / "run");
        config.data.validationShare = 0;
        config.training.epochs = 1;
        config.run.probePictures = 3;
        const auto told = perform(trainJob(config)).all<ProbesExplained>();
        QCOMPARE(told.size(), std::size_t(2));
        QVERIFY(told[0].probes[0].path.find("/test/") != std::string::npos);
    }

    void withoutAnyOtherPartIsAWarning()
    {
        const Folder folder;
        fs::create_directories(folder / "data");
        fs::copy(m_folder / "data/train", folder / "data/train", fs::copy_options::recursive);
        auto config = tinyConfig(folder / "data", folder / "run");
        config.data.validationShare = config.data.testShare = 0;
        config.training.epochs = 2;
        config.run.probePictures = 3;
        const auto told = perform(trainJob(config));
        QVERIFY(told.all<ProbesExplained>().empty());
        QCOMPARE(told.all<EpochDone>().size(), std::size_t(2));
        int said = 0;
        for (const auto& warning : told.all<TrainingWarning>())
            said += warning.text == "There is no validation or test picture to be a probe picture.";
        QCOMPARE(said, 1);
    }

private:
    Folder m_folder;
    std::vector<ProbesExplained> m_told;
};

LOOKAWAY_TEST(tst_probes, TestProbes)
#include "tst_probes.moc"
