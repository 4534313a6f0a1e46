// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "data/BatchLoader.h"
#include "data/DataParts.h"
#include "evaluate/Evaluation.h"
#include "evaluate/Robustness.h"
#include "evaluate/TestSets.h"
#include "models/Classifier.h"
#include "models/Tracer.h"

#include <QtTest>

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace lookaway;

/// A network without anything learnt: the logit of class c is ten times the mean of colour channel c.
class ColourNet : public Classifier {
public:
    /// `frozen`: without parameters, as a frozen TorchScript file.
    explicit ColourNet(bool frozen = false)
        : Classifier(info())
    {
        const auto ten = torch::full({ 1 }, 10.0F);
        gain = frozen ? register_buffer("gain", ten) : register_parameter("gain", ten);
        passes = register_buffer("passes", torch::zeros({ 1 }));
    }
    at::Tensor gain;
    at::Tensor passes;

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        if (is_training())
            passes.add_(1);
        const auto seen = tracer.tap("picture", x);
        return seen.mean({ 2, 3 }) * gain;
    }

private:
    static ModelInfo info()
    {
        ModelInfo info;
        info.name = "colour";
        info.targetLayer = "picture";
        info.mean = { 0, 0, 0 };
        info.std = { 1, 1, 1 };
        return info;
    }
};

static Image plain(int red, int green, int blue)
{
    Image image(8, 8);
    for (std::size_t i = 0; i < image.pixels.size(); i += 3) {
        image.pixels[i] = static_cast<std::uint8_t>(red);
        image.pixels[i + 1] = static_cast<std::uint8_t>(green);
        image.pixels[i + 2] = static_cast<std::uint8_t>(blue);
    }
    return image;
}

static BatchLoader evaluationLoader(std::shared_ptr<const Dataset> pictures, int batchSize = 2)
{
    LoaderOptions options;
    options.mode = LoaderOptions::Mode::Evaluation;
    options.batchSize = batchSize;
    options.imageSize = 8;
    return BatchLoader(std::move(pictures), options);
}

static std::shared_ptr<const Dataset> colours()
{
    // red; green; blue taken for red; red, darker
    return std::make_shared<MemoryDataset>(
        std::vector<Image>{ plain(255, 0, 0), plain(0, 255, 0), plain(255, 0, 204), plain(102, 51, 0) },
        std::vector<std::int64_t>{ 0, 1, 2, 0 });
}

static EvaluationSettings threeColours()
{
    EvaluationSettings settings;
    settings.classNames = { "red", "green", "blue" };
    return settings;
}

