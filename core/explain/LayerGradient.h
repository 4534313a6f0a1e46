// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "explain/Explainer.h"
#include "models/Classifier.h"

namespace lookaway {

/// The number whose gradient is asked for: the class's logit, or its probability (softmax).
enum class ClassScore { Logit, Probability };

/// Where the gradient at a layer comes from. Automatic: in closed form where the network ends in global average pooling
/// of the layer and one linear layer, otherwise by autograd. ClosedForm: a sentence where there is none.
enum class GradientSource { Automatic, Autograd, ClosedForm };

/// What a network says about one of its layers for the class of every picture. All of it is free of a graph.
struct LayerGradient {
    at::Tensor activation; ///< A, N x C x h x w, float32
    /// d score / dA, float32: N x C x h x w, or N x C x 1 x 1 where it is the same at every place.
    at::Tensor gradient;
    at::Tensor logits;  ///< N x classes, as the network gave them
    at::Tensor classes; ///< those of the request, or the predicted ones
};

/// One forward pass that keeps the activation of the layer. Fails with a sentence for a layer that gives no feature
/// maps; throws c10::Error for an unknown one. The precision is the caller's.
Result<Trace> traceLayer(Classifier& network, const ExplainRequest& request, Taps::Mode mode = Taps::Mode::Keep);

/// The closed form needs no backward pass: dy_c/dA_k = W_ck/(hw), dp_c/dA_k = p_c (W_ck - sum_j p_j W_jk)/(hw) for the
/// linear layer's weight W. Elsewhere the backbone runs without a graph and only what follows the layer is
/// differentiated. In inference mode the pictures of a batch do not influence each other: each gets its own gradient.
Result<LayerGradient> layerGradient(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch,
    ClassScore score, GradientSource source);

} // namespace lookaway
