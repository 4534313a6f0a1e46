// SPDX-License-Identifier: MIT
#include "distract/Normalization.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

at::Tensor perChannel(const std::array<float, 3>& values)
{
    return torch::tensor({ values[0], values[1], values[2] }).view({ 1, 3, 1, 1 });
}

} // namespace

Normalization::Normalization(const std::array<float, 3>& mean, const std::array<float, 3>& std)
    : m_mean(perChannel(mean))
    , m_std(perChannel(std))
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
