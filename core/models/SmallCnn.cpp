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
        constexpr std::array<std::int64_t, 5> channels = { 3, 16, 32, 64, 96 };
        for (std::size_t i = 1; i < channels.size(); ++i) {
            auto stage = std::make_shared<Stack>();
            stage->push("conv", std::make_shared<Conv>(square(channels[i - 1], channels[i], 3, i == 1 ? 2 : 1)));
            stage->push("bn", std::make_shared<BatchNorm>(channels[i]));
            stage->push("relu", std::make_shared<Relu>());
            if (i == 2 || i == 3)
                stage->push("pool", std::make_shared<MaxPool>(2, 2));
            m_features->push(stage);
        }
        register_module("features", m_features);
        m_fc = register_module("fc", std::make_shared<Linear>(channels.back(), classes));
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
