// SPDX-License-Identifier: MIT
#pragma once

#include "explain/ExplainSettings.h"
#include "explain/Explainer.h"

namespace lookaway {

/// Integrated Gradients (Sundararajan et al. 2017): attribution = (x - b) times the mean of dy_c/dx along the straight
/// path from the baseline b to the picture x, by the midpoint rule with integratedSteps steps:
/// mean_i of dy_c/dx at b + (i + 1/2)/n (x - b). Complete: the attributions of a picture sum up to y_c(x) - y_c(b), but
/// for the error of the rule. b is black, or the mean colour that the normalisation turns into 0. The map is the sum
/// over the channels: above 0 for the class, below 0 against it.
class IntegratedGradients : public Explainer {
public:
    explicit IntegratedGradients(const ExplainSettings& settings = {})
        : m_settings(settings)
    {
    }

protected:
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;
    std::string id() const override { return "integrated-gradients"; }

private:
    ExplainSettings m_settings;
};

} // namespace lookaway
