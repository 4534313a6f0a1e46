// SPDX-License-Identifier: MIT
#pragma once

#include "explain/Explainer.h"
#include "models/Classifier.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lookaway {

/// How a method changes pictures, and what it makes of the network's answers. Copies are numbered from 0 for each
/// picture; a copy must not depend on what else is asked for, so that neither the chunk nor the other pictures of the
/// batch change a map. All calls without a graph and in full precision.
class Perturbation {
public:
    virtual ~Perturbation() = default;

    /// Copies that are made of each picture.
    virtual std::int64_t copies() const = 0;
    /// Writes copies first, first + 1, ... of one picture over all of `into` (copies x C x H x W).
    virtual void perturb(std::int64_t picture, std::int64_t first, const at::Tensor& into) = 0;
    /// Takes what the network answered for them. For each picture called with rising `first`, without gaps.
    virtual void collect(std::int64_t picture, std::int64_t first, const Trace& trace) = 0;
    /// N x h x w: the maps that the copies so far give; finite from the first collect() of every picture on.
    virtual at::Tensor maps() const = 0;
};

/// Shows the network all copies of all pictures, picturesPerPass() of one picture at a time, the pictures taking turns
/// so that all maps grow together. Polls the token around every pass and tells the progress, in copies, with the maps
/// so far. `layers` are tapped. The passes run in fp32 also under the caller's autocast: the methods read small
/// differences between answers, and those of bf16 are rounding.
Result<void> runPerturbed(Classifier& network, const at::Tensor& images, Perturbation& perturbation, int chunk,
    const ExplainWatch& watch, const std::vector<std::string>& layers = {});

} // namespace lookaway
