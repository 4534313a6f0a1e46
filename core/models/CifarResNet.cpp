// SPDX-License-Identifier: MIT
#include "models/Architectures.h"
#include "models/Layers.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

/// Residual block of the paper's CIFAR networks. Where the size changes, its shortcut (option A) has no parameters:
/// every second pixel, new channels filled with zeros on both sides.
class CifarBlock : public Layer {
public:
    CifarBlock(std::int64_t in, std::int64_t out, std::int64_t stride)
        : m_newChannels(out - in)
        , m_stride(stride)
    {
        m_conv1 = register_module("conv1", std::make_shared<Conv>(square(in, out, 3, stride)));
        m_bn1 = register_module("bn1", std::make_shared<BatchNorm>(out));
        m_conv2 = register_module("conv2", std::make_shared<Conv>(square(out, out, 3)));
        m_bn2 = register_module("bn2", std::make_shared<BatchNorm>(out));
    }

    at::Tensor run(const at::Tensor& x, Tracer& tracer) override
    {
        auto y = tracer.relu("relu", tracer.convBn("conv1", *m_conv1, "bn1", *m_bn1, x));
        y = tracer.convBn("conv2", *m_conv2, "bn2", *m_bn2, y);
        return tracer.relu("relu_1", tracer.add("add", std::move(y), shortcut(x)));
    }

private:
    at::Tensor shortcut(const at::Tensor& x) const
    {
        if (m_stride == 1 && m_newChannels == 0)
            return x;
        const auto smaller = x.slice(2, 0, c10::nullopt, m_stride).slice(3, 0, c10::nullopt, m_stride);
        const auto before = m_newChannels / 2;
        return at::constant_pad_nd(smaller, { 0, 0, 0, 0, before, m_newChannels - before });
    }

    std::int64_t m_newChannels, m_stride;
    std::shared_ptr<Conv> m_conv1, m_conv2;
    std::shared_ptr<BatchNorm> m_bn1, m_bn2;
};

class CifarResNet : public Classifier {
public:
    CifarResNet(const ModelInfo& info, int classes, int blocks)
        : Classifier(info)
    {
        std::int64_t in = 16;
        m_conv1 = register_module("conv1", std::make_shared<Conv>(square(3, in, 3)));
        m_bn1 = register_module("bn1", std::make_shared<BatchNorm>(in));
        for (int stage = 0; stage < 3; ++stage) {
            const std::int64_t out = std::int64_t{ 16 } << stage;
            for (int i = 0; i < blocks; ++i) {
                m_layers[stage]->emplace<CifarBlock>(in, out, i == 0 && stage > 0 ? 2 : 1);
                in = out;
            }
            register_module("layer" + std::to_string(stage + 1), m_layers[stage]);
        }
        m_linear = register_module("linear", std::make_shared<Linear>(in, classes));
    }

    std::optional<at::Tensor> poolingHeadWeight(const std::string& layer) const override
    {
        return layer == info().targetLayer ? std::make_optional(m_linear->weight) : std::nullopt;
    }

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        x = tracer.relu("relu", tracer.convBn("conv1", *m_conv1, "bn1", *m_bn1, x));
        x = tracer.call("layer1", *m_layers[0], x);
        x = tracer.call("layer2", *m_layers[1], x);
        x = tracer.call("layer3", *m_layers[2], x);
        return tracer.call("linear", *m_linear, globalAveragePool(tracer, x));
    }

private:
    std::shared_ptr<Conv> m_conv1;
    std::shared_ptr<BatchNorm> m_bn1;
    std::array<std::shared_ptr<Stack>, 3> m_layers = { std::make_shared<Stack>(), std::make_shared<Stack>(),
        std::make_shared<Stack>() };
    std::shared_ptr<Linear> m_linear;
};

} // namespace

ClassifierPointer makeCifarResNet(const ModelInfo& info, int classes, int blocksPerStage)
{
    return std::make_shared<CifarResNet>(info, classes, blocksPerStage);
}

} // namespace lookaway
