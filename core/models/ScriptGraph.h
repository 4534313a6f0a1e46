// SPDX-License-Identifier: MIT
#pragma once

#include "models/ScriptOperators.h"

#include <torch/csrc/jit/ir/ir.h>

#include <memory>
#include <string>
#include <vector>

namespace lookaway {

/// A weight that a convolution or a linear layer uses, in order of execution.
struct ScriptWeight {
    std::string parameter; ///< module path ("fc.weight"); empty for a constant of a frozen file
    at::Tensor value;
    bool convolution = false;
    std::int64_t groups = 1;
};

/// The forward method of a TorchScript module as one graph without calls, made for being looked into: every value
/// that can be tapped goes through lookaway::tap, every ReLU is lookaway::relu, every dropout lookaway::dropout.
///
/// Names: a module's output has the module's path ("layer4.1.conv2"); operators outside of PyTorch's own modules are
/// named as torchvision's feature extraction names them ("layer4.1.add"), repetitions with "_1", "_2". A module of
/// torch.nn is one layer (containers aside), whatever it is made of inside.
struct ScriptGraph {
    /// Inputs: the module, forward's other inputs, the ScriptPass, then `constants`.
    std::shared_ptr<torch::jit::Graph> graph;
    std::vector<ScriptLayer> layers;
    std::vector<at::Tensor> constants; ///< tensors that stood in the graph: the weights of frozen files
    std::vector<ScriptWeight> weights;
    bool writesInput = false; ///< the program works in place on its input
};

/// Throws std::exception with a sentence for programs that are too deeply nested or too long (hostile ones).
ScriptGraph rewrite(const torch::jit::Module& module);

} // namespace lookaway
