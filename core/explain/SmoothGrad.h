// SPDX-License-Identifier: MIT
#pragma once

#include "explain/ExplainSettings.h"
#include "explain/GradientMap.h"

namespace lookaway {

/// SmoothGrad (Smilkov et al. 2017) of any gradient map: the mean of its attribution over smoothSamples copies of the
/// picture with Gaussian noise, sigma = smoothNoise (max - min) of the normalised picture. It is the gradients that are
/// averaged; the mean of their squares is another method (SmoothGrad-Squared).
/// Copy i has the same noise in every picture of a batch: the i-th C x H x W normal draw of a generator of its own with
/// the given seed (on the CPU what torch.Generator().manual_seed(seed) gives in Python), so that a map depends neither
/// on the batch that a picture is in nor on the chunk.
class SmoothGrad : public Explainer {
public:
    explicit SmoothGrad(const ExplainSettings& settings = {}, GradientMap of = GradientMap())
        : m_settings(settings)
        , m_gradientMap(std::move(of))
    {
    }

protected:
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;
    std::string id() const override { return "smoothgrad"; }

private:
    ExplainSettings m_settings;
    GradientMap m_gradientMap;
};

} // namespace lookaway
