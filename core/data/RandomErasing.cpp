// SPDX-License-Identifier: MIT
#include "base/Random.h"
#include "data/Augmentation.h"

#include <algorithm>
#include <cmath>

namespace lookaway {

/// One attempt to draw a rectangle; nullopt when it does not fit.
static std::optional<PixelRect> drawRect(const Image& image, const ErasingOptions& options, Random& random)
{
    const double area = random.uniform(options.areaLow, options.areaHigh) * image.width * image.height;
    const double aspect = random.uniform(options.aspectLow, 1 / options.aspectLow);
    const double height = std::round(std::sqrt(area * aspect));
    const double width = std::round(std::sqrt(area / aspect));
    if (!(height >= 1 && width >= 1 && height <= image.height && width <= image.width))
        return std::nullopt;
    PixelRect rect;
    rect.width = static_cast<int>(width);
    rect.height = static_cast<int>(height);
    rect.x = static_cast<int>(random.between(0, image.width - rect.width));
    rect.y = static_cast<int>(random.between(0, image.height - rect.height));
    return rect;
}

static void fillRow(std::uint8_t* row, int width, const ErasingOptions& options, Random& random)
{
    switch (options.fill) {
    case ErasingOptions::Fill::Zero:
        std::fill_n(row, width * 3, std::uint8_t(0));
        break;
    case ErasingOptions::Fill::Mean:
        for (int x = 0; x < width; ++x)
            std::copy(options.mean.begin(), options.mean.end(), row + x * 3);
        break;
    case ErasingOptions::Fill::Random:
        for (int i = 0; i < width * 3; i += 8) { // eight values per draw
            std::uint64_t bits = random.next();
            for (int j = i; j < std::min(i + 8, width * 3); ++j, bits >>= 8)
                row[j] = static_cast<std::uint8_t>(bits);
        }
        break;
    }
}

std::optional<PixelRect> eraseRegion(Image& image, const ErasingOptions& options, Random& random)
{
    constexpr int attempts = 100;
    if (image.empty() || !random.bernoulli(options.probability))
        return std::nullopt;
    for (int i = 0; i < attempts; ++i) {
        const auto rect = drawRect(image, options, random);
        if (!rect)
            continue;
        for (int y = rect->y; y < rect->y + rect->height; ++y)
            fillRow(image.at(rect->x, y), rect->width, options, random);
        return rect;
    }
    return std::nullopt;
}

} // namespace lookaway
