// SPDX-License-Identifier: MIT
#pragma once

#include "explain/ExplainSettings.h"
#include "explain/Explainer.h"

namespace lookaway {

/// Score-CAM (Wang et al. 2020), without gradients: w = softmax over the channels k of y_c(X H_k) - y_c(baseline),
/// where H_k is the channel resized to the picture and min-max normalised (zero for a constant channel), X the
/// normalised picture and y_c the logit; map = ReLU(sum_k w_k A_k). The softmax does not see what is subtracted from
/// all channels alike, so the baseline needs no pass. One forward pass per channel, in chunks; between chunks it tells
/// the map of the channels so far.
class ScoreCam : public Explainer {
public:
    explicit ScoreCam(const ExplainSettings& settings = {})
        : m_settings(settings)
    {
    }

protected:
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;
    std::string id() const override { return "score-cam"; }

private:
    ExplainSettings m_settings;
};

} // namespace lookaway
