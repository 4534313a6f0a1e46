// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "explain/Explainer.h"

#include <functional>

namespace lookaway {

/// What is averaged over versions of the same pictures (noisy copies, steps of a path).
struct Versions {
    std::int64_t count = 1;
    /// Version 0, 1, ... count - 1 of all pictures, N x C x H x W; called once for each, in this order.
    std::function<at::Tensor(std::int64_t index)> make;
    /// N' x C x H x W of such pictures and their classes; the pictures must not influence each other.
    std::function<at::Tensor(const at::Tensor& images, const at::Tensor& classes)> attribute;
    /// The map of a mean so far, for those who watch.
    std::function<at::Tensor(const at::Tensor& mean)> mapOf;
};

/// The mean of the attribution over all versions, N x C x H x W, several versions in one pass: as many as
/// `picturesInPass` allows, at least one. Polls the token and tells the progress between passes. A version's part does
/// not depend on what shares its pass (but for rounding).
Result<at::Tensor> meanAttribution(
    const Versions& versions, const at::Tensor& classes, std::int64_t picturesInPass, const ExplainWatch& watch);

} // namespace lookaway
