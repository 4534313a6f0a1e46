// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "train/TrainingSettings.h"
#include "weights/StateDict.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace lookaway {

/// Parameters that are trained with the learning rate times a factor (the head's rate over the rest's).
struct ParameterGroup {
    std::vector<std::pair<std::string, at::Tensor>> parameters = {};
    double rateFactor = 1;
};

/// Adam (Kingma & Ba 2015), AdamW (Loshchilov & Hutter 2019) and SGD with momentum, with PyTorch's formulas:
///   Adam   g += wd p;  m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2;
///          p -= lr/(1 - b1^t) m / (sqrt(v)/sqrt(1 - b2^t) + eps)
///   AdamW  the same without wd in g, and p *= 1 - lr wd before
///   SGD    g += wd p;  b = momentum b + g;  p -= lr b
/// t counts the steps of the optimiser, for all parameters alike. Parameters without a gradient (frozen ones) are left
/// alone. On the CPU Adam is one pass over memory, on other devices a few operations over all tensors at once.
class Optimizer {
public:
    Optimizer(const TrainingSettings& settings, std::vector<ParameterGroup> groups);

    /// One update from the gradients in `.grad`.
    void step(double learningRate);
    /// Drops all gradients (the next backward pass allocates them anew, so that none is added to).
    void clearGradients();
    std::int64_t steps() const { return m_steps; }
    /// Gradients of all parameters that have one.
    std::vector<at::Tensor> gradients() const;

    /// The whole state: "step", and per parameter "NAME.exp_avg" and "NAME.exp_avg_sq" (Adam) or
    /// "NAME.momentum_buffer" (SGD).
    StateDict state() const;
    /// Puts a state back, bit by bit. Fails with a sentence, and changes nothing, when it belongs to another optimiser
    /// or other parameters.
    Result<void> restore(const StateDict& state);

private:
    /// Tensors that are updated together; entry i of each list belongs to parameter i.
    struct Updates {
        std::vector<at::Tensor> parameters, gradients, first, second;
    };
    struct Slot {
        std::string name;
        at::Tensor parameter;
        at::Tensor first;  ///< mean of the gradients, or SGD's momentum buffer
        at::Tensor second; ///< mean of their squares; undefined for SGD
    };
    struct Group {
        std::vector<Slot> slots;
        double rateFactor;
    };

    void updateSgd(Updates& updates, double learningRate) const;
    void updateAdam(Updates& updates, double learningRate) const;
    std::vector<std::pair<std::string, at::Tensor>> stateTensors() const;

    TrainingSettings m_settings;
    std::vector<Group> m_groups;
    std::int64_t m_steps = 0;
};

} // namespace lookaway
