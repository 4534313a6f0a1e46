// SPDX-License-Identifier: MIT
#pragma once

#include "explain/ExplainSettings.h"
#include "explain/Explainer.h"

namespace lookaway {

/// RISE (Petsiuk et al. 2018): the network looks through settings.riseMasks random masks M, and the map is
/// sum p M / (N p1), p the probability of the class behind M (H x W, larger = more important).
///
/// A mask: settings.riseCells x riseCells cells, each kept with probability p1 = settings.riseKeep, upsampled
/// bilinearly to one cell more than the picture needs, and cropped at random. As in the authors' code the masked
/// picture is the network's normalised input times the mask: what is hidden turns to the mean colour. All pictures of a
/// batch are looked at through the same masks.
class Rise : public Explainer {
public:
    explicit Rise(const ExplainSettings& settings)
        : m_settings(settings)
    {
    }

protected:
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;
    std::string id() const override { return "rise"; }

private:
    ExplainSettings m_settings;
};

/// Masks first, first + 1, ... first + count - 1 of the seed's endless series: count x height x width in [0, 1],
/// float32 on the CPU.
at::Tensor riseMasks(
    const ExplainSettings& settings, std::int64_t first, std::int64_t count, std::int64_t height, std::int64_t width);

} // namespace lookaway
