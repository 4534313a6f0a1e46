// SPDX-License-Identifier: MIT
#include "models/Classifier.h"

#include "models/Layers.h"
#include "models/Tracer.h"

#include <torch/torch.h>

namespace lookaway {

Classifier::Classifier(ModelInfo info)
    : m_info(std::move(info))
{
}

void Classifier::setNormalization(const std::array<float, 3>& mean, const std::array<float, 3>& std)
{
    m_info.mean = mean;
    m_info.std = std;
}

Trace Classifier::trace(
    const at::Tensor& input, const Taps& taps, ReluRule rule, std::optional<at::Generator> dropoutGenerator)
{
    const at::AutoGradMode restoresGradMode(at::GradMode::is_enabled());
    if (taps.mode == Taps::Mode::Leaf && !taps.layers.empty())
        at::GradMode::set_enabled(false);
    Tracer tracer(taps, rule, m_dropout && is_training(), std::move(dropoutGenerator));
    auto logits = run(input, tracer);
    return { std::move(logits), tracer.takeActivations(m_info.name) };
}

std::vector<at::Tensor> Classifier::parametersOf(bool head) const
{
    std::vector<at::Tensor> chosen;
    for (const auto& parameter : named_parameters())
        if ((parameter.key().rfind(m_info.head + ".", 0) == 0) == head)
            chosen.push_back(parameter.value());
    return chosen;
}

void Classifier::setBackboneFrozen(bool frozen)
{
    m_backboneFrozen = frozen;
    applyFreezing();
}

void Classifier::setBatchNormFrozen(bool frozen)
{
    m_batchNormFrozen = frozen;
    applyFreezing();
}

void Classifier::applyFreezing()
{
    for (auto& parameter : backboneParameters())
        parameter.requires_grad_(!m_backboneFrozen);
    for (const auto& module : modules(false))
        if (auto* normalisation = dynamic_cast<Freezable*>(module.get()))
            normalisation->setFrozen(m_backboneFrozen || m_batchNormFrozen);
}

} // namespace lookaway
