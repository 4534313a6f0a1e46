// SPDX-License-Identifier: MIT
#pragma once

#include "models/ScriptGraph.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace lookaway {

/// Copies forward's graph and everything that it calls into one graph, remembering which module each value belongs to
/// (torch::jit::Inline forgets that inside conditions), and puts taps behind values while it knows their names.
///
/// ScriptLayer::name is a base here, without "_1", and weights are tapped too where the program computes with them
/// (ScriptTaps.h puts both right).
class ScriptExpander {
public:
    explicit ScriptExpander(const torch::jit::Module& module);
    /// Once.
    ScriptGraph expand();

private:
    using Value = torch::jit::Value;
    using Node = torch::jit::Node;

    /// A function that is being copied.
    struct Frame {
        std::unordered_map<const Value*, Value*> values = {}; ///< of the original: its copy
        std::string path = {};                                ///< of the module whose method it is
        bool silent = false;                                  ///< inside one of PyTorch's modules or functions
    };

    void copyBlock(const torch::jit::Block& source, Frame& frame);
    void copyNode(Node& node, Frame& frame);
    void copyBlocks(Node& node, Node* copy, Frame& frame);
    /// Of a condition that is decided before anything runs, only what happens; false for others.
    bool takeBranch(Node& node, Frame& frame);
    /// False when the callee is only known while running: the call stays.
    bool inlineMethod(Node& node, Frame& frame);
    bool inlineFunction(Node& node, Frame& frame);
    std::vector<Value*> inlineGraph(
        const torch::jit::Graph& callee, at::ArrayRef<Value*> arguments, const Frame& frame, Frame& inner);

    /// The present value for one of the original.
    Value* find(const Frame& frame, const Value* original) const;
    /// After an operation in place, who asks for `old` gets `now`, until the present block ends.
    void supersede(Value* old, Value* now);

    /// What a value is before anything runs: a constant, a module, a parameter; nullptr if that is not known.
    const c10::IValue* known(const Value* value) const;
    void learn(Node* copy);
    void noteWeight(Node* copy);

    /// The copied operator's result: ReLUs and dropouts become ours, and outside of PyTorch's modules it is tapped.
    Value* finishOperator(Node* copy, const Frame& frame);
    Value* replaceSpecial(Node* copy);
    Value* replace(Node* copy, c10::Symbol symbol, const std::vector<Value*>& inputs);
    Value* tap(Value* value, std::string name, std::string type);
    std::optional<std::size_t> originOf(const Value* value) const;

    torch::jit::Module m_module;
    ScriptGraph m_result;
    Value* m_pass = nullptr;
    std::unordered_map<const Value*, c10::IValue> m_known;
    std::unordered_map<const Value*, std::string> m_paths;   ///< of modules and parameters
    std::unordered_map<const Value*, std::size_t> m_origins; ///< of tapped values
    std::unordered_map<const Value*, Value*> m_superseded;
    std::vector<const Value*> m_supersededHere; ///< keys, oldest first
    int m_depth = 0;
    std::size_t m_nodes = 0;
};

} // namespace lookaway
