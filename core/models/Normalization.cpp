// SPDX-License-Identifier: MIT
#include "models/Normalization.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

at::Tensor perChannel(const std::array<float, 3>& values, int channels)
{
    return torch::tensor({ values[0], values[1], values[2] }).slice(0, 0, channels).view({ 1, -1, 1, 1 });
}

} // namespace

Normalization::Normalization(const std::array<float, 3>& mean, const std::array<float, 3>& std, int channels)
    : m_mean(perChannel(mean, channels))
    , m_std(perChannel(std, channels))
{
}

at::Tensor Normalization::apply(const at::Tensor& images) const
{
    return (images - m_mean.to(images.device())).div_(m_std.to(images.device()));
}

at::Tensor Normalization::undo(const at::Tensor& input) const
{
    return (input * m_std.to(input.device())).add_(m_mean.to(input.device()));
}

} // namespace lookaway
