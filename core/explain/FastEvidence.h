// SPDX-License-Identifier: MIT
#pragma once

#include "explain/EvidenceWindows.h"
#include "explain/ExplainSettings.h"
#include "explain/Explainer.h"

namespace lookaway {

/// Fast evidence (after Zhou & Kainz 2018): the map of prediction difference analysis (PredictionDifference, with the
/// same windows and the same samples) from gradients, at a tenth of its passes or less.
///
/// With f = y_c - logsumexp_{j != c} y_j: for each offset of a grid of disjoint windows all windows of the grid are
/// replaced at once, delta = x~ - x, and one gradient tells every window's part in the change of f for each sample,
/// E_w = - sum_{i in w} gbar_i delta_i, gbar the average of grad f(x + a delta) over the two Gauss nodes a of [0, 1].
/// Ours, because both bring the result nearer to prediction difference analysis: the windows of a grid keep a distance
/// (gridStep()), for those that are replaced together disturb each other; and a window's samples f - E_w are combined
/// as there, by the weight of evidence of their mean probability.
class FastEvidence : public Explainer {
public:
    explicit FastEvidence(const ExplainSettings& settings)
        : FastEvidence(settings, seededNoise(settings.seed))
    {
    }
    FastEvidence(const ExplainSettings& settings, WindowNoise noise)
        : m_settings(settings)
        , m_noise(std::move(noise))
    {
    }

    /// Distance between the corners of windows that are replaced at once, px: as large as a tenth of prediction
    /// difference analysis' passes allows (a gradient counts as two passes), but one window at least and four at most.
    static std::int64_t gridStep(std::int64_t rows, std::int64_t columns, std::int64_t window);

protected:
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;
    std::string id() const override { return "fast-evidence"; }

private:
    ExplainSettings m_settings;
    WindowNoise m_noise;
};

} // namespace lookaway
