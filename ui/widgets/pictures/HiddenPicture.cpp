// SPDX-License-Identifier: MIT
#include "widgets/pictures/HiddenPicture.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace lookaway {

namespace {

std::vector<float> kernelOf(double sigma)
{
    const int reach = static_cast<int>(std::ceil(3 * sigma));
    std::vector<float> weights(static_cast<std::size_t>(reach) + 1);
    for (int i = 0; i <= reach; ++i)
        weights[static_cast<std::size_t>(i)] = static_cast<float>(std::exp(-i * i / (2 * sigma * sigma)));
    return weights;
}

/// One direction of the blur: `count` values of three channels each, `stride` apart.
void blurLine(const float* from, float* to, int count, int stride, const std::vector<float>& kernel)
{
    const int reach = static_cast<int>(kernel.size()) - 1;
    for (int i = 0; i < count; ++i) {
        float sums[3] = {};
        float total = 0;
        for (int k = std::max(0, i - reach); k <= std::min(count - 1, i + reach); ++k) {
            const float weight = kernel[static_cast<std::size_t>(std::abs(k - i))];
            for (int c = 0; c < 3; ++c)
                sums[c] += weight * from[static_cast<std::ptrdiff_t>(k) * stride + c];
            total += weight;
        }
        for (int c = 0; c < 3; ++c)
            to[static_cast<std::ptrdiff_t>(i) * stride + c] = sums[c] / total;
    }
}

std::uint8_t byte(float value)
{
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
}

} // namespace

Image blurred(const Image& picture)
{
    const auto kernel = kernelOf(std::max(picture.width, picture.height) / 16.0);
    std::vector<float> values(picture.pixels.begin(), picture.pixels.end());
    std::vector<float> across(values.size());
    for (int y = 0; y < picture.height; ++y) {
        const std::size_t row = static_cast<std::size_t>(y) * picture.width * 3;
        blurLine(values.data() + row, across.data() + row, picture.width, 3, kernel);
    }
    for (int x = 0; x < picture.width; ++x)
        blurLine(across.data() + x * 3, values.data() + x * 3, picture.height, picture.width * 3, kernel);
    Image result(picture.width, picture.height);
    std::transform(values.begin(), values.end(), result.pixels.begin(), byte);
    return result;
}

Image replacement(const Image& picture, const HidingFill& fill)
{
    if (fill.kind == FillKind::Blur)
        return blurred(picture);
    Image other(picture.width, picture.height);
    if (fill.kind == FillKind::Random) {
        std::mt19937_64 random(fill.seed);
        for (auto& value : other.pixels)
            value = static_cast<std::uint8_t>(random() & 0xFF);
    } else if (fill.kind == FillKind::Mean) {
        for (std::size_t i = 0; i < other.pixels.size(); ++i)
            other.pixels[i] = byte(fill.mean[i % 3] * 255);
    } else {
        std::fill(other.pixels.begin(), other.pixels.end(), fill.kind == FillKind::One ? 255 : 0);
    }
    return other;
}

Image hidden(const Image& picture, const Image& replacement, const HeatMap& mask)
{
    Image result = picture;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            if (mask.at(x, y) > 0.5F)
                std::copy_n(replacement.at(x, y), 3, result.at(x, y));
    return result;
}

double hiddenShare(const HeatMap& mask)
{
    if (mask.empty())
        return 0;
    const auto count = std::count_if(mask.values.begin(), mask.values.end(), [](float v) { return v > 0.5F; });
    return static_cast<double>(count) / static_cast<double>(mask.values.size());
}

} // namespace lookaway
