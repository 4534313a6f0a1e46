// SPDX-License-Identifier: MIT
// What becomes of single operators while a program is expanded.
#include "models/ScriptExpander.h"
#include "models/ScriptRules.h"

#include <torch/csrc/jit/ir/constants.h>

#include <map>

namespace lookaway {

namespace jit = torch::jit;

static bool isTensor(const jit::Value* value)
{
    return value->type()->kind() == c10::TypeKind::TensorType;
}

void ScriptExpander::learn(Node* copy)
{
    const auto kind = copy->kind();
    if (kind == c10::prim::Constant) {
        if (auto value = jit::toIValue(copy->output()))
            m_known[copy->output()] = std::move(*value);
        return;
    }
    const auto* source = copy->inputs().empty() ? nullptr : known(copy->input(0));
    if (!source)
        return;
    if (kind == c10::prim::unchecked_cast) { // of a bias that is not None
        m_known[copy->output()] = c10::IValue(*source);
        if (const auto path = m_paths.find(copy->input(0)); path != m_paths.end())
            m_paths[copy->output()] = std::string(path->second);
    } else if (kind == c10::aten::t && source->isTensor()) { // traced linear layers of older files
        m_known[copy->output()] = c10::IValue(*source);
        m_paths[copy->output()] = m_paths.count(copy->input(0)) > 0 ? std::string(m_paths[copy->input(0)]) : "";
    } else if (kind == c10::prim::GetAttr && source->isObject()) {
        const auto& name = copy->s(c10::attr::name);
        auto value = source->toObjectRef().getAttr(name);
        if (value.isBool() && (name == "training" || script::setsAttribute(*source->toObjectRef().type(), name)))
            return; // may be another one when it runs
        const auto& outer = m_paths[copy->input(0)];
        m_paths[copy->output()] = outer.empty() ? name : outer + "." + name;
        if (value.isObject())
            copy->output()->setType(value.toObjectRef().type());
        m_known[copy->output()] = std::move(value);
    }
}

void ScriptExpander::noteWeight(Node* copy)
{
    struct Place {
        std::size_t weight;
        std::size_t groups; ///< 0: not a convolution
    };
    static const std::map<std::string, Place> places = { { "conv2d", { 1, 6 } }, { "_convolution", { 1, 8 } },
        { "convolution", { 1, 8 } }, { "linear", { 1, 0 } }, { "addmm", { 2, 0 } }, { "matmul", { 1, 0 } } };
    const auto place = places.find(copy->kind().toUnqualString());
    if (place == places.end() || place->second.weight >= copy->inputs().size())
        return;
    const auto [weight, groups] = place->second;
    const Value* input = copy->input(weight);
    const auto* value = known(input);
    if (!value || !value->isTensor())
        return;
    ScriptWeight noted;
    noted.value = value->toTensor();
    noted.convolution = groups > 0;
    if (const auto path = m_paths.find(input); path != m_paths.end())
        noted.parameter = path->second;
    if (const auto* count = groups > 0 && groups < copy->inputs().size() ? known(copy->input(groups)) : nullptr;
        count && count->isInt())
        noted.groups = count->toInt();
    m_result.weights.push_back(std::move(noted));
}

jit::Value* ScriptExpander::finishOperator(Node* copy, const Frame& frame)
{
    if (copy->kind().is_prim() || !isTensor(copy->output()))
        return copy->output();
    noteWeight(copy);
    const std::string name = copy->kind().toUnqualString();
    const auto plain = script::plainName(name);
    Value* input = copy->inputs().empty() ? nullptr : copy->input(0);
    Value* result = replaceSpecial(copy); // may destroy the copy
    if (!frame.silent)
        result = tap(result, frame.path.empty() ? plain : frame.path + "." + plain, plain);
    if (input && script::isInPlace(name))
        supersede(input, result);
    return result;
}

jit::Value* ScriptExpander::replaceSpecial(Node* copy)
{
    if (!copy->kind().is_aten() || copy->inputs().empty())
        return copy->output();
    const std::string name = copy->kind().toUnqualString();
    const bool inPlace = script::isInPlace(name);
    auto& graph = *m_result.graph;
    const auto ceiling =
        script::reluCeiling(name, copy->inputs().size(), [&](std::size_t input) { return known(copy->input(input)); });
    if (ceiling)
        return replace(copy, script::reluSymbol(),
            { copy->input(0), m_pass, graph.insertConstant(*ceiling), graph.insertConstant(inPlace) });
    const auto plain = script::plainName(name);
    const bool channels = plain == "feature_dropout";
    if (plain != "dropout" && !channels)
        return copy->output();
    return replace(copy, script::dropoutSymbol(),
        { copy->input(0), m_pass, copy->input(1), copy->input(2), graph.insertConstant(channels),
            graph.insertConstant(inPlace) });
}

jit::Value* ScriptExpander::replace(Node* copy, c10::Symbol symbol, const std::vector<Value*>& inputs)
{
    auto& graph = *m_result.graph;
    Node* ours = graph.insertNode(graph.create(symbol, inputs, 1));
    ours->output()->setType(c10::TensorType::get());
    copy->destroy(); // nobody uses its output yet
    return ours->output();
}

jit::Value* ScriptExpander::tap(Value* value, std::string name, std::string type)
{
    if (!isTensor(value))
        return value;
    const auto layer = m_result.layers.size();
    m_result.layers.push_back({ std::move(name), std::move(type), originOf(value).value_or(layer) });
    auto& graph = *m_result.graph;
    Value* number = graph.insertConstant(static_cast<std::int64_t>(layer));
    Node* node = graph.insertNode(graph.create(script::tapSymbol(), { value, m_pass, number }, 1));
    node->output()->setType(c10::TensorType::get());
    m_origins[node->output()] = m_result.layers.back().origin;
    return node->output();
}

std::optional<std::size_t> ScriptExpander::originOf(const Value* value) const
{
    if (value->node()->kind() == script::dropoutSymbol()) // hands its input on when nothing is trained
        return originOf(value->node()->input(0));
    const auto found = m_origins.find(value);
    return found == m_origins.end() ? std::nullopt : std::make_optional(found->second);
}

} // namespace lookaway
