// SPDX-License-Identifier: MIT
#include "CpuAutocast.h"
#include "NetworkState.h"
#include "TestMain.h"
#include "TinyNetwork.h"

#include "distract/Distraction.h"
#include "models/Registry.h"

#include <torch/torch.h>

#include <QTest>

#include <cmath>

using namespace lookaway;
using lookaway::test::NetworkState;
using lookaway::test::PooledPixels;

namespace {

const std::array<float, 3> mean = { 0.25F, 0.5F, 0.5F };
const std::array<float, 3> deviation = { 0.5F, 0.25F, 0.5F };

Distraction distraction(DistractionSettings settings, std::uint64_t seed = 1)
{
    if (settings.fill == FillKind::None)
        settings.fill = FillKind::Zero;
    return { settings, { seed, Normalization(mean, deviation), "features" } };
}

/// Class c looks at channel c: its map is the image's own channel, normalised and ReLU'd.
PooledPixels channelWatcher()
{
    return { at::eye(3), at::zeros({ 3 }) };
}

/// Random pictures in [0, 1] whose brightest place per channel differs.
at::Tensor pictures(int count)
{
    torch::manual_seed(11);
    return torch::rand({ count, 3, 12, 10 });
}

} // namespace

class DistractionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decidesByOneDrawPerStep()
    {
        DistractionSettings settings;
        settings.p = 0.25;
        auto scheme = distraction(settings, 77);
        int occluded = 0;
        double sum = 0;
        constexpr int steps = 20000;
        for (int step = 0; step < steps; ++step) {
            const double r = scheme.draw(step);
            QVERIFY(r >= 0 && r < 1);
            QCOMPARE(scheme.decide(step), r <= 0.25);
            QCOMPARE(scheme.draw(step), r);
            occluded += scheme.decide(step);
            sum += r;
        }
        QVERIFY(std::abs(occluded / double(steps) - 0.25) < 0.014); // 4.6 standard errors
        QVERIFY(std::abs(sum / steps - 0.5) < 0.0094);

        // Exactly at r the batch is occluded, just below it is not; a change of p holds from the next decision on.
        settings = scheme.settings();
        settings.p = scheme.draw(5);
        scheme.setSettings(settings);
        QVERIFY(scheme.decide(5));
        settings.p = std::nextafter(settings.p, 0.0);
        scheme.setSettings(settings);
        QVERIFY(!scheme.decide(5));
        settings.p = 0.5;
        settings.fill = FillKind::None;
        scheme.setSettings(settings);
        for (int step = 0; step < 50; ++step)
            QVERIFY(!scheme.decide(step));
        QVERIFY(distraction(settings, 78).draw(5) != scheme.draw(5));
    }

    /// Each image's own class decides which channel's bright pixels vanish; expected masks by loops over the pixels.
    void hidesWhereTheTrueClassIsFound()
    {
        auto network = channelWatcher();
        DistractionSettings settings;
        settings.threshold = 0.6;
        const auto images = pictures(3);
        const auto labels = torch::tensor({ 2, 0, 1 }, at::kLong);
        const auto batch = distraction(settings).apply(network, images, labels, 4);
        QVERIFY(batch.ok());
        for (int n = 0; n < 3; ++n) {
            const int c = labels[n].item<int>();
            int hidden = 0;
            // textbook: ReLU of the normalised channel / pixels; then min-max
            const auto own = ((images[n][c].to(at::kDouble) - mean[c]) / deviation[c]).clamp_min(0);
            const double low = own.min().item<double>(), high = own.max().item<double>();
            for (int y = 0; y < 12; ++y)
                for (int x = 0; x < 10; ++x) {
                    const double w = (own[y][x].item<double>() - low) / (high - low);
                    QVERIFY(std::abs(batch->heat[n][y][x].item<double>() - w) < 1e-5);
                    QCOMPARE(batch->mask[n][y][x].item<bool>(), w > 0.6);
                    hidden += w > 0.6;
                    for (int channel = 0; channel < 3; ++channel) {
                        const double value = w > 0.6 ? 0.0 : images[n][channel][y][x].item<double>();
                        const double expected = (value - mean[channel]) / deviation[channel];
                        QVERIFY(std::abs(batch->input[n][channel][y][x].item<double>() - expected) < 1e-5);
                    }
                }
            QVERIFY(hidden > 0);
            QVERIFY(std::abs(batch->occludedShare[n].item<double>() - hidden / 120.0) < 1e-6);
            QVERIFY(!batch->constantMaps[n].item<bool>());
        }
    }

    void spacesAndFills_data()
    {
        QTest::addColumn<int>("fill");
        QTest::addColumn<bool>("networkSpace");
        QTest::addColumn<QList<double>>("expected"); // network input per channel
        const int zero = int(FillKind::Zero), one = int(FillKind::One), average = int(FillKind::Mean);
        QTest::newRow("0, image") << zero << false << QList<double>{ -0.5, -2.0, -1.0 };
        QTest::newRow("1, image") << one << false << QList<double>{ 1.5, 2.0, 1.0 };
        QTest::newRow("mean, image") << average << false << QList<double>{ 0, 0, 0 };
        QTest::newRow("0, network") << zero << true << QList<double>{ 0, 0, 0 };
        QTest::newRow("1, network") << one << true << QList<double>{ 1, 1, 1 };
        QTest::newRow("mean, network") << average << true << QList<double>{ 0, 0, 0 };
    }
    void spacesAndFills()
    {
        QFETCH(int, fill);
        QFETCH(bool, networkSpace);
        QFETCH(QList<double>, expected);
        auto network = channelWatcher();
        DistractionSettings settings;
        settings.fill = FillKind(fill);
        settings.space = networkSpace ? OcclusionSpace::NetworkInput : OcclusionSpace::Image;
        const auto images = pictures(2);
        const auto batch = distraction(settings).apply(network, images, torch::tensor({ 0, 2 }, at::kLong), 1);
        QVERIFY(batch.ok());
        const auto untouched = Normalization(mean, deviation).apply(images);
        for (int c = 0; c < 3; ++c) {
            const auto channel = batch->input.select(1, c);
            const auto hidden = channel.masked_select(batch->mask);
            QVERIFY(hidden.numel() > 0);
            QVERIFY((hidden - expected[c]).abs().max().item<double>() < 1e-6);
            const auto shown = batch->mask.logical_not();
            QVERIFY(at::equal(channel.masked_select(shown), untouched.select(1, c).masked_select(shown)));
        }
    }

    void randomFillLiesInTheChosenSpace()
    {
        auto network = channelWatcher();
        for (const auto space : { OcclusionSpace::Image, OcclusionSpace::NetworkInput }) {
            DistractionSettings settings;
            settings.fill = FillKind::Random;
            settings.space = space;
            settings.threshold = 0;
            const auto labels = torch::tensor({ 0, 1, 2, 0 }, at::kLong);
            const auto batch = distraction(settings).apply(network, pictures(4), labels, 9);
            QVERIFY(batch.ok());
            const auto values =
                space == OcclusionSpace::Image ? Normalization(mean, deviation).undo(batch->input) : batch->input;
            const auto hidden = values.masked_select(batch->mask.unsqueeze(1));
            QVERIFY(hidden.min().item<float>() > -1e-6 && hidden.max().item<float>() < 1 + 1e-6);
            QVERIFY(std::abs(hidden.mean().item<double>() - 0.5) < 0.06);
            const auto again = distraction(settings).apply(network, pictures(4), labels, 9);
            QVERIFY(at::equal(again->input, batch->input));
            QVERIFY(!at::equal(distraction(settings).apply(network, pictures(4), labels, 10)->input, batch->input));
            QVERIFY(!at::equal(distraction(settings, 2).apply(network, pictures(4), labels, 9)->input, batch->input));
        }
    }

    void constantMapHidesNothing()
    {
        auto network = channelWatcher();
        auto images = pictures(2);
        images[0][1] = 0.3; // constant channel: constant map for class 1
        DistractionSettings settings;
        settings.threshold = 0;
        for (const auto where : { Where::Salient, Where::RandomPlace, Where::LeastSalient }) {
            settings.where = where;
            const auto batch = distraction(settings).apply(network, images, torch::tensor({ 1, 1 }, at::kLong), 0);
            QVERIFY(batch.ok());
            QVERIFY(at::equal(batch->constantMaps, torch::tensor({ true, false })));
            QCOMPARE(batch->occludedShare[0].item<float>(), 0.F);
            QVERIFY(batch->occludedShare[1].item<float>() > 0);
            QVERIFY(at::equal(batch->input[0], Normalization(mean, deviation).apply(images)[0]));
        }
    }

    /// Round two: every batch, by the fixed model's maps, whatever the network that is being trained looks at.
    void secondRoundUsesTheFirstRoundsMaps()
    {
        auto training = channelWatcher();
        const auto firstRound = std::make_shared<PooledPixels>(at::eye(3).flip({ 0 }), at::zeros({ 3 }));
        DistractionSettings settings;
        settings.schedule = DistractionSchedule::TwoRound;
        auto scheme = distraction(settings);
        const auto labels = torch::tensor({ 0, 2 }, at::kLong);
        const auto byItself = scheme.apply(*firstRound, pictures(2), labels, 3);
        const NetworkState before(*firstRound);
        scheme.occludeWith(firstRound);
        const auto batch = scheme.apply(training, pictures(2), labels, 3);
        QVERIFY(batch.ok() && byItself.ok());
        QVERIFY(at::equal(batch->input, byItself->input));
        QVERIFY(!at::equal(batch->input, distraction(settings).apply(training, pictures(2), labels, 3)->input));
        QCOMPARE(NetworkState(*firstRound).differenceTo(before), std::string());
        for (int step = 0; step < 50; ++step)
            QVERIFY(scheme.decide(step));
        scheme.occludeWith(nullptr);
        QVERIFY(at::equal(scheme.apply(training, pictures(2), labels, 3)->input,
            distraction(settings).apply(training, pictures(2), labels, 3)->input));
    }

    void leavesNothingBehind_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("released");
        for (const auto* name : { "small_cnn", "resnet18", "mobilenet_v2", "squeezenet1_1" })
            for (const bool released : { false, true })
                QTest::addRow("%s %d", name, released) << name << released;
    }
    void leavesNothingBehind()
    {
        QFETCH(QString, name);
        QFETCH(bool, released);
        const auto network = makeModel(name.toStdString(), 4, 2).value();
        network->train();
        for (auto& parameter : network->parameters())
            if (parameter.numel() < 4096)
                parameter.mutable_grad() = at::ones_like(parameter);
        DistractionSettings settings;
        settings.method = released ? "grad-cam-as-released" : "grad-cam";
        settings.layer = network->info().targetLayer;
        const auto images = torch::rand({ 2, 3, 64, 64 });
        const auto labels = torch::tensor({ 3, 1 }, at::kLong);
        const NetworkState before(*network);
        for (const auto kind : { FillKind::Zero, FillKind::One, FillKind::Random, FillKind::Blur, FillKind::Mean })
            for (const auto where : { Where::Salient, Where::RandomPlace, Where::LeastSalient }) {
                settings.fill = kind;
                settings.where = where;
                const auto batch = distraction(settings).apply(*network, images, labels, 0);
                QVERIFY(batch.ok());
                QVERIFY(!batch->input.requires_grad());
                QVERIFY(batch->input.isfinite().all().item<bool>());
                QCOMPARE(NetworkState(*network).differenceTo(before), std::string());
            }

        CancelSource source;
        source.cancel();
        const auto stopped = distraction(settings).apply(*network, images, labels, 0, source.token());
        QVERIFY(!stopped.ok() && stopped.error().cancelled());
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());
        settings.layer = "no.such.layer";
        QVERIFY_EXCEPTION_THROWN((void)distraction(settings).apply(*network, images, labels, 0), c10::Error);
        QCOMPARE(NetworkState(*network).differenceTo(before), std::string());
    }

    void worksUnderAutocast()
    {
        const auto network = makeModel("small_cnn", 4, 2).value();
        DistractionSettings settings;
        settings.layer = network->info().targetLayer;
        settings.fill = FillKind::Blur;
        const auto images = torch::rand({ 2, 3, 64, 64 }).contiguous(at::MemoryFormat::ChannelsLast);
        const test::CpuAutocast autocast;
        const auto batch = distraction(settings).apply(*network, images, torch::tensor({ 3, 1 }, at::kLong), 0);
        QVERIFY(batch.ok());
        QCOMPARE(batch->input.scalar_type(), at::kFloat);
        QCOMPARE(batch->heat.scalar_type(), at::kFloat);
        QVERIFY(batch->input.is_contiguous(at::MemoryFormat::ChannelsLast));
    }

    void badBatchIsASentence()
    {
        auto network = channelWatcher();
        const auto batch = distraction({}).apply(network, pictures(2), torch::tensor({ 0 }, at::kLong), 0);
        QVERIFY(!batch.ok());
        QVERIFY(!batch.error().cancelled());
    }
};

LOOKAWAY_TEST(tst_distraction, DistractionTest)
#include "tst_distraction.moc"
