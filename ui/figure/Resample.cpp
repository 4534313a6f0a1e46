// SPDX-License-Identifier: MIT
#include "figure/Resample.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace lookaway {

namespace {

constexpr int kChannels = 3;

double keys(double x)
{
    x = std::abs(x);
    if (x < 1)
        return (1.5 * x - 2.5) * x * x + 1;
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

/// What one output value is made of.
struct Taps {
    std::vector<int> from = {};
    std::vector<double> weights = {};
};

std::vector<Taps> tapsFor(int from, int to)
{
    std::vector<Taps> all(static_cast<std::size_t>(to));
    const double step = static_cast<double>(from) / to;
    const double wide = std::max(1.0, step);
    for (int i = 0; i < to; ++i) {
        auto& taps = all[static_cast<std::size_t>(i)];
        const double centre = (i + 0.5) * step - 0.5;
        double sum = 0;
        for (int j = static_cast<int>(std::ceil(centre - 2 * wide)); j <= std::floor(centre + 2 * wide); ++j) {
            const double weight = keys((j - centre) / wide);
            taps.from.push_back(std::clamp(j, 0, from - 1));
            taps.weights.push_back(weight);
            sum += weight;
        }
        for (auto& weight : taps.weights)
            weight /= sum;
    }
    return all;
}

QImage onWhite(const QImage& picture)
{
    if (!picture.hasAlphaChannel())
        return picture.convertToFormat(QImage::Format_RGB888);
    QImage opaque(picture.size(), QImage::Format_RGB32);
    opaque.fill(Qt::white);
    QPainter(&opaque).drawImage(QRect(QPoint(), opaque.size()), picture);
    return opaque.convertToFormat(QImage::Format_RGB888);
}

/// A row of the picture, resampled in width.
void resampleRow(const uchar* in, const std::vector<Taps>& taps, double* out)
{
    for (const auto& tap : taps)
        for (int c = 0; c < kChannels; ++c) {
            double value = 0;
            for (std::size_t k = 0; k < tap.from.size(); ++k)
                value += tap.weights[k] * in[tap.from[k] * kChannels + c];
            *out++ = value;
        }
}

} // namespace

QImage resampled(const QImage& picture, QSize size)
{
    if (picture.isNull() || size.isEmpty())
        return {};
    const QImage source = onWhite(picture);
    if (source.size() == size)
        return source;
    const auto rowLength = static_cast<std::size_t>(size.width()) * kChannels;
    std::vector<double> wide(rowLength * static_cast<std::size_t>(source.height()));
    const auto columns = tapsFor(source.width(), size.width());
    for (int y = 0; y < source.height(); ++y)
        resampleRow(source.constScanLine(y), columns, wide.data() + static_cast<std::size_t>(y) * rowLength);
    QImage result(size, QImage::Format_RGB888);
    const auto rows = tapsFor(source.height(), size.height());
    std::vector<double> line(rowLength);
    for (int y = 0; y < size.height(); ++y) {
        std::fill(line.begin(), line.end(), 0.0);
        const auto& tap = rows[static_cast<std::size_t>(y)];
        for (std::size_t k = 0; k < tap.from.size(); ++k) {
            const double* from = wide.data() + static_cast<std::size_t>(tap.from[k]) * rowLength;
            for (std::size_t x = 0; x < rowLength; ++x)
                line[x] += tap.weights[k] * from[x];
        }
        uchar* out = result.scanLine(y);
        for (std::size_t x = 0; x < rowLength; ++x)
            out[x] = static_cast<uchar>(std::clamp(std::lround(line[x]), 0L, 255L));
    }
    return result;
}

} // namespace lookaway
