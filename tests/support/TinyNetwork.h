// SPDX-License-Identifier: MIT
#pragma once

#include "models/Classifier.h"
#include "models/Tracer.h"

#include <torch/torch.h>

#include <functional>

namespace lookaway::test {

/// The smallest network with a global-average-pooling head, for expected values by hand: layer "features" is ReLU of
/// the image itself, logits are its mean per channel times `weight` (classes x 3) plus `bias`. Its closed form can be
/// hidden, so that the same values have to come out of a gradient.
class PooledPixels : public Classifier {
public:
    PooledPixels(at::Tensor weights, at::Tensor biases, bool tellsItsHead = true)
        : Classifier(ModelInfo{ "pooled_pixels", "", 2, 1, "features", "head", "" })
        , m_weight(register_parameter("weight", std::move(weights)))
        , m_bias(register_parameter("bias", std::move(biases)))
        , m_tellsItsHead(tellsItsHead)
    {
    }
    std::optional<at::Tensor> poolingHeadWeight(const std::string& layer) const override
    {
        return m_tellsItsHead && layer == "features" ? std::make_optional(m_weight) : std::nullopt;
    }

    /// Called at the end of every forward pass: to cancel, or to throw.
    std::function<void()> atEnd = [] {};

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override
    {
        const auto activation = tracer.tap("features", at::relu(x));
        auto logits = at::linear(activation.mean({ 2, 3 }), m_weight, m_bias);
        atEnd();
        return logits;
    }

private:
    at::Tensor m_weight, m_bias;
    bool m_tellsItsHead;
};

} // namespace lookaway::test
