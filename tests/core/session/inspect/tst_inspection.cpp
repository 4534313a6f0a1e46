// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "RunJob.h"
#include "TinyData.h"
#include "session/TrainJob.h"
#include "session/inspect/FaithfulnessCurves.h"
#include "session/inspect/Inspection.h"
#include "session/inspect/ModelSidecar.h"
#include "session/inspect/Pictures.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

namespace {

/// The method with few passes.
ExplainOrder briefly(const MethodFact& method)
{
    ExplainOrder order{ method.id };
    order.settings.limeSamples = 20;
    order.settings.riseMasks = 20;
    order.settings.integratedSteps = 5;
    order.settings.smoothSamples = 3;
    order.settings.evidenceSamples = 1;
    order.settings.evidenceWindow = 8;
    order.settings.evidencePatch = 10;
    return order;
}

const MethodFact* methodOf(const std::string& id)
{
    for (const auto& method : explanationMethods())
        if (method.id == id)
            return &method;
    return nullptr;
}

} // namespace

/// A run of three plain colours is trained once and looked into.
class TestInspection : public QObject {
    Q_OBJECT

private:
    Folder m_folder;

    ModelSource run() const { return { ModelSource::Kind::Run, m_folder / "run" }; }
    std::unique_ptr<Inspection> opened() const
    {
        auto model = Inspection::open(run(), "cpu");
        if (!model)
            qFatal("%s", model.error().message().c_str());
        return std::move(model).value();
    }
    Image input(const Inspection& model, const std::string& name) const
    {
        return model.prepare(readPicture(m_folder / ("data/test/" + name), 0).value()).value();
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyData(m_folder / "data");
        auto config = tinyConfig(m_folder / "data", m_folder / "run");
        config.training.epochs = 8;
        config.training.keepEveryEpochs = 3;
        QVERIFY(perform(trainJob(config)).end().outcome == RunFinished::Outcome::Completed);
    }

    void factsOfARun()
    {
        const auto model = opened();
        const auto& facts = model->facts();
        QCOMPARE(facts.classCount, std::int64_t(3));
        QVERIFY(facts.input.classes == (std::vector<std::string>{ "blue", "green", "red" }));
        QCOMPARE(facts.input.side, 32);
        QVERIFY(facts.input.fit == InputFormat::Fit::Stretch);
        QVERIFY(facts.parameters > 1000 && facts.weightsHash.size() == 64);
        QCOMPARE(facts.targetLayer, std::string("features.3"));
        const auto target = std::find_if(facts.layers.begin(), facts.layers.end(),
            [&](const LayerFact& layer) { return layer.name == facts.targetLayer; });
        QVERIFY(target != facts.layers.end() && target->eligible);
        const auto pooled = std::find_if(
            facts.layers.begin(), facts.layers.end(), [](const LayerFact& layer) { return layer.name == "avgpool"; });
        QVERIFY(pooled != facts.layers.end() && !pooled->eligible && !pooled->reason.empty());
        // Epochs 3 and 6 were kept, then best and last.
        QCOMPARE(facts.checkpoints.size(), std::size_t(4));
        QVERIFY(facts.checkpoints[0].epoch == 3 && facts.checkpoints[1].epoch == 6);
        QVERIFY(!facts.checkpoints[2].epoch && facts.checkpoints[3].file == "last.safetensors");
        const auto kept =
            Inspection::open({ ModelSource::Kind::Run, m_folder / "run", {}, facts.checkpoints[0].file }, "cpu");
        QVERIFY(kept.ok() && (*kept)->facts().weightsHash != facts.weightsHash);
    }

    void predictsAndExplains()
    {
        const auto model = opened();
        const std::vector<Image> inputs{ input(*model, "blue/picture0.png"), input(*model, "green/picture1.png"),
            input(*model, "red/picture2.png") };
        const auto answers = model->predict(inputs);
        QVERIFY(answers.ok());
        for (std::size_t i = 0; i < 3; ++i) {
            const auto& p = answers->at(i).probabilities;
            QVERIFY(std::abs(std::accumulate(p.begin(), p.end(), 0.0) - 1) < 1e-5);
            QCOMPARE(answers->at(i).top(1).front(), static_cast<std::int64_t>(i));
            QCOMPARE(answers->at(i).top(99).size(), std::size_t(3));
        }
        const auto found = model->explain(inputs, {});
        QVERIFY(found.ok());
        for (std::size_t i = 0; i < 3; ++i) {
            const auto& one = found->at(i);
            QCOMPARE(one.classIndex, static_cast<std::int64_t>(i)); // the predicted one
            QCOMPARE(one.layer, std::string("features.3"));
            QVERIFY(one.raw.width > 1 && one.raw.height > 1);
            QVERIFY(std::all_of(one.raw.values.begin(), one.raw.values.end(), [](float v) { return v >= 0; }));
            // Alone or in company: the same map.
            const auto alone = model->explain({ inputs[i] }, { "grad-cam", {}, one.classIndex });
            for (std::size_t k = 0; k < one.raw.values.size(); ++k)
                QVERIFY(std::abs(alone->front().raw.values[k] - one.raw.values[k]) < 1e-4F);
        }
        const auto wanted = model->explain(inputs, {}, { 2, -1, 0 });
        QVERIFY(wanted->at(0).classIndex == 2 && wanted->at(1).classIndex == 1 && wanted->at(2).classIndex == 0);
    }

