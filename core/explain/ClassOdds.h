// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace lookaway {

// What a network says about one class: logits are N x classes, `classIndex` is a single index (int64, one element) on
// their device. All in float32. Throw c10::Error for an index out of range.

/// Probability of the class, N.
at::Tensor classProbability(const at::Tensor& logits, const at::Tensor& classIndex);

/// Natural logarithm of the odds of the class, u = y_c - logsumexp_{j != c} y_j (N), so that p = sigmoid(u) and
/// 1 - p = sigmoid(-u) without cancellation. Differentiable. Infinite where there is only one class.
at::Tensor classLogOdds(const at::Tensor& logits, const at::Tensor& classIndex);

/// Weight of evidence (Zintgraf et al. 2017): log2 of the odds of the mean probability over the last dimension, whose
/// samples are given by their log odds. Laplace-corrected, p <- (p n + 1)/(n + classes), with the size of ImageNet's
/// training set for n as in the paper, so that certainty is finite.
at::Tensor weightOfEvidence(const at::Tensor& logOdds, std::int64_t classes);

} // namespace lookaway
