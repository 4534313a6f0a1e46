// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "base/Random.h"
#include "data/Augmentation.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace lookaway;

namespace {

Image noiseImage(int width, int height)
{
    Image image(width, height);
    Random random(9);
    for (auto& value : image.pixels)
        value = std::uint8_t(random.between(30, 220));
    return image;
}

std::size_t changedPixels(const Image& a, const Image& b)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.pixels.size(); i += 3)
        count += !std::equal(a.pixels.begin() + long(i), a.pixels.begin() + long(i) + 3, b.pixels.begin() + long(i));
    return count;
}

} // namespace

class AugmentationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Cases and expected pictures: tests/reference/augmentation_reference.py (numpy).
    void agreesWithNumpy()
    {
        std::ifstream file(LOOKAWAY_FIXTURES "/augmentation/cases.txt");
        int width = 0, height = 0, flip = 0, keras = 0, cases = 0;
        AugmentationDraw draw;
        while (file >> width >> height >> draw.degrees >> draw.channelShift >> flip >> draw.brightness >> keras) {
            draw.flip = flip != 0;
            Image image(width, height), expected(width, height);
            int value = 0;
            for (Image* target : { &image, &expected }) {
                for (auto& pixel : target->pixels) {
                    file >> value;
                    pixel = std::uint8_t(value);
                }
            }
            applyAugmentation(image, draw, keras != 0);
            QCOMPARE(image.width, width);
            // Values are exact; rotation looks pixels up at 1/32 of their distance (and brightness scales that).
            const int tolerance = draw.degrees == 0 ? 0 : 2;
            for (std::size_t i = 0; i < image.pixels.size(); ++i) {
                const int difference = std::abs(int(image.pixels[i]) - int(expected.pixels[i]));
                QVERIFY2(difference <= tolerance,
                    qPrintable(QString("case %1 value %2: %3 instead of %4")
                                   .arg(cases)
                                   .arg(i)
                                   .arg(image.pixels[i])
                                   .arg(expected.pixels[i])));
            }
            ++cases;
        }
        QCOMPARE(cases, 11);
    }

    void drawsStayInTheirRanges()
    {
        AugmentationSettings settings;
        Random random(4);
        int flips = 0;
        double lowest = 99, highest = -99;
        for (int i = 0; i < 4000; ++i) {
            const auto draw = drawAugmentation(settings, random);
            QVERIFY(std::abs(draw.degrees) <= 40 && std::abs(draw.channelShift) <= 30);
            QVERIFY(draw.brightness >= 0.5 && draw.brightness <= 1.5);
            lowest = std::min(lowest, draw.degrees);
            highest = std::max(highest, draw.degrees);
            flips += draw.flip;
        }
        QVERIFY(lowest < -39 && highest > 39);
        QVERIFY(std::abs(flips - 2000) < 130); // four standard deviations
    }

    void switchingOneOffLeavesTheOthers()
    {
        AugmentationSettings all, some;
        some.rotationDegrees = 0;
        some.horizontalFlip = false;
        Random a(4), b(4);
        for (int i = 0; i < 50; ++i) {
            const auto x = drawAugmentation(all, a), y = drawAugmentation(some, b);
            QCOMPARE(y.degrees, 0.0);
            QVERIFY(!y.flip);
            QCOMPARE(x.channelShift, y.channelShift);
            QCOMPARE(x.brightness, y.brightness);
        }
    }

    void disabledChangesNothing()
    {
        const Image original = noiseImage(12, 9);
        Image image = original;
        AugmentationSettings settings;
        settings.enabled = false;
        settings.randomErasing = 1;
        Random random(1);
        augment(image, settings, random);
        QCOMPARE(image.pixels, original.pixels);
        applyAugmentation(image, {}, false);
        QCOMPARE(image.pixels, original.pixels);
    }

    void constantAndEmptyPictures()
    {
        Image constant(5, 5);
        std::fill(constant.pixels.begin(), constant.pixels.end(), std::uint8_t(90));
        Image shifted = constant;
        applyAugmentation(shifted, { 30, 25, true, 1 }, false); // its own range is one value: the shift has no effect
        QCOMPARE(shifted.pixels, constant.pixels);
        applyAugmentation(shifted, { 0, 0, false, 1.5 }, true); // Keras subtracts the minimum: nothing is left
        QCOMPARE(*std::max_element(shifted.pixels.begin(), shifted.pixels.end()), std::uint8_t(0));
        Image empty;
        applyAugmentation(empty, { 30, 25, true, 1.5 }, true);
        QVERIFY(empty.empty());
    }

    void erasingKeepsItsPromises()
    {
        const Image original = noiseImage(40, 30);
        ErasingOptions options;
        options.probability = 1;
        options.fill = ErasingOptions::Fill::Zero;
        double smallest = 1, largest = 0;
        for (std::uint64_t i = 0; i < 500; ++i) {
            Image image = original;
            Random random(deriveSeed(3, "erasing", i));
            const auto rect = eraseRegion(image, options, random);
            QVERIFY(rect.has_value());
            QVERIFY(rect->x >= 0 && rect->y >= 0 && rect->x + rect->width <= 40 && rect->y + rect->height <= 30);
            const double share = rect->width * rect->height / 1200.0;
            QVERIFY(share > 0.01 && share < 0.45); // [0.02, 0.4] before rounding to pixels
            smallest = std::min(smallest, share);
            largest = std::max(largest, share);
            QCOMPARE(changedPixels(image, original), std::size_t(rect->width * rect->height));
            QCOMPARE(int(*image.at(rect->x, rect->y)), 0);
            QCOMPARE(int(*image.at(rect->x + rect->width - 1, rect->y + rect->height - 1)), 0);
        }
        QVERIFY(smallest < 0.04 && largest > 0.36);
    }

    void erasingFillsAndRepeats()
    {
        const Image original = noiseImage(40, 30);
        for (const auto fill : { ErasingOptions::Fill::Mean, ErasingOptions::Fill::Random }) {
            ErasingOptions options;
            options.probability = 1;
            options.fill = fill;
            Image first = original, second = original;
            Random a(8), b(8);
            const auto rect = eraseRegion(first, options, a);
            eraseRegion(second, options, b);
            QCOMPARE(first.pixels, second.pixels);
            const std::uint8_t* corner = first.at(rect->x, rect->y);
            if (fill == ErasingOptions::Fill::Mean)
                QVERIFY(corner[0] == 124 && corner[1] == 116 && corner[2] == 104);
            else
                QVERIFY(changedPixels(first, original) + 2 >= std::size_t(rect->width * rect->height));
        }
    }

    void erasingProbability()
    {
        const Image original = noiseImage(20, 20);
        Random random(8);
        int erased = 0;
        for (int i = 0; i < 1000; ++i) {
            Image image = original;
            erased += eraseRegion(image, {}, random).has_value();
        }
        QVERIFY(std::abs(erased - 500) < 64); // four standard deviations
        Image none;
        ErasingOptions options;
        options.probability = 1;
        QVERIFY(!eraseRegion(none, options, random));
    }
};

LOOKAWAY_TEST(tst_augmentation, AugmentationTest)
#include "tst_augmentation.moc"
