// SPDX-License-Identifier: MIT
#include "models/Layers.h"

#include <torch/torch.h>

namespace lookaway {

ConvShape square(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride)
{
    const auto padding = (kernel - 1) / 2;
    return { in, out, { kernel, kernel }, { stride, stride }, { padding, padding } };
}

Conv::Conv(const ConvShape& shape)
    : m_shape(shape)
{
    weight = register_parameter(
        "weight", torch::zeros({ shape.out, shape.in / shape.groups, shape.kernel[0], shape.kernel[1] }));
    if (shape.bias)
        bias = register_parameter("bias", torch::zeros({ shape.out }));
}

at::Tensor Conv::apply(const at::Tensor& x, const at::Tensor& w, const at::Tensor& b) const
{
    return at::conv2d(x, w, b, m_shape.stride, m_shape.padding, { 1, 1 }, m_shape.groups);
}

BatchNorm::BatchNorm(std::int64_t channels, double epsilon)
    : m_epsilon(epsilon)
{
    weight = register_parameter("weight", torch::ones({ channels }));
    bias = register_parameter("bias", torch::zeros({ channels }));
    runningMean = register_buffer("running_mean", torch::zeros({ channels }));
    runningVar = register_buffer("running_var", torch::ones({ channels }));
    batchesTracked = register_buffer("num_batches_tracked", torch::zeros({}, torch::kLong));
}

at::Tensor BatchNorm::run(const at::Tensor& x, Tracer&)
{
    constexpr double momentum = 0.1;
    if (is_training())
        batchesTracked.add_(1);
    return at::batch_norm(x, weight, bias, runningMean, runningVar, is_training(), momentum, m_epsilon,
        at::globalContext().userEnabledCuDNN());
}

std::pair<at::Tensor, at::Tensor> BatchNorm::folded(const Conv& conv) const
{
    const auto scale = weight * at::rsqrt(runningVar + m_epsilon);
    auto shift = bias - runningMean * scale;
    if (conv.bias.defined())
        shift = shift + conv.bias * scale;
    return { conv.weight * scale.view({ -1, 1, 1, 1 }), std::move(shift) };
}

void BatchNorm::train(bool on)
{
    m_wantsTraining = on;
    Layer::train(on && !m_frozen);
}

void BatchNorm::setFrozen(bool frozen)
{
    m_frozen = frozen;
    Layer::train(m_wantsTraining && !m_frozen);
}

Linear::Linear(std::int64_t in, std::int64_t out)
{
    weight = register_parameter("weight", torch::zeros({ out, in }));
    bias = register_parameter("bias", torch::zeros({ out }));
}

at::Tensor Linear::run(const at::Tensor& x, Tracer&)
{
    return at::linear(x, weight, bias);
}

at::Tensor MaxPool::run(const at::Tensor& x, Tracer&)
{
    return at::max_pool2d(
        x, { m_kernel, m_kernel }, { m_stride, m_stride }, { m_padding, m_padding }, { 1, 1 }, m_ceil);
}

at::Tensor Stack::run(const at::Tensor& x, Tracer& tracer)
{
    auto y = x;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        auto& [name, layer] = m_layers[i];
        auto* conv = dynamic_cast<Conv*>(layer.get());
        auto* batchNorm = i + 1 < m_layers.size() ? dynamic_cast<BatchNorm*>(m_layers[i + 1].second.get()) : nullptr;
        if (conv && batchNorm)
            y = tracer.convBn(name, *conv, m_layers[++i].first, *batchNorm, y);
        else
            y = tracer.call(name, *layer, y);
    }
    return y;
}

void Stack::push(std::string name, std::shared_ptr<Layer> layer)
{
    register_module(name, layer);
    m_layers.emplace_back(std::move(name), std::move(layer));
}

at::Tensor globalAveragePool(Tracer& tracer, const at::Tensor& x)
{
    return tracer.tap("avgpool", at::adaptive_avg_pool2d(x, { 1, 1 }), "adaptive_avg_pool2d").flatten(1);
}

} // namespace lookaway
