// SPDX-License-Identifier: MIT
#include "models/ScriptExpander.h"

#include "models/ScriptRules.h"

#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/ir/constants.h>

#include <stdexcept>

namespace lookaway {

namespace jit = torch::jit;

static std::string join(const std::string& path, const std::string& name)
{
    return path.empty() ? name : path + "." + name;
}

ScriptExpander::ScriptExpander(const jit::Module& module)
    : m_module(module)
{
}

ScriptGraph ScriptExpander::expand()
{
    auto& function = m_module.get_method("forward").function();
    function.ensure_defined();
    const auto forward = jit::toGraphFunction(function).graph();
    auto& graph = m_result.graph = std::make_shared<jit::Graph>();
    Frame frame;
    frame.silent = script::isTorchLayer(*m_module.type());
    for (Value* input : forward->inputs())
        frame.values[input] = graph->addInput()->copyMetadata(input);
    m_known[graph->inputs()[0]] = m_module._ivalue();
    m_paths[graph->inputs()[0]] = {};
    m_pass = graph->addInput("pass");
    m_pass->setType(c10::AnyType::get());
    copyBlock(*forward->block(), frame);
    for (Value* output : forward->outputs())
        graph->registerOutput(find(frame, output));
    return std::move(m_result);
}

void ScriptExpander::copyBlock(const jit::Block& source, Frame& frame)
{
    for (Node* node : const_cast<jit::Block&>(source).nodes()) // LibTorch hands out no const list of nodes to copy
        copyNode(*node, frame);
}

void ScriptExpander::copyNode(Node& node, Frame& frame)
{
    constexpr std::size_t most = 200'000; // thirty times DenseNet-121's
    if (++m_nodes > most)
        throw std::runtime_error("its program has more than " + std::to_string(most) + " steps");
    const auto kind = node.kind();
    if (kind == c10::prim::Print || kind == c10::aten::warn)
        return; // nobody reads what it says
    if (kind == c10::prim::CallMethod && inlineMethod(node, frame))
        return;
    if (kind == c10::prim::CallFunction && inlineFunction(node, frame))
        return;
    if (kind == c10::prim::If && takeBranch(node, frame))
        return;
    auto& graph = *m_result.graph;
    Node* copy = graph.insertNode(graph.createClone(
        &node, [&](Value* value) { return find(frame, value); }, /*copy_blocks=*/false));
    copyBlocks(node, copy, frame);
    for (std::size_t i = 0; i < node.outputs().size(); ++i)
        frame.values[node.outputs()[i]] = copy->outputs()[i];
    learn(copy);
    if (node.outputs().size() == 1 && node.blocks().empty())
        frame.values[node.output()] = finishOperator(copy, frame);
}

bool ScriptExpander::takeBranch(Node& node, Frame& frame)
{
    const auto* condition = known(find(frame, node.input()));
    if (!condition || !condition->isBool())
        return false;
    jit::Block* taken = node.blocks()[condition->toBool() ? 0 : 1];
    copyBlock(*taken, frame);
    for (std::size_t i = 0; i < node.outputs().size(); ++i)
        frame.values[node.outputs()[i]] = find(frame, taken->outputs()[i]);
    return true;
}

void ScriptExpander::copyBlocks(Node& node, Node* copy, Frame& frame)
{
    for (jit::Block* block : node.blocks()) {
        const auto before = m_supersededHere.size();
        jit::Block* into = copy->addBlock();
        for (Value* input : block->inputs())
            frame.values[input] = into->addInput()->copyMetadata(input);
        {
            const jit::WithInsertPoint inside(into->return_node());
            copyBlock(*block, frame);
        }
        for (Value* output : block->outputs())
            into->registerOutput(find(frame, output));
        for (; m_supersededHere.size() > before; m_supersededHere.pop_back())
            m_superseded.erase(m_supersededHere.back());
    }
}

bool ScriptExpander::inlineMethod(Node& node, Frame& frame)
{
    Value* self = find(frame, node.input(0));
    const auto* object = known(self);
    // By the object, not by the declared type, which may be an interface.
    const auto type =
        object && object->isObject() ? object->toObjectRef().type() : self->type()->cast<c10::ClassType>();
    const auto& method = node.s(c10::attr::name);
    auto* function = type ? type->findMethod(method) : nullptr;
    if (!function || !function->isGraphFunction())
        return false;
    function->ensure_defined();
    const auto path = m_paths.find(self);
    const bool isLayer = type->is_module() && path != m_paths.end();
    Frame inner;
    inner.path = isLayer ? path->second : frame.path;
    inner.silent = frame.silent || script::isTorchLayer(*type);
    const auto results = inlineGraph(*jit::toGraphFunction(*function).graph(), node.inputs(), frame, inner);
    for (std::size_t i = 0; i < results.size(); ++i)
        frame.values[node.outputs()[i]] = results[i];
    // A method besides forward is worth a name where its result has none ("extract_features").
    const bool forward = script::isForward(method);
    const auto name = forward ? inner.path : join(inner.path, method);
    if (isLayer && !frame.silent && results.size() == 1 && !name.empty() && (forward || !originOf(results[0])))
        frame.values[node.output()] = tap(results[0], name, type->name() ? type->name()->name() : "");
    return true;
}

bool ScriptExpander::inlineFunction(Node& node, Frame& frame)
{
    const auto type = node.input(0)->type()->cast<c10::FunctionType>();
    if (!type || !type->function()->isGraphFunction())
        return false;
    auto& function = *type->function();
    function.ensure_defined();
    Frame inner;
    inner.path = frame.path;
    const bool isLayer = script::isTorchFunction(function.qualname().qualifiedName());
    inner.silent = frame.silent || isLayer;
    const auto results = inlineGraph(*jit::toGraphFunction(function).graph(), node.inputs().slice(1), frame, inner);
    for (std::size_t i = 0; i < results.size(); ++i)
        frame.values[node.outputs()[i]] = results[i];
    const auto name = script::plainName(function.name());
    if (isLayer && !frame.silent && results.size() == 1)
        frame.values[node.output()] = tap(results[0], join(frame.path, name), name);
    return true;
}

std::vector<jit::Value*> ScriptExpander::inlineGraph(
    const jit::Graph& callee, at::ArrayRef<Value*> arguments, const Frame& frame, Frame& inner)
{
    constexpr int deepest = 200;
    if (m_depth == deepest)
        throw std::runtime_error("its functions call each other more than " + std::to_string(deepest) + " deep");
    TORCH_CHECK(callee.inputs().size() == arguments.size(), "a call does not fit its function");
    for (std::size_t i = 0; i < arguments.size(); ++i)
        inner.values[callee.inputs()[i]] = find(frame, arguments[i]);
    ++m_depth;
    copyBlock(*callee.block(), inner);
    --m_depth;
    std::vector<Value*> results;
    for (const Value* output : callee.outputs())
        results.push_back(find(inner, output));
    return results;
}

jit::Value* ScriptExpander::find(const Frame& frame, const Value* original) const
{
    Value* value = frame.values.at(original);
    for (auto newer = m_superseded.find(value); newer != m_superseded.end(); newer = m_superseded.find(value))
        value = newer->second;
    return value;
}

void ScriptExpander::supersede(Value* old, Value* now)
{
    if (m_superseded.emplace(old, now).second)
        m_supersededHere.push_back(old);
}

const c10::IValue* ScriptExpander::known(const Value* value) const
{
    const auto found = m_known.find(value);
    return found == m_known.end() ? nullptr : &found->second;
}

} // namespace lookaway
