// SPDX-License-Identifier: MIT
#pragma once

#include "explain/LayerGradient.h"

namespace lookaway {

/// A class activation map: the channels of a layer, weighted by what the class's score owes to them. A method of this
/// family says how to weigh; the passes through the network are here.
class CamMethod : public Explainer {
protected:
    explicit CamMethod(ClassScore score = ClassScore::Logit, GradientSource source = GradientSource::Automatic)
        : m_score(score)
        , m_source(source)
    {
    }

    /// The maps, N x h x w. Called in fp32 with grad mode off.
    virtual at::Tensor weigh(const LayerGradient& layer) const = 0;

private:
    bool choosesClasses() const override { return true; }
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;

    ClassScore m_score;
    GradientSource m_source;
};

} // namespace lookaway
