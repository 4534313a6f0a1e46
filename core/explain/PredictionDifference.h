// SPDX-License-Identifier: MIT
#pragma once

#include "explain/EvidenceWindows.h"
#include "explain/ExplainSettings.h"
#include "explain/Explainer.h"

namespace lookaway {

/// Prediction difference analysis (Zintgraf et al. 2017): evidence for (above zero) and against the class, in bits.
///
/// Every window of the picture is replaced by what else it might hold (EvidenceWindows). Its weight of evidence is
/// log2 odds(p) - log2 odds(mean_s p_s), both Laplace-corrected (weightOfEvidence()); a pixel of the map (H x W) gets
/// the mean of the windows that cover it. The windows are visited grid by grid of disjoint ones, so that the first few
/// per cent already cover the picture.
class PredictionDifference : public Explainer {
public:
    explicit PredictionDifference(const ExplainSettings& settings)
        : PredictionDifference(settings, seededNoise(settings.seed))
    {
    }
    PredictionDifference(const ExplainSettings& settings, WindowNoise noise)
        : m_settings(settings)
        , m_noise(std::move(noise))
    {
    }

protected:
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;
    std::string id() const override { return "prediction-difference"; }

private:
    ExplainSettings m_settings;
    WindowNoise m_noise;
};

} // namespace lookaway
