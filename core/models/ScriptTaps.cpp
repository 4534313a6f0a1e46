// SPDX-License-Identifier: MIT
#include "models/ScriptTaps.h"

#include <torch/csrc/jit/ir/constants.h>

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_set>

namespace lookaway::script {

namespace jit = torch::jit;

namespace {

using Visit = std::function<void(jit::Node*)>;

/// Every node in order of execution, those of inner blocks before the end of the node that has them.
void forEachNode(jit::Block* block, const Visit& visit)
{
    for (auto node = block->nodes().begin(); node != block->nodes().end();) {
        jit::Node* present = *node;
        ++node; // it may be destroyed
        for (jit::Block* inner : present->blocks())
            forEachNode(inner, visit);
        visit(present);
    }
}

bool carriesTensors(const c10::Type& type)
{
    switch (type.kind()) {
    case c10::TypeKind::IntType:
    case c10::TypeKind::FloatType:
    case c10::TypeKind::BoolType:
    case c10::TypeKind::NumberType:
    case c10::TypeKind::StringType:
    case c10::TypeKind::NoneType:
    case c10::TypeKind::DeviceObjType:
        return false;
    case c10::TypeKind::ListType:
    case c10::TypeKind::OptionalType:
    case c10::TypeKind::TupleType: {
        const auto parts = type.containedTypes();
        return std::any_of(parts.begin(), parts.end(), [](const auto& part) { return carriesTensors(*part); });
    }
    default:
        return true;
    }
}

/// Which values depend on the picture's pixels (sizes do not count).
class Influence {
public:
    explicit Influence(jit::Graph& graph)
    {
        m_reached.insert(graph.inputs()[1]);
        std::size_t before = 0;
        while (before != m_reached.size()) { // loops hand on to their own beginning
            before = m_reached.size();
            forEachNode(graph.block(), [this](jit::Node* node) { visit(*node); });
        }
    }
    bool reaches(const jit::Value* value) const { return m_reached.count(value) > 0; }

private:
    void visit(jit::Node& node)
    {
        for (jit::Block* block : node.blocks()) {
            // Conditions and loops: what goes in may come in, what comes out of a block may come out of the node.
            for (jit::Value* input : block->inputs())
                spread(node.inputs(), input);
            for (jit::Value* output : node.outputs())
                spread(block->outputs(), output);
        }
        if (!node.blocks().empty())
            return;
        for (jit::Value* output : node.outputs())
            spread(node.inputs(), output);
        // A list that something is put into.
        if (!node.inputs().empty() && node.input(0)->type()->kind() == c10::TypeKind::ListType)
            spread(node.inputs(), node.input(0));
    }
    void spread(at::ArrayRef<jit::Value*> from, jit::Value* to)
    {
        if (carriesTensors(*to->type())
            && std::any_of(from.begin(), from.end(), [this](auto* v) { return reaches(v); }))
            m_reached.insert(to);
    }

    std::unordered_set<const jit::Value*> m_reached;
};

std::size_t layerOf(const jit::Node& tap)
{
    return static_cast<std::size_t>(jit::toIValue(tap.input(2))->toInt());
}

bool isTap(const jit::Node& node)
{
    return node.kind() == tapSymbol();
}

} // namespace

void dropConstantTaps(ScriptGraph& program)
{
    const Influence picture(*program.graph);
    forEachNode(program.graph->block(), [&](jit::Node* node) {
        if (!isTap(*node) || picture.reaches(node->output()))
            return;
        program.layers[layerOf(*node)].name.clear();
        node->output()->replaceAllUsesWith(node->input(0));
        node->destroy();
    });
}

namespace {

/// Gives the taps of a block their names. Branches of a condition do not see each other: only one is taken.
class Names {
public:
    explicit Names(std::vector<ScriptLayer>& layers)
        : m_layers(layers)
    {
        for (const auto& layer : layers)
            if (!layer.name.empty() && isModule(layer))
                m_used.waiting.insert(layer.name);
    }

    void give(jit::Block* block)
    {
        for (jit::Node* node : block->nodes()) {
            const auto before = node->kind() == c10::prim::If ? m_used : Used();
            std::set<std::string> taken;
            for (jit::Block* inner : node->blocks()) {
                if (node->kind() == c10::prim::If)
                    m_used = before;
                give(inner);
                taken.insert(m_used.taken.begin(), m_used.taken.end());
            }
            m_used.taken.insert(taken.begin(), taken.end());
            if (isTap(*node))
                give(m_layers[layerOf(*node)]);
        }
    }

private:
    struct Used {
        std::set<std::string> taken;
        std::set<std::string> waiting; ///< names of modules that have not been called yet
    };

    /// A module's type is a class name; an operator is called what it is.
    static bool isModule(const ScriptLayer& layer)
    {
        const auto dot = layer.name.rfind('.');
        return layer.name.substr(dot == std::string::npos ? 0 : dot + 1) != layer.type;
    }
    void give(ScriptLayer& layer)
    {
        const auto base = layer.name;
        if (isModule(layer) && m_used.taken.count(base) == 0)
            m_used.waiting.erase(base);
        for (int i = 1; m_used.taken.count(layer.name) + m_used.waiting.count(layer.name) > 0; ++i)
            layer.name = base + "_" + std::to_string(i);
        m_used.taken.insert(layer.name);
    }

    std::vector<ScriptLayer>& m_layers;
    Used m_used;
};

} // namespace

void nameTaps(ScriptGraph& program)
{
    Names(program.layers).give(program.graph->block());
}

void hoistConstants(ScriptGraph& program)
{
    forEachNode(program.graph->block(), [&](jit::Node* node) {
        if (node->kind() != c10::prim::Constant)
            return;
        const auto value = jit::toIValue(node->output());
        if (!value || !value->isTensor() || !value->toTensor().defined())
            return;
        jit::Value* input = program.graph->addInput();
        input->setType(c10::TensorType::get());
        node->output()->replaceAllUsesWith(input);
        program.constants.push_back(value->toTensor());
        node->destroy();
    });
}

bool writesInput(const ScriptGraph& program)
{
    std::unordered_set<const jit::Value*> same{ program.graph->inputs()[1] };
    bool written = false;
    forEachNode(program.graph->block(), [&](jit::Node* node) {
        for (jit::Block* block : node->blocks())
            for (std::size_t i = 0; i < std::min(block->outputs().size(), node->outputs().size()); ++i)
                if (same.count(block->outputs()[i]) > 0)
                    same.insert(node->outputs()[i]);
        if (node->inputs().empty() || same.count(node->input(0)) == 0 || node->outputs().size() != 1)
            return;
        const auto* schema = node->maybeSchema();
        const auto* aliases = schema && !schema->arguments().empty() ? schema->arguments()[0].alias_info() : nullptr;
        written = written || (aliases && aliases->isWrite()) || node->kind() == reluSymbol();
        if (aliases || isTap(*node) || node->kind() == dropoutSymbol())
            same.insert(node->output());
    });
    return written;
}

} // namespace lookaway::script
