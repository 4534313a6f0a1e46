// SPDX-License-Identifier: MIT
#include "explain/PatchGaussian.h"

#include <torch/torch.h>

#include <algorithm>

namespace lookaway {
namespace {

/// Covariance of channel c at a pixel and channel d at the pixel (dy, dx) further: [dy + reach, dx + reach, c, d].
at::Tensor covarianceByOffset(const at::Tensor& centred, std::int64_t reach)
{
    const auto channels = centred.size(0), height = centred.size(1), width = centred.size(2);
    const auto side = 2 * reach + 1;
    auto found = at::empty({ side, side, channels, channels }, at::kDouble);
    for (std::int64_t dy = 0; dy <= reach; ++dy)
        for (std::int64_t dx = -reach; dx <= reach; ++dx) {
            const auto here = centred.slice(1, 0, height - dy)
                                  .slice(2, std::max<std::int64_t>(0, -dx), width - std::max<std::int64_t>(0, dx));
            const auto there = centred.slice(1, dy, height)
                                   .slice(2, std::max<std::int64_t>(0, dx), width + std::min<std::int64_t>(0, dx));
            const auto sum = here.flatten(1).mm(there.flatten(1).t()).div_(static_cast<double>(height * width));
            found[reach + dy][reach + dx].copy_(sum);
            found[reach - dy][reach - dx].copy_(sum.t());
        }
    return found;
}

/// The same between all values of a patch (channel, y, x in this order).
at::Tensor patchCovariance(const at::Tensor& byOffset, std::int64_t patch)
{
    const auto channels = byOffset.size(2), area = patch * patch;
    const auto value = at::arange(channels * area);
    const auto c = value.floor_divide(area), y = value.remainder(area).floor_divide(patch), x = value.remainder(patch);
    const auto reach = patch - 1;
    const auto between = [](const at::Tensor& v) { return v.unsqueeze(0) - v.unsqueeze(1); };
    return byOffset.index({ between(y) + reach, between(x) + reach, c.unsqueeze(1), c.unsqueeze(0) });
}

} // namespace

PatchGaussian::PatchGaussian(const at::Tensor& pixels, std::int64_t window, std::int64_t patch)
    : m_pixels(pixels.to(at::kFloat))
    , m_window(window)
    , m_patch(patch)
{
    constexpr double rounding = 1.0 / (255.0 * 255.0 * 12.0);
    const auto values = pixels.to(at::kCPU, at::kDouble);
    const auto mean = values.mean({ 1, 2 });
    const auto centred = values - mean.view({ -1, 1, 1 });
    m_mean = mean.repeat_interleave(patch * patch).to(m_pixels.options());
    m_covariance = patchCovariance(covarianceByOffset(centred, patch - 1), patch);
    m_covariance.diagonal().add_(rounding);
}

const PatchGaussian::Conditional& PatchGaussian::conditional(const Place& place)
{
    const auto known = m_conditionals.find(place);
    if (known != m_conditionals.end())
        return known->second;
    const auto isInside = at::zeros({ m_pixels.size(0), m_patch, m_patch }, at::kBool);
    isInside.narrow(1, place.first, m_window).narrow(2, place.second, m_window).fill_(true);
    const auto inside = isInside.flatten().nonzero().squeeze(1);
    const auto around = isInside.flatten().logical_not().nonzero().squeeze(1);
    const auto rows = m_covariance.index_select(0, inside);
    const auto cross = rows.index_select(1, around);
    const auto regression = around.numel() == 0
        ? cross.t()
        : at::linalg_solve(m_covariance.index_select(0, around).index_select(1, around), cross.t());
    const auto left = rows.index_select(1, inside) - cross.mm(regression);
    const auto factor = at::linalg_cholesky(left);
    const auto device = m_pixels.device();
    return m_conditionals[place] = { inside.to(device), around.to(device), regression.to(m_pixels.options()),
        factor.t().to(m_pixels.options()) };
}

at::Tensor PatchGaussian::drawAt(const Place& place, const std::vector<Corner>& patches, const at::Tensor& noise)
{
    const auto& given = conditional(place);
    std::vector<at::Tensor> contents;
    for (const auto& corner : patches)
        contents.push_back(m_pixels.narrow(1, corner.y, m_patch).narrow(2, corner.x, m_patch).reshape({ -1 }));
    const auto deviation = (at::stack(contents) - m_mean).index_select(1, given.around);
    const auto mean = m_mean.index_select(0, given.inside) + deviation.mm(given.regression);
    return noise.matmul(given.factor).add_(mean.unsqueeze(1)).clamp_(0, 1);
}

at::Tensor PatchGaussian::draw(const std::vector<Corner>& corners, const at::Tensor& noise)
{
    std::map<Place, std::pair<std::vector<Corner>, std::vector<std::int64_t>>> groups;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const auto start = [this](std::int64_t corner, std::int64_t side) {
            return std::clamp<std::int64_t>(corner - (m_patch - m_window) / 2, 0, side - m_patch);
        };
        const Corner patch{ start(corners[i].y, m_pixels.size(1)), start(corners[i].x, m_pixels.size(2)) };
        auto& [patches, numbers] = groups[{ corners[i].y - patch.y, corners[i].x - patch.x }];
        patches.push_back(patch);
        numbers.push_back(static_cast<std::int64_t>(i));
    }
    auto drawn = at::empty_like(noise);
    for (const auto& [place, group] : groups) {
        const auto numbers = at::tensor(group.second, noise.options().dtype(at::kLong));
        drawn.index_copy_(0, numbers, drawAt(place, group.first, noise.index_select(0, numbers)));
    }
    return drawn.view({ noise.size(0), noise.size(1), m_pixels.size(0), m_window, m_window });
}

} // namespace lookaway
