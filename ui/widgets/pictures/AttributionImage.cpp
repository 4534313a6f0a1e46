// SPDX-License-Identifier: MIT
#include "widgets/pictures/AttributionImage.h"

#include <algorithm>
#include <cmath>

namespace lookaway {

bool isColourAttribution(const std::vector<HeatMap>& channels)
{
    return channels.size() == 3 && !channels.front().empty()
        && std::all_of(channels.begin(), channels.end(), [&](const HeatMap& channel) {
               return channel.width == channels.front().width && channel.height == channels.front().height;
           });
}

float attributionReach(const std::vector<HeatMap>& channels, bool robust)
{
    std::vector<float> magnitudes;
    for (const HeatMap& channel : channels)
        for (const float value : channel.values)
            if (std::isfinite(value))
                magnitudes.push_back(std::abs(value));
    if (magnitudes.empty())
        return 0;
    const double share = robust ? 0.99 : 1;
    const auto at = magnitudes.begin() + std::ptrdiff_t(share * double(magnitudes.size() - 1));
    std::nth_element(magnitudes.begin(), at, magnitudes.end());
    return *at;
}

QImage attributionImage(const std::vector<HeatMap>& channels, float reach)
{
    if (!isColourAttribution(channels))
        return {};
    // NaN is grey, as is everything where there is nothing but zeros.
    const auto level = [reach](float value) {
        const float side = reach > 0 && value == value ? std::clamp(value / reach, -1.0F, 1.0F) : 0.0F;
        return int(std::lround(127.5F * (1 + side)));
    };
    QImage image(channels.front().width, channels.front().height, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            line[x] = qRgb(level(channels[0].at(x, y)), level(channels[1].at(x, y)), level(channels[2].at(x, y)));
    }
    return image;
}

} // namespace lookaway
