// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "data/DataSettings.h"

#include <array>
#include <cstdint>
#include <optional>

namespace lookaway {

class Random;

/// The random choices for one picture, in the order they are applied.
struct AugmentationDraw {
    /// Counter-clockwise.
    double degrees = 0;
    /// Of 255.
    double channelShift = 0;
    bool flip = false;
    double brightness = 1;
};

/// Draws in a fixed order (degrees, shift, flip, brightness), switched-off parts included, so that switching one off
/// leaves the others' values alone.
AugmentationDraw drawAugmentation(const AugmentationSettings& settings, Random& random);

/// Applies in Keras' order: rotation about the centre (bilinear, edge pixels replicated) -> one value added to all
/// channels, clipped to the picture's own minimum and maximum -> horizontal flip -> brightness factor, clipped to
/// [0, 255]. `kerasBrightness`: the picture is stretched to its full range before the factor and both steps truncate,
/// as Keras does. Shift and brightness are rounded once, together.
void applyAugmentation(Image& image, const AugmentationDraw& draw, bool kerasBrightness);

/// Everything the settings ask for, Random Erasing included (last); nothing when they are not enabled.
void augment(Image& image, const AugmentationSettings& settings, Random& random);

/// Random Erasing (Zhong et al. 2020).
struct ErasingOptions {
    enum class Fill { Mean, Random, Zero };
    double probability = 0.5;
    /// Erased share of the picture.
    double areaLow = 0.02;
    double areaHigh = 0.4;
    /// Height over width of the hole, drawn linearly from [aspectLow, 1/aspectLow].
    double aspectLow = 0.3;
    Fill fill = Fill::Random;
    /// Colour for Fill::Mean; ImageNet's mean by default.
    std::array<std::uint8_t, 3> mean = { 124, 116, 104 };
};

struct PixelRect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

/// Erases one rectangle with the given probability (at most 100 attempts to fit it in) and returns it. For a test
/// set: probability 1 and Random(deriveSeed(seed, "erasing", item)) for every picture.
std::optional<PixelRect> eraseRegion(Image& image, const ErasingOptions& options, Random& random);

} // namespace lookaway
