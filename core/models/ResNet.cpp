// SPDX-License-Identifier: MIT
#include "models/Architectures.h"
#include "models/Layers.h"

namespace lookaway {
namespace {

/// What the two kinds of residual block share: an optional projection of the shortcut, addition, ReLU.
class ResidualBlock : public Layer {
protected:
    at::Tensor join(const at::Tensor& x, at::Tensor y, std::string_view relu, Tracer& tracer)
    {
        const auto shortcut = m_downsample ? tracer.call("downsample", *m_downsample, x) : x;
        return tracer.relu(relu, tracer.add("add", std::move(y), shortcut));
    }

    void addDownsample(std::int64_t in, std::int64_t out, std::int64_t stride)
    {
        if (stride == 1 && in == out)
            return;
        m_downsample = std::make_shared<Stack>();
        m_downsample->emplace<Conv>(square(in, out, 1, stride));
        m_downsample->emplace<BatchNorm>(out);
        register_module("downsample", m_downsample);
    }

private:
    std::shared_ptr<Stack> m_downsample;
};

class BasicBlock : public ResidualBlock {
public:
    static constexpr std::int64_t expansion = 1;

    BasicBlock(std::int64_t in, std::int64_t width, std::int64_t stride)
    {
        m_conv1 = register_module("conv1", std::make_shared<Conv>(square(in, width, 3, stride)));
        m_bn1 = register_module("bn1", std::make_shared<BatchNorm>(width));
        m_conv2 = register_module("conv2", std::make_shared<Conv>(square(width, width, 3)));
        m_bn2 = register_module("bn2", std::make_shared<BatchNorm>(width));
        addDownsample(in, width, stride);
    }

    at::Tensor run(const at::Tensor& x, Tracer& tracer) override
    {
        auto y = tracer.relu("relu", tracer.convBn("conv1", *m_conv1, "bn1", *m_bn1, x));
        y = tracer.convBn("conv2", *m_conv2, "bn2", *m_bn2, y);
        return join(x, std::move(y), "relu_1", tracer);
    }

private:
    std::shared_ptr<Conv> m_conv1, m_conv2;
    std::shared_ptr<BatchNorm> m_bn1, m_bn2;
};

/// The stride is in the 3x3 convolution, as torchvision has it ("ResNet v1.5").
class Bottleneck : public ResidualBlock {
public:
    static constexpr std::int64_t expansion = 4;

    Bottleneck(std::int64_t in, std::int64_t width, std::int64_t stride)
    {
        const auto out = width * expansion;
        m_conv1 = register_module("conv1", std::make_shared<Conv>(square(in, width, 1)));
        m_bn1 = register_module("bn1", std::make_shared<BatchNorm>(width));
        m_conv2 = register_module("conv2", std::make_shared<Conv>(square(width, width, 3, stride)));
        m_bn2 = register_module("bn2", std::make_shared<BatchNorm>(width));
        m_conv3 = register_module("conv3", std::make_shared<Conv>(square(width, out, 1)));
        m_bn3 = register_module("bn3", std::make_shared<BatchNorm>(out));
        addDownsample(in, out, stride);
    }

    at::Tensor run(const at::Tensor& x, Tracer& tracer) override
    {
        auto y = tracer.relu("relu", tracer.convBn("conv1", *m_conv1, "bn1", *m_bn1, x));
        y = tracer.relu("relu_1", tracer.convBn("conv2", *m_conv2, "bn2", *m_bn2, y));
        y = tracer.convBn("conv3", *m_conv3, "bn3", *m_bn3, y);
        return join(x, std::move(y), "relu_2", tracer);
    }

private:
    std::shared_ptr<Conv> m_conv1, m_conv2, m_conv3;
    std::shared_ptr<BatchNorm> m_bn1, m_bn2, m_bn3;
};

template <class Block> class ResNet : public Classifier {
public:
    ResNet(const ModelInfo& info, int classes, const std::array<int, 4>& blocks)
        : Classifier(info)
    {
        m_conv1 = register_module("conv1", std::make_shared<Conv>(square(3, 64, 7, 2)));
        m_bn1 = register_module("bn1", std::make_shared<BatchNorm>(64));
        std::int64_t in = 64;
        for (int stage = 0; stage < 4; ++stage) {
            const std::int64_t width = std::int64_t{ 64 } << stage;
            for (int i = 0; i < blocks[stage]; ++i) {
                m_layers[stage]->emplace<Block>(in, width, i == 0 && stage > 0 ? 2 : 1);
                in = width * Block::expansion;
            }
            register_module("layer" + std::to_string(stage + 1), m_layers[stage]);
        }
        m_fc = register_module("fc", std::make_shared<Linear>(in, classes));
    }

    std::optional<at::Tensor> poolingHeadWeight(const std::string& layer) const override
    {
        return layer == info().targetLayer ? std::make_optional(m_fc->weight) : std::nullopt;
    }

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        x = tracer.relu("relu", tracer.convBn("conv1", *m_conv1, "bn1", *m_bn1, x));
        x = tracer.call("maxpool", m_maxPool, x);
        x = tracer.call("layer1", *m_layers[0], x);
        x = tracer.call("layer2", *m_layers[1], x);
        x = tracer.call("layer3", *m_layers[2], x);
        x = tracer.call("layer4", *m_layers[3], x);
        return tracer.call("fc", *m_fc, globalAveragePool(tracer, x));
    }

private:
    std::shared_ptr<Conv> m_conv1;
    std::shared_ptr<BatchNorm> m_bn1;
    MaxPool m_maxPool{ 3, 2, 1 };
    std::array<std::shared_ptr<Stack>, 4> m_layers = { std::make_shared<Stack>(), std::make_shared<Stack>(),
        std::make_shared<Stack>(), std::make_shared<Stack>() };
    std::shared_ptr<Linear> m_fc;
};

} // namespace

ClassifierPointer makeResNet18(const ModelInfo& info, int classes)
{
    return std::make_shared<ResNet<BasicBlock>>(info, classes, std::array{ 2, 2, 2, 2 });
}

ClassifierPointer makeResNet34(const ModelInfo& info, int classes)
{
    return std::make_shared<ResNet<BasicBlock>>(info, classes, std::array{ 3, 4, 6, 3 });
}

ClassifierPointer makeResNet50(const ModelInfo& info, int classes)
{
    return std::make_shared<ResNet<Bottleneck>>(info, classes, std::array{ 3, 4, 6, 3 });
}

ClassifierPointer makeResNet101(const ModelInfo& info, int classes)
{
    return std::make_shared<ResNet<Bottleneck>>(info, classes, std::array{ 3, 4, 23, 3 });
}

} // namespace lookaway
