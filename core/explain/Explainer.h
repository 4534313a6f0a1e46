// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"

#include <ATen/core/Tensor.h>

#include <string>

namespace lookaway {

class Classifier;

/// What is to be explained.
struct ExplainRequest {
    /// N x 3 x H x W, floating point, normalised as the network expects, on the network's device.
    at::Tensor images;
    /// Class of every image (N, int64, in [0, classes)), on the same device.
    at::Tensor classes;
    /// Target layer, a name that Classifier::trace() knows; ignored by methods that need none.
    std::string layer = {};
};

/// Raw heat maps, before resizing and normalising (HeatMap.h), beside what they explain.
struct Maps {
    /// N x h x w, float32, on the network's device; the method's own scale and resolution.
    at::Tensor maps;
    at::Tensor classes;
    std::string layer;
    /// id of the method in the table (Explainers.h).
    std::string method;
    /// What the network answered for the images on the way, N x classes; undefined where the method has no use for it.
    at::Tensor logits;
};

/// A method that says where in an image a network finds a class.
///
/// explain() runs under an EvalScope: afterwards train flags, BatchNorm buffers, parameter gradients, grad mode and
/// random streams are as before, also when it fails, is cancelled or throws. It runs on the network's device without
/// waiting for it (no value is copied to the host), and under the caller's autocast, with the maps in fp32.
/// Not thread-safe for one network: a Classifier belongs to one thread at a time.
class Explainer {
public:
    virtual ~Explainer() = default;

    /// Fails with a sentence for a request whose shapes or types do not fit or a layer that gives no such map; throws
    /// c10::Error for an unknown layer or a class index out of range (broken invariants: look them up before).
    Result<Maps> explain(Classifier& network, const ExplainRequest& request, CancelToken cancel = {}) const;

protected:
    /// The method itself: fills `maps`, and `logits` where it has them. Called in inference mode with grad mode off and a well-formed request.
    /// Gradients only through torch::autograd::grad, never backward(). Polls `cancel` between passes.
    virtual Result<Maps> compute(
        Classifier& network, const ExplainRequest& request, const CancelToken& cancel) const = 0;
    virtual std::string id() const = 0;
};

} // namespace lookaway
