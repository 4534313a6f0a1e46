// SPDX-License-Identifier: MIT
#include "train/Optimizer.h"

#include "models/WeightTransfer.h"
#include "train/AdamKernel.h"

#include <torch/torch.h>

#include <cmath>

namespace lookaway {

Optimizer::Optimizer(const TrainingSettings& settings, std::vector<ParameterGroup> groups)
    : m_settings(settings)
{
    const bool adam = settings.optimizer != OptimizerKind::Sgd;
    for (ParameterGroup& group : groups) {
        Group& kept = m_groups.emplace_back(Group{ {}, group.rateFactor });
        for (auto& [name, parameter] : group.parameters) {
            const at::NoGradGuard noGrad;
            kept.slots.push_back(
                { name, parameter, at::zeros_like(parameter), adam ? at::zeros_like(parameter) : at::Tensor() });
        }
    }
}

void Optimizer::step(double learningRate)
{
    const at::NoGradGuard noGrad;
    ++m_steps;
    for (Group& group : m_groups) {
        Updates updates;
        for (Slot& slot : group.slots) {
            if (!slot.parameter.grad().defined())
                continue;
            updates.parameters.push_back(slot.parameter);
            updates.gradients.push_back(slot.parameter.grad());
            updates.first.push_back(slot.first);
            updates.second.push_back(slot.second);
        }
        if (updates.parameters.empty())
            continue;
        if (m_settings.optimizer == OptimizerKind::Sgd)
            updateSgd(updates, learningRate * group.rateFactor);
        else
            updateAdam(updates, learningRate * group.rateFactor);
    }
}

void Optimizer::updateSgd(Updates& u, double learningRate) const
{
    if (m_settings.weightDecay != 0)
        u.gradients = at::_foreach_add(u.gradients, u.parameters, m_settings.weightDecay);
    at::_foreach_mul_(u.first, m_settings.momentum);
    at::_foreach_add_(u.first, u.gradients);
    at::_foreach_add_(u.parameters, u.first, -learningRate);
}

void Optimizer::updateAdam(Updates& u, double learningRate) const
{
    const bool decoupled = m_settings.optimizer == OptimizerKind::AdamW;
    const double steps = static_cast<double>(m_steps);
    AdamStep step;
    step.decay = decoupled ? static_cast<float>(1 - learningRate * m_settings.weightDecay) : 1.0F;
    step.l2 = decoupled ? 0.0F : static_cast<float>(m_settings.weightDecay);
    step.beta1 = static_cast<float>(m_settings.beta1);
    step.beta2 = static_cast<float>(m_settings.beta2);
    step.stepSize = static_cast<float>(learningRate / (1 - std::pow(m_settings.beta1, steps)));
    step.inverseRootCorrection = static_cast<float>(1 / std::sqrt(1 - std::pow(m_settings.beta2, steps)));
    step.epsilon = static_cast<float>(m_settings.epsilon);

    bool onCpu = true;
    for (std::size_t i = 0; i < u.parameters.size(); ++i)
        onCpu = onCpu && fitsAdamOnCpu(u.parameters[i], u.gradients[i]);
    if (!onCpu)
        return adamForeach(step, u.parameters, u.gradients, u.first, u.second);
    for (std::size_t i = 0; i < u.parameters.size(); ++i)
        adamOnCpu(step, u.parameters[i], u.gradients[i], u.first[i], u.second[i]);
}

void Optimizer::clearGradients()
{
    for (Group& group : m_groups)
        for (Slot& slot : group.slots)
            slot.parameter.mutable_grad() = at::Tensor();
}

std::vector<at::Tensor> Optimizer::gradients() const
{
    std::vector<at::Tensor> all;
    for (const Group& group : m_groups)
        for (const Slot& slot : group.slots)
            if (slot.parameter.grad().defined())
                all.push_back(slot.parameter.grad());
    return all;
}

std::vector<std::pair<std::string, at::Tensor>> Optimizer::stateTensors() const
{
    const bool sgd = m_settings.optimizer == OptimizerKind::Sgd;
    std::vector<std::pair<std::string, at::Tensor>> all;
    for (const Group& group : m_groups)
        for (const Slot& slot : group.slots) {
            all.emplace_back(slot.name + (sgd ? ".momentum_buffer" : ".exp_avg"), slot.first);
            if (!sgd)
                all.emplace_back(slot.name + ".exp_avg_sq", slot.second);
        }
    return all;
}

StateDict Optimizer::state() const
{
    StateDict state;
    state.insert("step", tensorDataOf(at::scalar_tensor(m_steps, at::kLong)));
    for (const auto& [name, tensor] : stateTensors())
        state.insert(name, tensorDataOf(tensor, TensorBytes::Shared));
    return state;
}

Result<void> Optimizer::restore(const StateDict& state)
{
    const auto wanted = stateTensors();
    const TensorData* step = state.find("step");
    bool fits = step && step->type == ScalarType::I64 && step->count() == 1 && state.size() == wanted.size() + 1;
    for (const auto& [name, tensor] : wanted) {
        const TensorData* data = state.find(name);
        fits = fits && data && data->type == ScalarType::F32 && data->shape == tensor.sizes().vec();
    }
    if (!fits)
        return fail("The saved state of the optimiser does not belong to this optimiser and network.",
            "Resume with the settings that the run was started with.");
    const at::NoGradGuard noGrad;
    for (const auto& [name, tensor] : wanted)
        tensor.copy_(tensorOf(*state.find(name)));
    m_steps = tensorOf(*step).item<std::int64_t>();
    return {};
}

} // namespace lookaway
