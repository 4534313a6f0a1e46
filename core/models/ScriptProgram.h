// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "models/ScriptGraph.h"

#include <torch/csrc/jit/runtime/interpreter.h>

#include <string>
#include <vector>

namespace lookaway {

/// The forward method of a TorchScript module, ready to run under a Tracer. Runs in LibTorch's interpreter without its
/// optimiser: that would put operators together that are to be looked at one by one, and its switches belong to the
/// whole process. One thread at a time.
class ScriptProgram {
public:
    /// A sentence when forward is missing, takes something else than one picture, or cannot be expanded. `name` stands
    /// for the file in sentences.
    static Result<ScriptProgram> make(const torch::jit::Module& module, const std::string& name);

    /// The scores that forward answers for N pictures, N x classes: its result, or the first such tensor in a tuple,
    /// list or dictionary ("logits" and "out" go before others). Throws c10::Error with one sentence when the
    /// program fails or answers with something else.
    at::Tensor run(const at::Tensor& x, Tracer& tracer) const;

    const std::string& name() const { return m_name; }
    const torch::jit::Module& module() const { return m_module; }
    const std::vector<ScriptLayer>& layers() const { return m_graph.layers; }
    const std::vector<ScriptWeight>& weights() const { return m_graph.weights; }
    const std::vector<at::Tensor>& constants() const { return m_graph.constants; }

private:
    ScriptProgram(const torch::jit::Module& module, const std::string& name);
    c10::IValue execute(const at::Tensor& x, Tracer& tracer) const;

    torch::jit::Module m_module;
    std::string m_name;
    ScriptGraph m_graph;
    torch::jit::Code m_code;
    std::vector<c10::IValue> m_defaults; ///< of forward's further parameters
    at::Tensor m_weight;                 ///< one of its weights: pictures are given in its type
};

namespace script {

/// What went wrong, in one line and without the program's or LibTorch's stack.
std::string reasonOf(const std::exception& error);

} // namespace script

} // namespace lookaway
