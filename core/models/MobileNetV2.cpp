// SPDX-License-Identifier: MIT
#include "models/Architectures.h"
#include "models/Layers.h"

namespace lookaway {
namespace {

std::shared_ptr<Stack> convBnRelu6(const ConvShape& shape)
{
    auto stack = std::make_shared<Stack>();
    stack->emplace<Conv>(shape);
    stack->emplace<BatchNorm>(shape.out);
    stack->emplace<Relu6>();
    return stack;
}

/// Widen (1x1), filter per channel (3x3), narrow without activation; with a shortcut where the shape allows one.
class InvertedResidual : public Layer {
public:
    InvertedResidual(std::int64_t in, std::int64_t out, std::int64_t stride, std::int64_t expansion)
        : m_shortcut(stride == 1 && in == out)
    {
        const auto hidden = in * expansion;
        if (expansion != 1)
            m_conv->push(convBnRelu6(square(in, hidden, 1)));
        auto perChannel = square(hidden, hidden, 3, stride);
        perChannel.groups = hidden;
        m_conv->push(convBnRelu6(perChannel));
        m_conv->emplace<Conv>(square(hidden, out, 1));
        m_conv->emplace<BatchNorm>(out);
        register_module("conv", m_conv);
    }

    at::Tensor run(const at::Tensor& x, Tracer& tracer) override
    {
        auto y = tracer.call("conv", *m_conv, x);
        return m_shortcut ? tracer.add("add", std::move(y), x) : y;
    }

private:
    bool m_shortcut;
    std::shared_ptr<Stack> m_conv = std::make_shared<Stack>();
};

class MobileNetV2 : public Classifier {
public:
    MobileNetV2(const ModelInfo& info, int classes)
        : Classifier(info)
    {
        struct Stage {
            std::int64_t expansion, width, blocks, stride;
        };
        constexpr std::array<Stage, 7> stages = { { { 1, 16, 1, 1 }, { 6, 24, 2, 2 }, { 6, 32, 3, 2 }, { 6, 64, 4, 2 },
            { 6, 96, 3, 1 }, { 6, 160, 3, 2 }, { 6, 320, 1, 1 } } };
        constexpr std::int64_t last = 1280;

        std::int64_t in = 32;
        m_features->push(convBnRelu6(square(3, in, 3, 2)));
        for (const auto& stage : stages) {
            for (std::int64_t i = 0; i < stage.blocks; ++i) {
                m_features->emplace<InvertedResidual>(in, stage.width, i == 0 ? stage.stride : 1, stage.expansion);
                in = stage.width;
            }
        }
        m_features->push(convBnRelu6(square(in, last, 1)));
        register_module("features", m_features);

        m_classifier->emplace<Dropout>(0.2);
        m_linear = std::make_shared<Linear>(last, classes);
        m_classifier->push(m_linear);
        register_module("classifier", m_classifier);
    }

    std::optional<at::Tensor> poolingHeadWeight(const std::string& layer) const override
    {
        return layer == info().targetLayer ? std::make_optional(m_linear->weight) : std::nullopt;
    }

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        x = tracer.call("features", *m_features, x);
        return tracer.call("classifier", *m_classifier, globalAveragePool(tracer, x));
    }

private:
    std::shared_ptr<Stack> m_features = std::make_shared<Stack>();
    std::shared_ptr<Stack> m_classifier = std::make_shared<Stack>();
    std::shared_ptr<Linear> m_linear;
};

} // namespace

ClassifierPointer makeMobileNetV2(const ModelInfo& info, int classes)
{
    return std::make_shared<MobileNetV2>(info, classes);
}

} // namespace lookaway
