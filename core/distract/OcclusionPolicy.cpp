// SPDX-License-Identifier: MIT
#include "distract/OcclusionPolicy.h"

#include "base/Random.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

/// One offset in [0, extent) per image (N x 1), drawn on the host, plus the positions 0..extent-1, wrapped: N x extent.
at::Tensor shiftedPositions(std::int64_t count, std::int64_t extent, Random& random, const at::Device& device)
{
    auto offsets = at::empty({ count, 1 }, at::kLong);
    for (std::int64_t i = 0; i < count; ++i)
        offsets.data_ptr<std::int64_t>()[i] = static_cast<std::int64_t>(random.below(extent));
    return (offsets.to(device) + at::arange(extent, offsets.options().device(device))).remainder_(extent);
}

at::Tensor atRandomPlace(const at::Tensor& mask, std::uint64_t seed)
{
    Random random(seed);
    const auto rows = shiftedPositions(mask.size(0), mask.size(1), random, mask.device());
    const auto columns = shiftedPositions(mask.size(0), mask.size(2), random, mask.device());
    const auto images = at::arange(mask.size(0), rows.options()).view({ -1, 1, 1 });
    return mask.index({ images, rows.unsqueeze(2), columns.unsqueeze(1) });
}

at::Tensor leastSalient(const at::Tensor& heat, const at::Tensor& salient)
{
    // A stable sort keeps pixels of equal heat in the order of their index.
    const auto order = std::get<1>(at::sort(heat.flatten(1), c10::optional<bool>(true), 1, /*descending=*/false));
    const auto count = salient.flatten(1).sum(1, /*keepdim=*/true);
    const auto first = at::arange(order.size(1), order.options()) < count;
    return at::zeros_like(first).scatter_(1, order, first).view_as(salient);
}

} // namespace

at::Tensor occlusionMask(const at::Tensor& heat, Where where, double threshold, std::uint64_t seed)
{
    const auto salient = heat > threshold;
    switch (where) {
    case Where::RandomPlace:
        return atRandomPlace(salient, seed);
    case Where::LeastSalient:
        return leastSalient(heat, salient);
    case Where::Salient:
        break;
    }
    return salient;
}

} // namespace lookaway
