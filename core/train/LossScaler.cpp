// SPDX-License-Identifier: MIT
#include "train/LossScaler.h"

#include <torch/torch.h>

#include <algorithm>

namespace lookaway {

at::Tensor LossScaler::scaled(const at::Tensor& loss) const
{
    return loss * m_state.scale;
}

bool LossScaler::unscale(std::vector<at::Tensor> gradients)
{
    constexpr int goodStepsToDouble = 2000;
    const at::NoGradGuard noGrad;
    if (gradients.empty())
        return true;
    at::_foreach_mul_(gradients, 1 / m_state.scale);
    const at::Tensor norms = at::stack(at::_foreach_norm(gradients));
    if (!at::isfinite(norms).all().item<bool>()) {
        m_state = { std::max(1.0, m_state.scale / 2), 0 };
        return false;
    }
    if (++m_state.goodSteps >= goodStepsToDouble)
        m_state = { m_state.scale * 2, 0 };
    return true;
}

} // namespace lookaway
