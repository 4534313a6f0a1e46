// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace lookaway {

/// From where Integrated Gradients starts: a black picture, or one of the mean colour
/// that the network's normalisation subtracts.
enum class Baseline { Black, Mean };

/// What the methods of explanation can be told, with the values of their papers. Each method reads its own. Torch-free.
struct ExplainSettings {
    /// Every random stream of an explanation comes from it: the same seed gives the same map.
    std::uint64_t seed = 1;
    /// Pictures (or occluded versions of them) in one forward pass; 0 = as many as memory and speed suggest.
    int chunk = 0;

    /// SmoothGrad (Smilkov et al. 2017): noisy copies, and the noise's sigma as a share of the image's range.
    int smoothSamples = 25;
    double smoothNoise = 0.15;

    /// Integrated Gradients (Sundararajan et al. 2017): steps from the baseline to the image.
    int integratedSteps = 50;
    Baseline baseline = Baseline::Black;

    /// Occlusion sensitivity (Zeiler & Fergus 2014): side of the grey square and its step, as a share of the image's
    /// side.
    double occluderSize = 0.15;
    double occluderStep = 0.05;

    /// LIME (Ribeiro et al. 2016): perturbed versions, and about how many superpixels an image has.
    int limeSamples = 1000;
    int limeSuperpixels = 50;

    /// RISE (Petsiuk et al. 2018): masks, cells along a side, probability that a cell is kept.
    int riseMasks = 4000;
    int riseCells = 7;
    double riseKeep = 0.5;

    /// Prediction difference analysis (Zintgraf et al. 2017) and fast evidence: side of the window that is replaced, of
    /// the patch around it that it is drawn from (both px), and how often it is drawn.
    int evidenceWindow = 10;
    int evidencePatch = 14;
    int evidenceSamples = 10;
};

} // namespace lookaway