    void everyMethodThatCanExplainDoes()
    {
        const auto model = opened();
        const auto picture = input(*model, "red/picture0.png");
        for (const auto& method : explanationMethods()) {
            const ExplainOrder order = briefly(method);
            std::int64_t told = 0;
            const auto found = model->explain({ picture }, order, {}, {},
                [&](std::int64_t done, std::int64_t total, const HeatMap&) { told += done <= total ? 1 : 0; });
            QVERIFY2(found.ok(), (method.id + ": " + (found.ok() ? "" : found.error().message())).c_str());
            const auto& one = found->front();
            QCOMPARE(one.method, method.id);
            QCOMPARE(one.isSigned, method.isSigned);
            QVERIFY2(!one.raw.empty(), method.id.c_str());
            QVERIFY2(
                std::all_of(one.raw.values.begin(), one.raw.values.end(), [](float v) { return std::isfinite(v); }),
                method.id.c_str());
            QVERIFY2(!method.slow || told > 0, method.id.c_str());
            CancelSource source;
            source.cancel();
            const auto stopped = model->explain({ picture }, order, {}, source.token());
            QVERIFY(!stopped.ok() && stopped.error().cancelled());
        }
    }

    /// The studio explains quickly from within the progress of what takes long.
    void aMethodGivesWayBetweenItsPasses()
    {
        const auto model = opened();
        const auto picture = input(*model, "red/picture0.png");
        const auto other = input(*model, "blue/picture1.png");
        std::vector<std::pair<std::string, std::vector<float>>> quick;
        for (const auto& method : explanationMethods())
            if (!method.slow)
                quick.emplace_back(method.id, model->explain({ other }, briefly(method))->front().raw.values);
        const auto answer = model->predict({ other })->front().probabilities;
        const auto layer = model->explainLayers(other, 0)->front().raw.values;
        std::size_t next = 0;
        int wrong = 0;
        const auto disturb = [&] {
            const auto& [id, values] = quick[next++ % quick.size()];
            const auto found = model->explain({ other }, briefly(*methodOf(id)));
            wrong += found.ok() && found->front().raw.values == values ? 0 : 1;
            wrong += model->predict({ other })->front().probabilities == answer ? 0 : 1;
            wrong += model->explainLayers(other, 0)->front().raw.values == layer ? 0 : 1;
        };
        for (const auto& method : explanationMethods()) {
            auto order = briefly(method);
            order.settings.chunk = 2;
            const auto alone = model->explain({ picture }, order);
            const auto between = model->explain(
                { picture }, order, {}, {}, [&](std::int64_t, std::int64_t, const HeatMap&) { disturb(); });
            QVERIFY2(between.ok() && between->front().raw.values == alone->front().raw.values, method.id.c_str());
        }
        const auto map = model->explain({ picture }, {})->front();
        const auto alone = insertionDeletion(*model, picture, map);
        const auto between =
            insertionDeletion(*model, picture, map, {}, {}, [&](std::int64_t, std::int64_t) { disturb(); });
        QVERIFY(between->insertion.probability == alone->insertion.probability);
        QVERIFY(between->deletion.probability == alone->deletion.probability);
        QCOMPARE(wrong, 0);
        QVERIFY2(next > 3 * quick.size(), std::to_string(next).c_str()); // every quick one, several times
    }

    void layersAtOnce()
    {
        const auto model = opened();
        const auto picture = input(*model, "green/picture0.png");
        const auto all = model->explainLayers(picture, 1);
        QVERIFY(all.ok());
        std::size_t eligible = 0;
        for (const auto& layer : model->facts().layers)
            eligible += layer.eligible ? 1 : 0;
        QCOMPARE(all->size(), eligible);
        const auto single = model->explain({ picture }, { "grad-cam", "features.1", 1 });
        const auto same =
            std::find_if(all->begin(), all->end(), [](const Explanation& one) { return one.layer == "features.1"; });
        QVERIFY(same != all->end());
        const auto scale = *std::max_element(single->front().raw.values.begin(), single->front().raw.values.end());
        for (std::size_t k = 0; k < same->raw.values.size(); ++k)
            QVERIFY(std::abs(same->raw.values[k] - single->front().raw.values[k]) <= 1e-4F * scale);
    }

