// SPDX-License-Identifier: MIT
#include "widgets/pictures/HeatMapImage.h"

#include "widgets/pictures/HeatColors.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {

/// Of every target pixel on one axis: its two neighbours in the source and the second one's weight.
struct Taps {
    std::vector<int> low;
    std::vector<int> high;
    std::vector<float> weight;

    Taps(int source, int target)
        : low(target)
        , high(target)
        , weight(target)
    {
        const double scale = static_cast<double>(source) / target;
        for (int i = 0; i < target; ++i) {
            const double at = std::clamp((i + 0.5) * scale - 0.5, 0.0, source - 1.0);
            low[i] = static_cast<int>(at);
            high[i] = std::min(low[i] + 1, source - 1);
            weight[i] = static_cast<float>(at - low[i]);
        }
    }
};

} // namespace

QImage toImage(const Image& picture)
{
    if (picture.empty())
        return {};
    return QImage(picture.pixels.data(), picture.width, picture.height, picture.width * 3, QImage::Format_RGB888)
        .copy();
}

QImage toImage(Image&& picture)
{
    return toImage(std::make_shared<const Image>(std::move(picture)));
}

QImage toImage(std::shared_ptr<const Image> picture)
{
    if (!picture || picture->empty())
        return {};
    using Owner = std::shared_ptr<const Image>;
    const Image& image = *picture;
    return QImage(
        image.pixels.data(), image.width, image.height, image.width * 3, QImage::Format_RGB888,
        [](void* owner) { delete static_cast<Owner*>(owner); }, new Owner(std::move(picture)));
}

Image fromImage(const QImage& image)
{
    if (image.isNull())
        return {};
    QImage opaque(image.size(), QImage::Format_RGB888);
    opaque.fill(Qt::white);
    QPainter(&opaque).drawImage(QRect(QPoint(), image.size()), image);
    Image picture(opaque.width(), opaque.height());
    for (int y = 0; y < picture.height; ++y)
        std::copy_n(opaque.constScanLine(y), std::size_t(picture.width) * 3, picture.at(0, y));
    return picture;
}

HeatMap resized(const HeatMap& heat, QSize size)
{
    if (heat.empty() || size.isEmpty())
        return {};
    if (size == QSize(heat.width, heat.height))
        return heat;
    const Taps across(heat.width, size.width());
    const Taps down(heat.height, size.height());
    HeatMap result(size.width(), size.height());
    float* out = result.values.data();
    for (int y = 0; y < size.height(); ++y) {
        const float* upper = heat.values.data() + static_cast<std::size_t>(down.low[y]) * heat.width;
        const float* lower = heat.values.data() + static_cast<std::size_t>(down.high[y]) * heat.width;
        for (int x = 0; x < size.width(); ++x) {
            const int left = across.low[x];
            const int right = across.high[x];
            const float above = upper[left] + across.weight[x] * (upper[right] - upper[left]);
            const float below = lower[left] + across.weight[x] * (lower[right] - lower[left]);
            *out++ = above + down.weight[y] * (below - above);
        }
    }
    return result;
}

QImage heatImage(const HeatMap& heat, ColorMap colors)
{
    if (heat.empty())
        return {};
    const HeatColors table = HeatColors::of(colors);
    QImage image(heat.width, heat.height, QImage::Format_RGB32);
    for (int y = 0; y < heat.height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < heat.width; ++x)
            line[x] = table.at(heat.at(x, y));
    }
    return image;
}

QImage heatOverlay(const QImage& picture, const HeatMap& heat, ColorMap colors, double opacity)
{
    return heatOverlay(picture, heat, HeatColors::of(colors), opacity);
}

QImage maskImage(const HeatMap& mask)
{
    if (mask.empty())
        return {};
    QImage image(mask.width, mask.height, QImage::Format_Grayscale8);
    for (int y = 0; y < mask.height; ++y) {
        uchar* line = image.scanLine(y);
        for (int x = 0; x < mask.width; ++x)
            line[x] = mask.at(x, y) > 0.5F ? 255 : 0;
    }
    return image;
}

QImage colorBarImage(ColorMap colors, QSize size)
{
    return colorBarImage(HeatColors::of(colors), size);
}

} // namespace lookaway