class TestEvaluation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void withoutParameters()
    {
        ColourNet network(/*frozen=*/true);
        QVERIFY(network.parameters().empty());
        auto loader = evaluationLoader(colours());
        const auto result = evaluate(network, loader, threeColours());
        QVERIFY2(result.ok(), result.ok() ? "" : result.error().what.c_str());
        QCOMPARE(result->report.accuracy, 0.75);
    }

    void predictionsByHand()
    {
        ColourNet network;
        auto loader = evaluationLoader(colours());
        std::vector<std::size_t> progress;
        auto settings = threeColours();
        settings.progress = [&](std::size_t done) { progress.push_back(done); };
        const auto result = evaluate(network, loader, settings);
        QVERIFY2(result.ok(), result.ok() ? "" : result.error().what.c_str());
        QCOMPARE(result->predictions.size(), std::size_t(4));
        QCOMPARE(result->report.accuracy, 0.75);
        QCOMPARE(result->confusion.count(2, 0), std::uint64_t(1));
        // Third picture: logits 10, 0, 8; the truth is the last one.
        const double sum = std::exp(10.0) + 1 + std::exp(8.0);
        const auto& third = result->predictions[2];
        QCOMPARE(third.item, std::size_t(2));
        QVERIFY(std::abs(third.probabilityOfTruth - std::exp(8.0) / sum) < 1e-5);
        QVERIFY(std::abs(third.probabilityOfPredicted - std::exp(10.0) / sum) < 1e-5);
        QVERIFY(std::abs(third.loss + std::log(std::exp(8.0) / sum)) < 1e-4);
        QVERIFY(third.inTop5);
        QCOMPARE(progress, (std::vector<std::size_t>{ 2, 4 }));
    }

    void batchSizeDoesNotMatter()
    {
        ColourNet network;
        auto small = evaluationLoader(colours(), 1);
        auto large = evaluationLoader(colours(), 100);
        const auto a = evaluate(network, small, threeColours());
        const auto b = evaluate(network, large, threeColours());
        QVERIFY(a.ok() && b.ok());
        QCOMPARE(a->meanLoss, b->meanLoss);
    }

    void trainingGoesOnAsIfNothingHappened()
    {
        ColourNet network;
        network.train();
        auto loader = evaluationLoader(colours());
        QVERIFY(evaluate(network, loader, threeColours()).ok());
        QVERIFY(network.is_training());
        QCOMPARE(network.passes.item<float>(), 0.0F);
        QVERIFY(!network.gain.grad().defined());
        QVERIFY(at::GradMode::is_enabled());
    }

    void foreignLabelsAreRefused()
    {
        ColourNet network;
        auto loader = evaluationLoader(
            std::make_shared<MemoryDataset>(std::vector<Image>{ plain(1, 1, 1) }, std::vector<std::int64_t>{ 3 }));
        const auto result = evaluate(network, loader, threeColours());
        QVERIFY(!result.ok());
        QVERIFY(result.error().what.find("class number 3") != std::string::npos);
        QVERIFY(network.is_training());
    }

    void otherClassCountIsRefused()
    {
        ColourNet network;
        auto loader = evaluationLoader(colours());
        auto settings = threeColours();
        settings.classNames.push_back("black");
        const auto result = evaluate(network, loader, settings);
        QVERIFY(!result.ok());
        QVERIFY(result.error().what.find("3 classes") != std::string::npos);
    }

    void outputsThatAreNotFiniteAreRefused()
    {
        ColourNet network;
        {
            const torch::NoGradGuard noGraph;
            network.gain.fill_(std::numeric_limits<float>::quiet_NaN());
        }
        auto loader = evaluationLoader(colours());
        const auto result = evaluate(network, loader, threeColours());
        QVERIFY(!result.ok());
        QVERIFY(result.error().what.find("not finite") != std::string::npos);
    }

    void emptyTestSetIsASentence()
    {
        ColourNet network;
        auto loader =
            evaluationLoader(std::make_shared<MemoryDataset>(std::vector<Image>{}, std::vector<std::int64_t>{}));
        const auto result = evaluate(network, loader, threeColours());
        QVERIFY(!result.ok());
        QVERIFY(result.error().what.find("no readable picture") != std::string::npos);
    }

    void cancelIsNotAFailure()
    {
        ColourNet network;
        auto loader = evaluationLoader(colours());
        CancelSource source;
        auto settings = threeColours();
        settings.progress = [&](std::size_t) { source.cancel(); };
        const auto result = evaluate(network, loader, settings, source.token());
        QVERIFY(!result.ok());
        QVERIFY(result.error().cancelled());
        QVERIFY(network.is_training());
    }

    void attentionOfAKnownMap()
    {
        // Grad-CAM of ColourNet at "picture" is the class's own colour channel: here a column of 8 of 64 pixels.
        Image column = plain(0, 0, 0);
        for (int y = 0; y < 8; ++y)
            column.at(3, y)[1] = 255;
        ColourNet network;
        auto loader = evaluationLoader(std::make_shared<MemoryDataset>(
            std::vector<Image>{ column, plain(0, 0, 0) }, std::vector<std::int64_t>{ 1, 0 }));
        const auto summary = evaluateAttention(network, loader, "picture", threeColours());
        QVERIFY2(summary.ok(), summary.ok() ? "" : summary.error().what.c_str());
        QCOMPARE(summary->maps, std::size_t(2));
        QCOMPARE(summary->emptyMaps, std::size_t(1)); // the black picture
        QCOMPARE(summary->meanShareAboveLevel, 0.125);
        QVERIFY(std::abs(summary->meanEntropy - std::log(8.0)) < 1e-5);
        QCOMPARE(summary->meanComponents, 1.0);
    }

    void holesAreTheSameForAll()
    {
        Image picture(40, 40);
        std::fill(picture.pixels.begin(), picture.pixels.end(), std::uint8_t(255));
        const std::vector<Image> white(20, picture);
        const auto source = std::make_shared<MemoryDataset>(white, std::vector<std::int64_t>(20, 0));
        const auto erased = randomErasingTestSet(source, ErasingOptions::Fill::Zero, 7);
        const auto again = randomErasingTestSet(source, ErasingOptions::Fill::Zero, 7);
        const auto other = randomErasingTestSet(source, ErasingOptions::Fill::Zero, 8);
        int different = 0;
        for (std::size_t item = 0; item < 20; ++item) {
            const auto a = erased->load(item, 40);
            const auto b = again->load(item, 40);
            const auto c = other->load(item, 40);
            QVERIFY(a.ok() && b.ok() && c.ok());
            QCOMPARE(a->pixels, b->pixels);
            different += a->pixels != c->pixels;
            const auto hole = std::count(a->pixels.begin(), a->pixels.end(), std::uint8_t(0)) / 3;
            // Probability 1; area in [0.02, 0.4] of 1600 pixels, sides rounded to whole pixels.
            QVERIFY2(hole >= 20 && hole <= 680, qPrintable(QString::number(hole)));
        }
        QVERIFY(different >= 19);
        QCOMPARE(erased->label(3), std::int64_t(0));
        QCOMPARE(erased->size(), std::size_t(20));
    }

    void testSetsHaveStableNames()
    {
        DataParts parts;
        parts.test = colours();
        parts.extraTests["cue-hidden"] = colours();
        parts.extraTests["empty"] = std::make_shared<MemoryDataset>(std::vector<Image>{}, std::vector<std::int64_t>{});
        ErasingTest erasing;
        erasing.wanted = true;
        QStringList names;
        for (const auto& set : testSetsOf(parts, erasing))
            names << QString::fromStdString(set.name);
        QCOMPARE(names, (QStringList{ "test", "test_random_erasing", "test_cue_hidden" }));
    }
};

LOOKAWAY_TEST(tst_evaluation, TestEvaluation)
#include "tst_evaluation.moc"