    void inputFormatIsRemembered()
    {
        const auto model = opened();
        InputFormat format = model->facts().input;
        format.side = 48;
        format.mean = { 0.5F, 0.5F, 0.5F };
        QVERIFY(model->setInput(format, true).ok());
        const auto again = opened();
        QCOMPARE(again->facts().input.side, 48);
        QCOMPARE(again->facts().input.mean[0], 0.5F);
        QCOMPARE(input(*again, "red/picture0.png").width, 48);
        const auto sidecar = sidecarOf(run());
        std::ofstream(sidecar) << "{\"side\": \"large\"}";
        const auto warned = opened(); // opens all the same, and says so
        QCOMPARE(warned->facts().input.side, 32);
        QVERIFY(warned->facts().remarks.front().find(sidecar.filename().string()) != std::string::npos);
        fs::remove(sidecar);
    }

    void refusals()
    {
        const auto model = opened();
        const auto picture = input(*model, "red/picture0.png");
        QVERIFY(!model->explain({ picture }, { "no-such-method" }).ok());
        QVERIFY(!model->explain({ picture }, { "grad-cam", "no.such.layer" }).ok());
        QVERIFY(!model->explain({ picture }, { "grad-cam", "avgpool" }).ok());
        QVERIFY(!model->explain({ picture }, { "grad-cam", {}, 3 }).ok());
        QVERIFY(!model->explain({ Image(5, 5) }, {}).ok());
        QVERIFY(!model->prepare(Image()).ok());
        InputFormat format = model->facts().input;
        format.side = 4;
        QVERIFY(!model->setInput(format, false).ok());
        QCOMPARE(model->facts().input.side, 32); // as before
        format = model->facts().input;
        format.channels = 1;
        QVERIFY(!model->setInput(format, false).ok());
        format = model->facts().input;
        format.std[1] = 0;
        QVERIFY(!model->setInput(format, true).ok());
    }

    void recognises()
    {
        QVERIFY(recogniseModel(m_folder / "run")->kind == ModelSource::Kind::Run);
        const auto checkpoint = recogniseModel(m_folder / "run/last.safetensors");
        QVERIFY(checkpoint->kind == ModelSource::Kind::Run && checkpoint->checkpoint == "last.safetensors");
        fs::copy_file(m_folder / "run/best.safetensors", m_folder / "alone.safetensors");
        const auto weights = recogniseModel(m_folder / "alone.safetensors");
        QVERIFY(weights->kind == ModelSource::Kind::Weights);
        const auto model = Inspection::open(*weights, "cpu");
        QVERIFY(model.ok());
        QCOMPARE((*model)->facts().source.model, std::string("small_cnn")); // recognised by its tensors
        QVERIFY(!recogniseModel(m_folder / "data").ok());
        QVERIFY(!recogniseModel(m_folder / "nowhere").ok());
        std::ofstream(m_folder / "text.pt") << "not a model";
        const auto text = Inspection::open(*recogniseModel(m_folder / "text.pt"), "cpu");
        QVERIFY(!text.ok() && text.error().what.find("text.pt") != std::string::npos);
        fs::create_directory(m_folder / "empty");
        QVERIFY(!Inspection::open({ ModelSource::Kind::Run, m_folder / "empty" }, "cpu").ok());
        QVERIFY(!Inspection::open(run(), "no-such-device").ok());
    }

    void fit()
    {
        Image wide(60, 30);
        for (int y = 0; y < 30; ++y)
            for (int x = 0; x < 60; ++x)
                wide.at(x, y)[0] = x < 15 || x >= 45 ? 255 : 0; // red at both ends
        const auto model = opened();
        InputFormat format = model->facts().input;
        const auto stretched = model->prepare(wide);
        QVERIFY(stretched->at(0, 16)[0] > 200 && stretched->at(31, 16)[0] > 200);
        format.fit = InputFormat::Fit::CentreCrop;
        QVERIFY(model->setInput(format, false).ok());
        const auto middle = model->prepare(wide);
        QVERIFY(middle->width == 32 && middle->height == 32);
        QVERIFY(middle->at(0, 16)[0] < 30 && middle->at(31, 16)[0] < 30);
    }
};

LOOKAWAY_TEST(tst_inspection, TestInspection)
#include "tst_inspection.moc"
