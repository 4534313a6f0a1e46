// SPDX-License-Identifier: MIT
#include "explain/HeatMap.h"

#include "explain/FullPrecision.h"

#include <torch/torch.h>

namespace lookaway {

at::Tensor resizeMaps(const at::Tensor& maps, std::int64_t height, std::int64_t width)
{
    const FullPrecision fullPrecision;
    // As the channels of one picture: N pictures of one channel would take the slow channels-last kernel (six times).
    const auto channels = maps.to(at::kFloat).unsqueeze(0);
    return at::upsample_bilinear2d(channels, { height, width }, /*align_corners=*/false).squeeze(0);
}

NormalisedMaps normaliseMaps(const at::Tensor& maps)
{
    const FullPrecision fullPrecision;
    const auto values = maps.to(at::kFloat);
    const auto low = values.amin({ 1, 2 }, /*keepdim=*/true);
    const auto high = values.amax({ 1, 2 }, /*keepdim=*/true);
    const auto range = high - low;
    // Written so that NaN and infinity count as constant: every comparison with NaN is false.
    const auto found = (range > at::maximum(high.abs(), low.abs()) * 1e-6).logical_and_(range.isfinite());
    const auto heat = at::where(found, (values - low) / range, at::zeros({}, values.options()));
    return { heat, found.logical_not().flatten() };
}

NormalisedMaps heatMaps(const at::Tensor& maps, std::int64_t height, std::int64_t width)
{
    return normaliseMaps(resizeMaps(maps, height, width));
}

} // namespace lookaway
