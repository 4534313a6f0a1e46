// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace lookaway {

class Classifier;

/// What is to be explained.
struct ExplainRequest {
    /// N x C x H x W (C as ModelInfo::channels), floating point, normalised as the network expects, on its device.
    at::Tensor images;
    /// Class of every image (N, int64, in [0, classes)), on the same device. Undefined: what the network predicts.
    at::Tensor classes;
    /// Target layer, a name that Classifier::trace() knows; ignored by methods that need none.
    std::string layer = {};
};

/// Raw heat maps, before resizing and normalising (HeatMap.h), beside what they explain.
struct Maps {
    /// N x h x w, float32, on the network's device; the method's own scale and resolution.
    at::Tensor maps;
    /// Gradient methods: one value per input value, N x C x H x W, float32, signed; `maps` is made of it. Undefined for
    /// other methods.
    at::Tensor attribution = {};
    /// Further maps that a method gives on the way, N x h x w, by name.
    std::map<std::string, at::Tensor> companions = {};
    at::Tensor classes;
    std::string layer;
    /// id of the method in the table (Explainers.h).
    std::string method;
    /// What the network answered for the images on the way, N x classes; undefined where the method has no use for it.
    at::Tensor logits;
};

/// Called between passes of a method that needs many: passes done, passes in all, and the maps that these give already
/// (raw, as Maps::maps; undefined while there are none).
using ExplainProgressSink = std::function<void(std::int64_t done, std::int64_t total, const at::Tensor& maps)>;

/// How a caller follows and ends an explanation.
struct ExplainWatch {
    CancelToken cancel = {};
    ExplainProgressSink progress = {};

    /// Tells the progress if somebody listens.
    void tell(std::int64_t done, std::int64_t total, const at::Tensor& maps = {}) const
    {
        if (progress)
            progress(done, total, maps);
    }
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
    Result<Maps> explain(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch = {}) const;

protected:
    /// The method itself: fills `maps`, and the rest where it has it. Called in inference mode with grad mode off and a
    /// well-formed request. Gradients only through torch::autograd::grad, never backward(). Random numbers only from
    /// generators of its own, seeded from ExplainSettings::seed. Polls watch.cancel between passes.
    virtual Result<Maps> compute(
        Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const = 0;
    virtual std::string id() const = 0;
    /// Whether compute() takes a request without classes, explains what the network predicts in the same pass and says
    /// so in Maps::classes. For others the network is asked before.
    virtual bool choosesClasses() const { return false; }
};

} // namespace lookaway
