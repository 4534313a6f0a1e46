// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <string>

namespace lookaway {

/// With what the hidden pixels are replaced (None: the scheme is off, a baseline run).
enum class FillKind { None, Zero, One, Random, Blur, Mean };
/// Which pixels are hidden; the last two are controls that hide the same area.
enum class Where { Salient, RandomPlace, LeastSalient };
/// Where the fill is written: before (image, 0 is black and 1 white) or after the mean/std normalisation.
enum class OcclusionSpace { Image, NetworkInput };
/// Online: with the current weights (the paper). TwoRound: train, occlude the whole training set with that model's
/// maps, train a second round.
enum class DistractionSchedule { Online, TwoRound };

/// The scheme of Morales, Talavera, Remeseiro 2021. p, threshold, fill and where may change while a run goes on.
struct DistractionSettings {
    FillKind fill = FillKind::None;
    Where where = Where::Salient;
    /// Probability that a mini-batch is occluded, in (0, 0.5] (the scheme is off with fill None).
    double p = 0.25;
    /// Pixels whose normalised heat is strictly above it are hidden; [0, 1).
    double threshold = 0.85;
    /// Layer that is explained; empty = the model's last convolutional layer.
    std::string layer = {};
    /// Explanation that drives the scheme: id of the table of methods (Explainers.h).
    std::string method = "grad-cam";
    OcclusionSpace space = OcclusionSpace::Image;
    DistractionSchedule schedule = DistractionSchedule::Online;
    /// R-occlusion: one random value per picture instead of one per pixel and channel.
    bool randomPerImage = false;
};

/// A sentence for the first setting that is out of range. With fill None the scheme is off and p may also be 0.
Result<void> validate(const DistractionSettings& settings);

} // namespace lookaway
