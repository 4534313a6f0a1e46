// SPDX-License-Identifier: MIT
#include "distract/Fill.h"

#include "explain/FullPrecision.h"
#include "models/DeviceGenerator.h"

#include <torch/torch.h>

#include <algorithm>

namespace lookaway {
namespace {

at::Tensor randomValues(const at::Tensor& images, bool perImage, std::uint64_t seed)
{
    const auto generator = deviceGenerator(images.device(), seed);
    const auto shape = perImage ? std::vector<std::int64_t>{ images.size(0), 1, 1, 1 } : images.sizes().vec();
    return at::rand(shape, generator, images.options());
}

/// extent x extent: row i holds the weights of all positions for the blurred value at i.
at::Tensor gaussianRows(std::int64_t extent, double sigma, const at::TensorOptions& options)
{
    const auto position = at::arange(extent, options);
    const auto distance = position.unsqueeze(1) - position.unsqueeze(0);
    const auto weights = (distance.square() / (-2 * sigma * sigma)).exp();
    return weights / weights.sum(1, /*keepdim=*/true);
}

} // namespace

at::Tensor gaussianBlur(const at::Tensor& images)
{
    const FullPrecision fullPrecision;
    const auto height = images.size(2);
    const auto width = images.size(3);
    const auto sigma = static_cast<double>(std::max(height, width)) / 16;
    const auto alongColumns = gaussianRows(height, sigma, images.options());
    const auto alongRows = gaussianRows(width, sigma, images.options());
    return at::matmul(at::matmul(alongColumns, images), alongRows.t());
}

at::Tensor fillMasked(const at::Tensor& images, const at::Tensor& mask, const Fill& fill, std::uint64_t seed)
{
    const auto constant = [&](double value) { return at::full({}, value, images.options()); };
    at::Tensor values;
    switch (fill.kind) {
    case FillKind::None:
        return images;
    case FillKind::Zero:
        values = constant(0);
        break;
    case FillKind::One:
        values = constant(1);
        break;
    case FillKind::Random:
        values = randomValues(images, fill.randomPerImage, seed);
        break;
    case FillKind::Blur:
        values = gaussianBlur(images);
        break;
    case FillKind::Mean:
        values = fill.mean.to(images.options());
        break;
    }
    return at::where(mask.unsqueeze(1), values, images).contiguous(images.suggest_memory_format());
}

} // namespace lookaway
