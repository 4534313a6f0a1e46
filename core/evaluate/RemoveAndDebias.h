// SPDX-License-Identifier: MIT
#pragma once

#include "evaluate/Faithfulness.h"
#include "evaluate/MeasuredPictures.h"

namespace lookaway {

/// ROAD (Rong et al. 2022) for every picture: at each percentile that share of the pixels, most relevant first and,
/// for the other curve, least relevant first, is filled in from its surroundings (imputeLinearly()), with Gaussian
/// noise of sigma `roadNoise` in [0, 1] pixel space. The noise is one picture for all copies, so that methods are
/// compared on equal terms. A curve's shares are percentile/100; round(share HW) pixels. Runs under an EvalScope, in
/// fp32; polls `watch` between passes (no maps on the way).
Result<std::vector<Road>> measureRoad(Classifier& network, const MeasuredPictures& pictures,
    const FaithfulnessSettings& settings, const ExplainWatch& watch = {});

} // namespace lookaway
