// SPDX-License-Identifier: MIT
#include "models/Architectures.h"
#include "models/Layers.h"

namespace lookaway {
namespace {

class SmallCnn : public Classifier {
public:
    SmallCnn(const ModelInfo& info, int classes)
        : Classifier(info)
    {
        std::int64_t in = 3;
        for (const std::int64_t out : { 16, 32, 64, 96 }) {
            auto stage = std::make_shared<Stack>();
            stage->push("conv", std::make_shared<Conv>(square(in, out, 3)));
            stage->push("bn", std::make_shared<BatchNorm>(out));
            stage->push("relu", std::make_shared<Relu>());
            if (out < 96)
                stage->push("pool", std::make_shared<MaxPool>(2, 2));
            m_features->push(stage);
            in = out;
        }
        register_module("features", m_features);
        m_fc = register_module("fc", std::make_shared<Linear>(in, classes));
    }

    std::optional<at::Tensor> poolingHeadWeight(const std::string& layer) const override
    {
        return layer == info().targetLayer ? std::make_optional(m_fc->weight) : std::nullopt;
    }

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        x = tracer.call("features", *m_features, x);
        return tracer.call("fc", *m_fc, globalAveragePool(tracer, x));
    }

private:
    std::shared_ptr<Stack> m_features = std::make_shared<Stack>();
    std::shared_ptr<Linear> m_fc;
};

} // namespace

ClassifierPointer makeSmallCnn(const ModelInfo& info, int classes)
{
    return std::make_shared<SmallCnn>(info, classes);
}

} // namespace lookaway
