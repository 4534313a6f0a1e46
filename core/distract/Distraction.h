// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"
#include "distract/DistractionSettings.h"
#include "explain/ExplainSettings.h"
#include "models/Normalization.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>

namespace lookaway {

class Classifier;

/// A mini-batch after the occlusion. All tensors are on the images' device; none is copied to the host.
struct OccludedBatch {
    /// What the network is trained on: N x 3 x H x W, normalised, detached.
    at::Tensor input;
    /// Normalised heat maps, N x H x W in [0, 1].
    at::Tensor heat;
    /// Hidden pixels, N x H x W bool.
    at::Tensor mask;
    /// Share of hidden pixels per image, N float32 in [0, 1].
    at::Tensor occludedShare;
    /// Images whose map was constant, so that nothing was hidden: N bool.
    at::Tensor constantMaps;
    /// What the network answers for the pictures before the occlusion (inference mode), N x classes; undefined when
    /// another network, that of the first round, has explained them, or the method does not ask for it.
    at::Tensor logits;
};

/// The scheme "Playing to distraction" (Morales, Talavera, Remeseiro 2021): per mini-batch one r ~ U(0, 1); if r <= p,
/// every image of it is occluded where the network, with its current weights, finds the true class.
///
/// Every draw is derived from the seed and the number of the global step (deriveSeed(seed, "distraction" | "place" |
/// "fill" | "explanation", step)), so that a resumed run draws what the uninterrupted one would, and this object has no state to save
/// but its settings. Used by one thread.
class Distraction {
public:
    struct Context {
        std::uint64_t seed = 1;
        Normalization normalization;
        /// Explained when the settings name no layer.
        std::string lastConvolutionalLayer;
        /// Of the explanation; its seed is replaced by one of the step.
        ExplainSettings explain = {};
    };

    /// `settings` must pass validate().
    Distraction(DistractionSettings settings, Context context);

    const DistractionSettings& settings() const { return m_settings; }
    /// p, threshold, fill, where (in fact everything) may change between two steps.
    void setSettings(const DistractionSettings& settings) { m_settings = settings; }
    const Normalization& normalization() const { return m_context.normalization; }

    /// The r of a step, in [0, 1).
    double draw(std::int64_t step) const;
    /// Whether the mini-batch of this step is occluded: never with fill None; always in the second round of the
    /// two-round schedule; otherwise iff draw(step) <= p.
    bool decide(std::int64_t step) const;

    /// Occludes a mini-batch (whatever decide() says). `images`: N x 3 x H x W float32 in [0, 1], `labels`: N int64,
    /// both on the network's device. Runs under the caller's autocast; leaves train flags, BatchNorm buffers,
    /// gradients, grad mode and LibTorch's random streams as they were. In NetworkInput space the fill is written after
    /// the normalisation: 0, 1 and U[0, 1) are then network values, and the mean is 0.
    Result<OccludedBatch> apply(Classifier& network, const at::Tensor& images, const at::Tensor& labels,
        std::int64_t step, CancelToken cancel = {}) const;

    /// Begins the second round of the two-round schedule: from now on every mini-batch is occluded, by the maps of
    /// `firstRound`, which must be a copy that is not trained further. Our reading of the university's news article
    /// (train, occlude the training set with the trained model's maps, train again): the pictures keep being augmented,
    /// and the fixed model explains each one as augmented. A null pointer goes back to the first round.
    void occludeWith(std::shared_ptr<Classifier> firstRound) { m_firstRound = std::move(firstRound); }

private:
    DistractionSettings m_settings;
    Context m_context;
    std::shared_ptr<Classifier> m_firstRound;
};

} // namespace lookaway
