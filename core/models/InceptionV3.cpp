// SPDX-License-Identifier: MIT
#include "models/Architectures.h"
#include "models/InceptionBlocks.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

/// Without the auxiliary classifier: it only shapes training from scratch, and fine-tuning does without.
class InceptionV3 : public Classifier {
public:
    InceptionV3(const ModelInfo& info, int classes)
        : Classifier(info)
    {
        conv("Conv2d_1a_3x3", { 3, 32, { 3, 3 }, { 2, 2 } });
        conv("Conv2d_2a_3x3", { 32, 32, { 3, 3 } });
        conv("Conv2d_2b_3x3", square(32, 64, 3));
        add("maxpool1", std::make_shared<MaxPool>(3, 2));
        conv("Conv2d_3b_1x1", square(64, 80, 1));
        conv("Conv2d_4a_3x3", { 80, 192, { 3, 3 } });
        add("maxpool2", std::make_shared<MaxPool>(3, 2));
        add("Mixed_5b", inceptionA(192, 32));
        add("Mixed_5c", inceptionA(256, 64));
        add("Mixed_5d", inceptionA(288, 64));
        add("Mixed_6a", inceptionB(288));
        add("Mixed_6b", inceptionC(768, 128));
        add("Mixed_6c", inceptionC(768, 160));
        add("Mixed_6d", inceptionC(768, 160));
        add("Mixed_6e", inceptionC(768, 192));
        add("Mixed_7a", inceptionD(768));
        add("Mixed_7b", inceptionE(1280));
        add("Mixed_7c", inceptionE(2048));
        m_fc = register_module("fc", std::make_shared<Linear>(2048, classes));
    }

    std::optional<at::Tensor> poolingHeadWeight(const std::string& layer) const override
    {
        return layer == info().targetLayer ? std::make_optional(m_fc->weight) : std::nullopt;
    }

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        for (auto& [name, layer] : m_layers)
            x = tracer.call(name, *layer, x);
        constexpr double dropout = 0.5;
        x = tracer.dropout(globalAveragePool(tracer, x), dropout);
        return tracer.call("fc", *m_fc, x);
    }

private:
    void conv(const std::string& name, const ConvShape& shape) { add(name, std::make_shared<BasicConv>(shape)); }
    void add(const std::string& name, const std::shared_ptr<Layer>& layer)
    {
        m_layers.emplace_back(name, register_module(name, layer));
    }

    std::vector<std::pair<std::string, std::shared_ptr<Layer>>> m_layers;
    std::shared_ptr<Linear> m_fc;
};

} // namespace

ClassifierPointer makeInceptionV3(const ModelInfo& info, int classes)
{
    return std::make_shared<InceptionV3>(info, classes);
}

} // namespace lookaway
