// SPDX-License-Identifier: MIT
// Expected values: tests/reference/make_training_fixtures.py (PyTorch), or by hand.
#include "FormulaWeights.h"
#include "TestMain.h"
#include "TinyRun.h"
#include "train/EpochTotals.h"
#include "train/TrainStep.h"
#include "train/Validation.h"

#include <QTest>
#include <nlohmann/json.hpp>
#include <torch/torch.h>

#include <fstream>

using namespace lookaway;
using namespace lookaway::test;

namespace {

Batch formulaBatch(int step)
{
    Batch batch;
    batch.count = 6;
    batch.height = batch.width = 16;
    const at::Tensor bytes =
        formulaUniform("bytes " + std::to_string(step), { 6, 16, 16, 3 }, 0, 256).floor().to(at::kByte);
    const auto* data = bytes.data_ptr<std::uint8_t>();
    batch.pixels.assign(data, data + bytes.numel());
    for (int i = 0; i < 6; ++i)
        batch.labels.push_back((i * 3 + step) % 4);
    return batch;
}

struct Setup {
    explicit Setup(const TrainingSettings& settings, const DistractionSettings& distract = {}, bool bf16 = false,
        const at::Tensor& weights = {}, const std::string& name = "small_cnn")
        : model(makeModel(name, 4, 1).value())
        , distraction(distract,
              { settings.seed, Normalization(model->info().mean, model->info().std), model->info().targetLayer })
    {
        if (bf16)
            computing.precision = { at::kBFloat16, at::MemoryFormat::ChannelsLast, "" };
        setFormulaWeights(*model);
        prepareModel(*model, computing);
        model->train();
        std::vector<ParameterGroup> groups(2);
        groups[1].rateFactor = 5;
        for (const auto& item : model->named_parameters())
            groups[item.key().rfind("fc.", 0) == 0].parameters.emplace_back(item.key(), item.value());
        optimizer = std::make_unique<Optimizer>(settings, groups);
        step = std::make_unique<TrainStep>(*model, distraction, *optimizer,
            TrainStep::Options{ computing, settings.seed, settings.labelSmoothing, weights });
    }
    StepOutcome run(int number, double rate = 1e-3)
    {
        return step->run(formulaBatch(number), number, rate, {}, {}).value();
    }
    Computing computing;
    std::shared_ptr<Classifier> model;
    Distraction distraction;
    std::unique_ptr<Optimizer> optimizer;
    std::unique_ptr<TrainStep> step;
};

} // namespace

class TrainStepTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void equalsPyTorch_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("channelsLast");
        for (const char* name : { "adam", "adamw", "sgd" })
            for (const bool channelsLast : { false, true })
                QTest::addRow("%s %d", name, channelsLast) << QString(name) << channelsLast;
    }
    void equalsPyTorch()
    {
        QFETCH(QString, name);
        QFETCH(bool, channelsLast);
        const auto fixture =
            nlohmann::json::parse(std::ifstream(LOOKAWAY_FIXTURES "/training/steps.json"))[name.toStdString()];
        TrainingSettings settings;
        at::Tensor weights;
        if (name != "adam") {
            settings.optimizer = name == "sgd" ? OptimizerKind::Sgd : OptimizerKind::AdamW;
            settings.weightDecay = name == "sgd" ? 0.01 : 0.1;
            settings.labelSmoothing = 0.1;
            weights = classWeights(ClassWeighting::InverseFrequency, { 10, 40, 20, 5 }, at::kCPU);
        }
        Setup setup(settings, {}, false, weights);
        if (channelsLast) {
            setup.computing.precision.memoryFormat = at::MemoryFormat::ChannelsLast;
            prepareModel(*setup.model, setup.computing);
        }
        for (int step = 0; step < 5; ++step) {
            const StepOutcome outcome = setup.run(step, name == "sgd" ? 5e-3 : 1e-3);
            const double loss = outcome.loss.item<double>();
            QVERIFY2(std::abs(loss - fixture["losses"][step].get<double>()) < 1e-5, std::to_string(loss).c_str());
            QCOMPARE(outcome.correct.item<int>(), fixture["correct"][step].get<int>());
        }
        auto state = setup.model->named_parameters();
        for (const auto& item : setup.model->named_buffers())
            state.insert(item.key(), item.value());
        QCOMPARE(state.size(), fixture["state"].size());
        double worst = 0;
        for (const auto& item : state) {
            const auto expected = at::tensor(fixture["state"][item.key()].get<std::vector<double>>(), at::kDouble);
            const auto flat = item.value().detach().contiguous().flatten().to(at::kDouble);
            const auto found = flat.slice(0, 0, flat.numel(), std::max<std::int64_t>(1, flat.numel() / 16));
            worst = std::max(worst, (found - expected).abs().max().item<double>());
        }
        QVERIFY2(worst < 1e-5, std::to_string(worst).c_str());
    }

    void classWeightsByHand()
    {
        // 75 pictures, 4 classes: 75/(4 * 10), 75/(4 * 40), ...; a class without pictures does not count.
        const auto weights = classWeights(ClassWeighting::InverseFrequency, { 10, 40, 20, 5 }, at::kCPU);
        QVERIFY(at::allclose(weights, at::tensor({ 1.875F, 0.46875F, 0.9375F, 3.75F })));
        QCOMPARE(classWeights(ClassWeighting::InverseFrequency, { 4, 0 }, at::kCPU)[1].item<float>(), 0.0F);
        QVERIFY(!classWeights(ClassWeighting::None, { 4, 0 }, at::kCPU).defined());
    }

    void bytesBecomeUnitRange()
    {
        Batch batch;
        batch.count = 1;
        batch.height = 1;
        batch.width = 2;
        batch.pixels = { 0, 51, 255, 102, 204, 153 };
        const at::Tensor images = imagesOf(batch, {});
        QCOMPARE(images.sizes().vec(), (std::vector<std::int64_t>{ 1, 3, 1, 2 }));
        QVERIFY(at::allclose(images.flatten(), at::tensor({ 0.0F, 0.4F, 0.2F, 0.8F, 1.0F, 0.6F })));
    }

    void occludedStepsTellTheirShare()
    {
        DistractionSettings distraction;
        distraction.fill = FillKind::Zero;
        distraction.p = 0.5;
        Setup setup({}, distraction);
        int occluded = 0;
        for (int step = 0; step < 20; ++step) {
            const StepOutcome outcome = setup.run(step);
            QCOMPARE(outcome.occludedShare.defined(), setup.distraction.decide(step));
            if (!outcome.occludedShare.defined())
                continue;
            ++occluded;
            const double share = outcome.occludedShare.item<double>();
            QVERIFY(share > 0 && share < 1);
        }
        QVERIFY(occluded > 3 && occluded < 17);
    }

    void observerSeesTheBatchBeforeTheStep()
    {
        DistractionSettings distraction;
        distraction.fill = FillKind::One;
        distraction.p = 0.5;
        Setup setup({}, distraction);
        int number = 0;
        while (!setup.distraction.decide(number))
            ++number;
        const at::Tensor before = setup.model->parameters().front().detach().clone();
        int calls = 0;
        const auto observer = [&](const Batch& batch, const at::Tensor& labels, const OccludedBatch& occluded) {
            ++calls;
            QCOMPARE(batch.count, 6);
            QCOMPARE(labels.numel(), std::int64_t{ 6 });
            QCOMPARE(occluded.mask.size(0), std::int64_t{ 6 });
            QVERIFY(at::equal(setup.model->parameters().front(), before));
        };
        QVERIFY(setup.step->run(formulaBatch(number), number, 1e-3, observer, {}).ok());
        QCOMPARE(calls, 1);
        QVERIFY(!at::equal(setup.model->parameters().front(), before));
    }

    void bf16TrainsEveryWeightAlsoAfterAnExplanation()
    {
        DistractionSettings distraction;
        distraction.fill = FillKind::Zero;
        distraction.p = 0.5;
        Setup setup({}, distraction, true);
        int number = 0;
        while (!setup.distraction.decide(number))
            ++number;
        Setup plain({}, distraction);
        const double loss = setup.run(number).loss.item<double>();
        QVERIFY(std::abs(loss - plain.run(number).loss.item<double>()) < 0.05);
        for (const auto& item : setup.model->named_parameters()) {
            QVERIFY2(item.value().grad().defined(), item.key().c_str());
            QCOMPARE(item.value().scalar_type(), at::kFloat);
            QVERIFY2(item.value().grad().abs().sum().item<double>() > 0, item.key().c_str());
        }
    }

    void dropoutDependsOnSeedAndStepOnly()
    {
        const auto lossOf = [](std::uint64_t seed, int number, std::uint64_t globalSeed) {
            torch::manual_seed(globalSeed);
            TrainingSettings settings;
            settings.seed = seed;
            auto model = makeModel("squeezenet1_1", 4, 1).value();
            const Distraction none({}, { seed, Normalization(model->info().mean, model->info().std), "" });
            Optimizer optimizer(settings, {});
            model->train();
            TrainStep step(*model, none, optimizer, { {}, seed, 0, {} });
            Batch batch = formulaBatch(0);
            batch.height = batch.width = 32;
            batch.count = 1;
            batch.labels.resize(1);
            batch.pixels.resize(std::size_t{ 32 } * 32 * 3);
            return step.run(batch, number, 1e-3, {}, {}).value().loss.item<double>();
        };
        const double loss = lossOf(1, 3, 10);
        QCOMPARE(lossOf(1, 3, 11), loss);
        QVERIFY(lossOf(1, 4, 10) != loss);
        QVERIFY(lossOf(2, 3, 10) != loss);
    }

    void sumsDoNotDependOnHowOftenTheyAreRead()
    {
        const auto sumOf = [](int readEvery) {
            PendingSteps pending;
            EpochTotals epoch, interval;
            for (int i = 0; i < 12; ++i) {
                StepOutcome outcome{ at::scalar_tensor(0.1F * static_cast<float>(i) + 0.033F),
                    at::scalar_tensor(i % 4, at::kLong), 4 };
                if (i % 3 == 0) {
                    outcome.occludedShare = at::scalar_tensor(0.25F);
                    outcome.constantMaps = at::scalar_tensor(1, at::kLong);
                }
                pending.add(outcome);
                if (i % readEvery == 0)
                    pending.readInto(epoch, interval);
            }
            pending.readInto(epoch, interval);
            return epoch;
        };
        const EpochTotals one = sumOf(1);
        const EpochTotals five = sumOf(5);
        QCOMPARE(one.loss, five.loss);
        QCOMPARE(one.pictures, std::int64_t{ 48 });
        QCOMPARE(one.correct, std::int64_t{ 18 });
        QCOMPARE(one.occludedBatches, std::int64_t{ 4 });
        QCOMPARE(one.constantMaps, std::int64_t{ 4 });
        QCOMPARE(one.meanOccludedShare(), 0.25);
        QVERIFY(std::abs(one.meanLoss() - (0.55 + 0.033)) < 1e-6);
    }

    void firstLossThatIsNotFiniteIsFound()
    {
        PendingSteps pending;
        EpochTotals epoch, interval;
        for (const float loss : { 1.0F, 2.0F, std::numeric_limits<float>::quiet_NaN(), 1.0F })
            pending.add({ at::scalar_tensor(loss), at::scalar_tensor(0, at::kLong), 4 });
        QCOMPARE(pending.readInto(epoch, interval).value_or(0), std::int64_t{ 2 });
        QCOMPARE(epoch.pictures, std::int64_t{ 8 });
        QVERIFY(!pending.readInto(epoch, interval).has_value());
    }
};

LOOKAWAY_TEST(tst_train_step, TrainStepTest)
#include "tst_train_step.moc"
