// SPDX-License-Identifier: MIT
#pragma once

#include "evaluate/Faithfulness.h"
#include "evaluate/MeasuredPictures.h"

namespace lookaway {

/// Insertion and deletion (Petsiuk et al. 2018) for every picture. After step s of n the floor(s HW / n) hottest pixels
/// are changed: deletion makes them black, insertion puts the picture's own into a blurred copy (blurred()). More
/// steps than pixels are as many as pixels. Runs under an EvalScope, in fp32, as Explainer::explain() promises; polls
/// `watch` between passes (no maps on the way).
Result<std::vector<InsertionDeletion>> measureInsertionDeletion(Classifier& network, const MeasuredPictures& pictures,
    const FaithfulnessSettings& settings, const ExplainWatch& watch = {});

/// N x C x H x W through a Gaussian of 11 x 11 weights with sigma 5 px; the border's pixels go on beyond it.
at::Tensor blurred(const at::Tensor& pixels);

} // namespace lookaway
