// SPDX-License-Identifier: MIT
#pragma once

#include "train/TrainingEvents.h"

#include <cmath>
#include <memory>

namespace lookaway::test {

/// A picture whose colours say where they are and which picture it is, hot around a place that differs per picture;
/// what is hotter than 0.85 is hidden in black. Every fifth picture has a constant map, so that nothing is hidden.
inline OccludedPicture samplePicture(int side, int number)
{
    OccludedPicture picture;
    picture.original = Image(side, side);
    picture.heat = HeatMap(side, side);
    picture.mask = HeatMap(side, side);
    const double centreX = side * (0.25 + 0.07 * (number % 8));
    const double centreY = side * (0.3 + 0.05 * (number % 7));
    int hidden = 0;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            std::uint8_t* pixel = picture.original.at(x, y);
            pixel[0] = static_cast<std::uint8_t>(255 * x / side);
            pixel[1] = static_cast<std::uint8_t>(255 * y / side);
            pixel[2] = static_cast<std::uint8_t>(40 * number % 256);
            const double distance = std::hypot(x - centreX, y - centreY) / (0.25 * side);
            const std::size_t at = static_cast<std::size_t>(y) * side + x;
            picture.heat.values[at] = number % 5 == 4 ? 0.0F : static_cast<float>(std::exp(-0.5 * distance * distance));
            picture.mask.values[at] = picture.heat.values[at] > 0.85F ? 1.0F : 0.0F;
            hidden += picture.mask.values[at] > 0 ? 1 : 0;
        }
    }
    picture.occluded = picture.original;
    for (std::size_t i = 0; i < picture.mask.values.size(); ++i)
        if (picture.mask.values[i] > 0)
            std::fill_n(picture.occluded.pixels.begin() + static_cast<std::ptrdiff_t>(3 * i), 3, std::uint8_t{ 0 });
    picture.label = number % 3;
    picture.predicted = number % 4 == 3 ? (picture.label + 1) % 3 : picture.label;
    picture.share = double(hidden) / (double(side) * side);
    picture.lossBefore = 0.4 + 0.01 * number;
    picture.lossAfter = hidden > 0 ? picture.lossBefore * 2 : picture.lossBefore;
    picture.probabilityBefore = std::exp(-picture.lossBefore);
    picture.probabilityAfter = std::exp(-picture.lossAfter);
    return picture;
}

inline std::shared_ptr<const BatchOccluded> sampleBatch(int pictures, int side = 32, int step = 0, int epoch = 0)
{
    auto batch = std::make_shared<BatchOccluded>();
    batch->epoch = epoch;
    batch->step = step;
    batch->globalStep = step;
    batch->settings.fill = FillKind::Zero;
    batch->settings.layer = "layer4";
    for (int i = 0; i < pictures; ++i)
        batch->pictures.push_back(samplePicture(side, i));
    return batch;
}

} // namespace lookaway::test
