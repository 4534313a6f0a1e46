// SPDX-License-Identifier: MIT
#include "models/Architectures.h"
#include "models/Layers.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

ConvShape withBias(ConvShape shape)
{
    shape.bias = true;
    return shape;
}

/// Narrow (1x1), then widen by 1x1 and 3x3 convolutions side by side.
class Fire : public Layer {
public:
    Fire(std::int64_t in, std::int64_t narrow, std::int64_t wide)
    {
        m_squeeze = register_module("squeeze", std::make_shared<Conv>(withBias(square(in, narrow, 1))));
        m_expand1 = register_module("expand1x1", std::make_shared<Conv>(withBias(square(narrow, wide, 1))));
        m_expand3 = register_module("expand3x3", std::make_shared<Conv>(withBias(square(narrow, wide, 3))));
    }

    at::Tensor run(const at::Tensor& x, Tracer& tracer) override
    {
        const auto narrow = tracer.relu("squeeze_activation", tracer.call("squeeze", *m_squeeze, x));
        const auto wide1 = tracer.relu("expand1x1_activation", tracer.call("expand1x1", *m_expand1, narrow));
        const auto wide3 = tracer.relu("expand3x3_activation", tracer.call("expand3x3", *m_expand3, narrow));
        return at::cat({ wide1, wide3 }, 1);
    }

private:
    std::shared_ptr<Conv> m_squeeze, m_expand1, m_expand3;
};

/// Fire modules and pools of the two versions, as rows {narrow, wide}; a pool where both are 0.
using FireTable = std::vector<std::array<std::int64_t, 2>>;

class SqueezeNet : public Classifier {
public:
    SqueezeNet(const ModelInfo& info, int classes, ConvShape first, const FireTable& table)
        : Classifier(info)
    {
        m_features->emplace<Conv>(withBias(first));
        m_features->emplace<Relu>();
        std::int64_t in = first.out;
        for (const auto& [narrow, wide] : table) {
            if (wide == 0) {
                m_features->emplace<MaxPool>(3, 2, 0, true);
                continue;
            }
            m_features->emplace<Fire>(in, narrow, wide);
            in = 2 * wide;
        }
        register_module("features", m_features);

        m_classifier->emplace<Dropout>(0.5);
        m_classifier->emplace<Conv>(withBias(square(in, classes, 1)));
        m_classifier->emplace<Relu>();
        register_module("classifier", m_classifier);
    }

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        x = tracer.call("features", *m_features, x);
        return globalAveragePool(tracer, tracer.call("classifier", *m_classifier, x));
    }

private:
    std::shared_ptr<Stack> m_features = std::make_shared<Stack>();
    std::shared_ptr<Stack> m_classifier = std::make_shared<Stack>();
};

} // namespace

ClassifierPointer makeSqueezeNet10(const ModelInfo& info, int classes)
{
    const FireTable table = { { 0, 0 }, { 16, 64 }, { 16, 64 }, { 32, 128 }, { 0, 0 }, { 32, 128 }, { 48, 192 },
        { 48, 192 }, { 64, 256 }, { 0, 0 }, { 64, 256 } };
    return std::make_shared<SqueezeNet>(info, classes, ConvShape{ 3, 96, { 7, 7 }, { 2, 2 } }, table);
}

ClassifierPointer makeSqueezeNet11(const ModelInfo& info, int classes)
{
    const FireTable table = { { 0, 0 }, { 16, 64 }, { 16, 64 }, { 0, 0 }, { 32, 128 }, { 32, 128 }, { 0, 0 },
        { 48, 192 }, { 48, 192 }, { 64, 256 }, { 64, 256 } };
    return std::make_shared<SqueezeNet>(info, classes, ConvShape{ 3, 64, { 3, 3 }, { 2, 2 } }, table);
}

} // namespace lookaway
