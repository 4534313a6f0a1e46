// SPDX-License-Identifier: MIT
#include "models/Architectures.h"
#include "models/Layers.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

constexpr std::int64_t pool = 0;
/// Configuration D of the paper: output channels of the 3x3 convolutions.
constexpr std::array<std::int64_t, 18> configurationD = { 64, 64, pool, 128, 128, pool, 256, 256, 256, pool, 512, 512,
    512, pool, 512, 512, 512, pool };

class Vgg : public Classifier {
public:
    Vgg(const ModelInfo& info, int classes, bool batchNorm)
        : Classifier(info)
    {
        std::int64_t in = 3;
        for (const auto out : configurationD) {
            if (out == pool) {
                m_features->emplace<MaxPool>(2, 2);
                continue;
            }
            auto conv = square(in, out, 3);
            conv.bias = true;
            m_features->emplace<Conv>(conv);
            if (batchNorm)
                m_features->emplace<BatchNorm>(out);
            m_features->emplace<Relu>();
            in = out;
        }
        register_module("features", m_features);

        constexpr std::int64_t hidden = 4096;
        m_classifier->emplace<Linear>(in * gridSide * gridSide, hidden);
        m_classifier->emplace<Relu>();
        m_classifier->emplace<Dropout>(0.5);
        m_classifier->emplace<Linear>(hidden, hidden);
        m_classifier->emplace<Relu>();
        m_classifier->emplace<Dropout>(0.5);
        m_classifier->emplace<Linear>(hidden, classes);
        register_module("classifier", m_classifier);
    }

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        x = tracer.call("features", *m_features, x);
        x = tracer.tap("avgpool", at::adaptive_avg_pool2d(x, { gridSide, gridSide }), "adaptive_avg_pool2d");
        return tracer.call("classifier", *m_classifier, x.flatten(1));
    }

private:
    static constexpr std::int64_t gridSide = 7;
    std::shared_ptr<Stack> m_features = std::make_shared<Stack>();
    std::shared_ptr<Stack> m_classifier = std::make_shared<Stack>();
};

} // namespace

ClassifierPointer makeVgg16(const ModelInfo& info, int classes)
{
    return std::make_shared<Vgg>(info, classes, false);
}

ClassifierPointer makeVgg16Bn(const ModelInfo& info, int classes)
{
    return std::make_shared<Vgg>(info, classes, true);
}

} // namespace lookaway
