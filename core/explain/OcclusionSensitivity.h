// SPDX-License-Identifier: MIT
#pragma once

#include "explain/ExplainSettings.h"
#include "explain/Explainer.h"

namespace lookaway {

/// Occlusion sensitivity (Zeiler & Fergus 2014): a grey square (0.5 in pixel space) slides over the picture, and the
/// map shows by how much the probability of the class drops while it lies there; larger = more important, below zero
/// where the network is surer without the place.
///
/// Companions: "label", the class that is predicted then, and, where the request names a layer, "activation": the sum
/// over the feature map of that layer which is strongest in the picture itself.
///
/// A square of size a (settings.occluderSize of the shorter side) stands at the centre of every cell of a grid whose
/// cells are about settings.occluderStep of the shorter side wide, and is cut off at the border; maps have one value
/// per cell, so that resizing them puts each value where the square's centre was.
class OcclusionSensitivity : public Explainer {
public:
    explicit OcclusionSensitivity(const ExplainSettings& settings)
        : m_settings(settings)
    {
    }

protected:
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;
    std::string id() const override { return "occlusion-sensitivity"; }

private:
    ExplainSettings m_settings;
};

} // namespace lookaway
