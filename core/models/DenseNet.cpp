// SPDX-License-Identifier: MIT
#include "models/Architectures.h"
#include "models/Layers.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

constexpr std::int64_t growth = 32;

/// BatchNorm, ReLU, 1x1, BatchNorm, ReLU, 3x3: the `growth` new channels of a dense block.
class DenseLayer : public Layer {
public:
    explicit DenseLayer(std::int64_t in)
    {
        constexpr std::int64_t bottleneck = 4 * growth;
        m_norm1 = register_module("norm1", std::make_shared<BatchNorm>(in));
        m_conv1 = register_module("conv1", std::make_shared<Conv>(square(in, bottleneck, 1)));
        m_norm2 = register_module("norm2", std::make_shared<BatchNorm>(bottleneck));
        m_conv2 = register_module("conv2", std::make_shared<Conv>(square(bottleneck, growth, 3)));
    }

    at::Tensor run(const at::Tensor& x, Tracer& tracer) override
    {
        auto y = tracer.relu("relu1", tracer.call("norm1", *m_norm1, x));
        y = tracer.relu("relu2", tracer.convBn("conv1", *m_conv1, "norm2", *m_norm2, y));
        return tracer.call("conv2", *m_conv2, y);
    }

private:
    std::shared_ptr<BatchNorm> m_norm1, m_norm2;
    std::shared_ptr<Conv> m_conv1, m_conv2;
};

/// Every layer sees the block's input and all new channels so far.
class DenseBlock : public Layer {
public:
    DenseBlock(std::int64_t in, std::int64_t layers)
    {
        for (std::int64_t i = 0; i < layers; ++i) {
            const auto name = "denselayer" + std::to_string(i + 1);
            m_layers.emplace_back(name, register_module(name, std::make_shared<DenseLayer>(in + i * growth)));
        }
    }

    at::Tensor run(const at::Tensor& x, Tracer& tracer) override
    {
        auto all = x;
        for (auto& [name, layer] : m_layers)
            all = at::cat({ all, tracer.call(name, *layer, all) }, 1);
        return all;
    }

private:
    std::vector<std::pair<std::string, std::shared_ptr<DenseLayer>>> m_layers;
};

class AveragePool2 : public Layer {
public:
    at::Tensor run(const at::Tensor& x, Tracer&) override { return at::avg_pool2d(x, { 2, 2 }, { 2, 2 }); }
};

std::shared_ptr<Stack> transition(std::int64_t in, std::int64_t out)
{
    auto stack = std::make_shared<Stack>();
    stack->push("norm", std::make_shared<BatchNorm>(in));
    stack->push("relu", std::make_shared<Relu>());
    stack->push("conv", std::make_shared<Conv>(square(in, out, 1)));
    stack->push("pool", std::make_shared<AveragePool2>());
    return stack;
}

class DenseNet : public Classifier {
public:
    DenseNet(const ModelInfo& info, int classes, const std::array<std::int64_t, 4>& blocks)
        : Classifier(info)
    {
        std::int64_t channels = 64;
        m_features->push("conv0", std::make_shared<Conv>(square(3, channels, 7, 2)));
        m_features->push("norm0", std::make_shared<BatchNorm>(channels));
        m_features->push("relu0", std::make_shared<Relu>());
        m_features->push("pool0", std::make_shared<MaxPool>(3, 2, 1));
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const auto number = std::to_string(i + 1);
            m_features->push("denseblock" + number, std::make_shared<DenseBlock>(channels, blocks[i]));
            channels += blocks[i] * growth;
            if (i + 1 == blocks.size())
                break;
            m_features->push("transition" + number, transition(channels, channels / 2));
            channels /= 2;
        }
        m_features->push("norm5", std::make_shared<BatchNorm>(channels));
        register_module("features", m_features);
        m_classifier = register_module("classifier", std::make_shared<Linear>(channels, classes));
    }

    std::optional<at::Tensor> poolingHeadWeight(const std::string& layer) const override
    {
        return layer == info().targetLayer ? std::make_optional(m_classifier->weight) : std::nullopt;
    }

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        x = tracer.relu("relu", tracer.call("features", *m_features, x));
        return tracer.call("classifier", *m_classifier, globalAveragePool(tracer, x));
    }

private:
    std::shared_ptr<Stack> m_features = std::make_shared<Stack>();
    std::shared_ptr<Linear> m_classifier;
};

} // namespace

ClassifierPointer makeDenseNet121(const ModelInfo& info, int classes)
{
    return std::make_shared<DenseNet>(info, classes, std::array<std::int64_t, 4>{ 6, 12, 24, 16 });
}

} // namespace lookaway
