// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace lookaway {

/// Dynamic loss scaling for fp16 (Micikevicius et al. 2018): the loss is multiplied by a power of two before the
/// backward pass, so that small gradients do not become zero, and the gradients are divided by it afterwards. When one
/// is not finite the step is left out and the scale halved; after 2000 good steps in a row it is doubled.
class LossScaler {
public:
    struct State {
        double scale = 65536;
        int goodSteps = 0;
    };

    LossScaler() = default;
    explicit LossScaler(const State& state)
        : m_state(state)
    {
    }

    at::Tensor scaled(const at::Tensor& loss) const;
    /// Divides the gradients in place; false = one is not finite, leave the step out. Waits for the device.
    bool unscale(std::vector<at::Tensor> gradients);
    const State& state() const { return m_state; }

private:
    State m_state;
};

} // namespace lookaway
