// SPDX-License-Identifier: MIT
#pragma once

#include "models/Tracer.h"

#include <torch/script.h>

#include <string>
#include <vector>

// The operators that a rewritten TorchScript graph (ScriptGraph.h) calls, and what they work on.
namespace lookaway {

/// A value of the graph that can be tapped.
struct ScriptLayer {
    std::string name; ///< empty: not offered
    std::string type; ///< class of the module ("Conv2d") or operator ("add")
    /// Layers of one origin are the same value: a module's output is that of its last operator.
    std::size_t origin = 0;
};

/// One forward pass; handed to the graph as an input, so that nothing global or thread-local is needed.
class ScriptPass : public torch::CustomClassHolder {
public:
    ScriptPass(Tracer& tracer, const std::vector<ScriptLayer>& layers, std::int64_t batch)
        : m_tracer(tracer)
        , m_layers(layers)
        , m_calls(layers.size(), 0)
        , m_batch(batch)
    {
    }

    /// Offers a value to the tracer. A kept one is handed on as a copy: the program may work on it in place.
    at::Tensor tap(const at::Tensor& x, std::size_t layer);
    at::Tensor relu(const at::Tensor& x, double ceiling, bool inPlace);
    /// Inverted dropout per element, or per channel.
    at::Tensor dropout(const at::Tensor& x, double p, bool channels, bool inPlace);

private:
    Tracer& m_tracer;
    const std::vector<ScriptLayer>& m_layers;
    std::vector<int> m_calls; ///< by layer: more than one in a loop of the program
    std::int64_t m_batch;
};

namespace script {

// lookaway::tap(Tensor x, run, int layer) -> Tensor
// lookaway::relu(Tensor x, run, float ceiling, bool in_place) -> Tensor
// lookaway::dropout(Tensor x, run, float p, bool train, bool channels, bool in_place) -> Tensor
c10::Symbol tapSymbol();
c10::Symbol reluSymbol();
c10::Symbol dropoutSymbol();

/// Makes the three known to LibTorch, once.
void registerOperators();

} // namespace script

} // namespace lookaway
