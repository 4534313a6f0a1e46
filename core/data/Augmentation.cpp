// SPDX-License-Identifier: MIT
#include "data/Augmentation.h"

#include "base/Random.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace lookaway {

static cv::Mat asMat(Image& image)
{
    return cv::Mat(image.height, image.width, CV_8UC3, image.pixels.data());
}

AugmentationDraw drawAugmentation(const AugmentationSettings& settings, Random& random)
{
    AugmentationDraw draw;
    draw.degrees = random.uniform(-settings.rotationDegrees, settings.rotationDegrees);
    draw.channelShift = random.uniform(-settings.channelShift, settings.channelShift);
    draw.flip = random.bernoulli(0.5) && settings.horizontalFlip;
    draw.brightness = random.uniform(settings.brightnessLow, settings.brightnessHigh);
    return draw;
}

static void rotate(Image& image, double degrees)
{
    // About the middle of the picture, which lies half a pixel before width/2 when pixels are points.
    const cv::Point2f centre(static_cast<float>(image.width - 1) / 2, static_cast<float>(image.height - 1) / 2);
    const cv::Mat matrix = cv::getRotationMatrix2D(centre, degrees, 1);
    Image rotated(image.width, image.height);
    cv::Mat target = asMat(rotated);
    cv::warpAffine(asMat(image), target, matrix, target.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    std::swap(image, rotated);
}

/// Channel shift and brightness of every possible value: both act on single values, so 256 entries say it all.
static std::array<std::uint8_t, 256> toneTable(Image& image, double shift, double factor, bool keras)
{
    double minimum = 0, maximum = 0;
    cv::minMaxIdx(asMat(image).reshape(1), &minimum, &maximum);
    const auto shifted = [&](double value) { return std::clamp(value + shift, minimum, maximum); };
    // Keras stretches what the shift has left, [newLow, newHigh], to [0, 255].
    const double newLow = shifted(minimum), newHigh = shifted(maximum);
    std::array<std::uint8_t, 256> table{};
    for (int i = 0; i < 256; ++i) {
        double value = shifted(i);
        if (keras) {
            const double range = newHigh > newLow ? newHigh - newLow : 1;
            value = std::floor((std::clamp(value, newLow, newHigh) - newLow) / range * 255);
            value = std::floor(value * factor);
        } else {
            value = std::floor(value * factor + 0.5);
        }
        table[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
    }
    return table;
}

static void applyTable(Image& image, const std::array<std::uint8_t, 256>& table)
{
    for (std::uint8_t& value : image.pixels)
        value = table[value];
}

static void flipHorizontally(Image& image)
{
    cv::Mat pixels = asMat(image);
    cv::flip(pixels, pixels, 1);
}

void applyAugmentation(Image& image, const AugmentationDraw& draw, bool kerasBrightness)
{
    if (image.empty())
        return;
    if (draw.degrees != 0)
        rotate(image, draw.degrees);
    // Flipping commutes with everything that acts on single values.
    if (draw.channelShift != 0 || draw.brightness != 1 || kerasBrightness)
        applyTable(image, toneTable(image, draw.channelShift, draw.brightness, kerasBrightness));
    if (draw.flip)
        flipHorizontally(image);
}

void augment(Image& image, const AugmentationSettings& settings, Random& random)
{
    if (!settings.enabled)
        return;
    applyAugmentation(image, drawAugmentation(settings, random), settings.kerasBrightness);
    ErasingOptions erasing;
    erasing.probability = settings.randomErasing;
    if (erasing.probability > 0)
        eraseRegion(image, erasing, random);
}

} // namespace lookaway
