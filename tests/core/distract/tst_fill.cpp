// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "distract/Fill.h"

#include <torch/torch.h>

#include <QTest>

#include <cmath>

using namespace lookaway;

namespace {

at::Tensor somePictures()
{
    return at::arange(2 * 3 * 6 * 8).mul(29).remainder(97).div(96.0).view({ 2, 3, 6, 8 });
}

/// A few pixels of the first picture, none of the second.
at::Tensor someMask()
{
    auto mask = at::zeros({ 2, 6, 8 }, at::kBool);
    mask[0][1][2] = mask[0][1][3] = mask[0][5][7] = true;
    return mask;
}

Fill fillOf(FillKind kind)
{
    return { kind, false, torch::tensor({ 0.4F, 0.5F, 0.6F }).view({ 1, 3, 1, 1 }) };
}

} // namespace

class FillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hiddenPixelsInAllChannels_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("red");
        QTest::addColumn<double>("green");
        QTest::addColumn<double>("blue");
        QTest::newRow("zero") << int(FillKind::Zero) << 0.0 << 0.0 << 0.0;
        QTest::newRow("one") << int(FillKind::One) << 1.0 << 1.0 << 1.0;
        QTest::newRow("mean") << int(FillKind::Mean) << 0.4 << 0.5 << 0.6;
    }
    void hiddenPixelsInAllChannels()
    {
        QFETCH(int, kind);
        QFETCH(double, red);
        QFETCH(double, green);
        QFETCH(double, blue);
        const auto pictures = somePictures();
        const auto original = pictures.clone();
        const auto mask = someMask();
        const auto filled = fillMasked(pictures, mask, fillOf(FillKind(kind)), 1);
        const float expected[] = { float(red), float(green), float(blue) };
        for (int n = 0; n < 2; ++n)
            for (int c = 0; c < 3; ++c)
                for (int y = 0; y < 6; ++y)
                    for (int x = 0; x < 8; ++x)
                        QCOMPARE(filled[n][c][y][x].item<float>(),
                            mask[n][y][x].item<bool>() ? expected[c] : original[n][c][y][x].item<float>());
        QVERIFY(at::equal(pictures, original));
    }

    void noneChangesNothing()
    {
        QVERIFY(at::equal(fillMasked(somePictures(), someMask(), fillOf(FillKind::None), 1), somePictures()));
    }

    void keepsMemoryFormatAndType()
    {
        const auto channelsLast = somePictures().contiguous(at::MemoryFormat::ChannelsLast);
        for (const auto kind : { FillKind::Zero, FillKind::Random, FillKind::Blur, FillKind::Mean }) {
            const auto filled = fillMasked(channelsLast, someMask(), fillOf(kind), 1);
            QVERIFY(filled.is_contiguous(at::MemoryFormat::ChannelsLast));
            QVERIFY(at::equal(filled, fillMasked(somePictures(), someMask(), fillOf(kind), 1)));
            QVERIFY(fillMasked(somePictures(), someMask(), fillOf(kind), 1).is_contiguous());
            QCOMPARE(
                fillMasked(somePictures().to(at::kDouble), someMask(), fillOf(kind), 1).scalar_type(), at::kDouble);
        }
    }

    /// U[0, 1): bounds, mean 1/2, variance 1/12, no correlation between channels or neighbours, a seed's own values.
    void randomIsUniformAndSeeded()
    {
        const auto pictures = at::full({ 4, 3, 64, 64 }, -1.0);
        const auto mask = at::ones({ 4, 64, 64 }, at::kBool);
        const auto global = at::globalContext().defaultGenerator(at::kCPU).get_state().clone();
        const auto filled = fillMasked(pictures, mask, fillOf(FillKind::Random), 7);
        QVERIFY(at::equal(global, at::globalContext().defaultGenerator(at::kCPU).get_state()));
        QVERIFY(filled.min().item<float>() >= 0);
        QVERIFY(filled.max().item<float>() < 1);
        QVERIFY(std::abs(filled.mean().item<double>() - 0.5) < 0.006); // 4.6 standard errors of 49152 values
        QVERIFY(std::abs(filled.var().item<double>() - 1.0 / 12) < 0.0016);
        const auto centred = filled - 0.5;
        const auto correlation = [](const at::Tensor& a, const at::Tensor& b) {
            return std::abs((a * b).mean().item<double>() * 12);
        };
        QVERIFY(correlation(centred.select(1, 0), centred.select(1, 1)) < 0.04);
        QVERIFY(correlation(centred.slice(3, 0, 63), centred.slice(3, 1, 64)) < 0.03);
        QVERIFY(at::equal(filled, fillMasked(pictures, mask, fillOf(FillKind::Random), 7)));
        QVERIFY(!at::equal(filled, fillMasked(pictures, mask, fillOf(FillKind::Random), 8)));
    }

    void randomPerImageIsOneValue()
    {
        auto fill = fillOf(FillKind::Random);
        fill.randomPerImage = true;
        const auto filled = fillMasked(at::zeros({ 5, 3, 4, 4 }), at::ones({ 5, 4, 4 }, at::kBool), fill, 3).flatten(1);
        QVERIFY(at::equal(filled.amin(1), filled.amax(1)));
        QCOMPARE(std::get<0>(at::_unique(filled.amin(1))).numel(), 5);
    }

    /// A single bright pixel in the middle becomes the Gaussian itself, computed in loops; constants stay.
    void blurIsAGaussian()
    {
        constexpr int side = 33;
        auto picture = at::zeros({ 1, 3, side, side });
        picture[0][1][16][16] = 1;
        const auto blurred = gaussianBlur(picture);
        const double sigma = side / 16.0;
        for (int y = 4; y < side - 4; y += 3)
            for (int x = 4; x < side - 4; x += 3) {
                double weight = std::exp(-((y - 16) * (y - 16) + (x - 16) * (x - 16)) / (2 * sigma * sigma));
                double rows = 0, columns = 0;
                for (int k = 0; k < side; ++k) {
                    rows += std::exp(-(y - k) * (y - k) / (2 * sigma * sigma));
                    columns += std::exp(-(x - k) * (x - k) / (2 * sigma * sigma));
                }
                weight /= rows * columns;
                QVERIFY(std::abs(blurred[0][1][y][x].item<double>() - weight) < 1e-7);
            }
        QCOMPARE(blurred[0][0].abs().max().item<float>(), 0.F);
        QVERIFY(at::allclose(gaussianBlur(at::full({ 1, 3, 20, 50 }, 0.7)), at::full({ 1, 3, 20, 50 }, 0.7)));
    }
};

LOOKAWAY_TEST(tst_fill, FillTest)
#include "tst_fill.moc"
