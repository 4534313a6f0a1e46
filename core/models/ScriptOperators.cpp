// SPDX-License-Identifier: MIT
#include "models/ScriptOperators.h"

#include <torch/csrc/jit/runtime/operator.h>

namespace lookaway {

at::Tensor ScriptPass::tap(const at::Tensor& x, std::size_t layer)
{
    // Not a map per picture: windows of a transformer, say, are also four-dimensional.
    if (!m_tracer.listening() || x.dim() != 4 || x.size(0) != m_batch || !x.is_floating_point())
        return x;
    auto name = m_layers[layer].name;
    if (const int earlier = m_calls[layer]++; earlier > 0)
        name += "@" + std::to_string(earlier + 1);
    auto y = m_tracer.tap(name, x, m_layers[layer].type);
    return m_tracer.wants(name) ? y.clone() : y;
}

at::Tensor ScriptPass::relu(const at::Tensor& x, double ceiling, bool inPlace)
{
    return m_tracer.foreignRelu(x, ceiling, inPlace);
}

at::Tensor ScriptPass::dropout(const at::Tensor& x, double p, bool channels, bool inPlace)
{
    at::Tensor y;
    if (channels && x.dim() == 4)
        y = x * m_tracer.dropout(at::ones({ x.size(0), x.size(1), 1, 1 }, x.options().requires_grad(false)), p);
    else
        y = m_tracer.dropout(x, p);
    return inPlace && !y.is_same(x) ? at::Tensor(x).copy_(y) : y;
}

namespace script {

namespace {

using torch::jit::pop;
using torch::jit::Stack;

c10::intrusive_ptr<ScriptPass> popPass(Stack& stack)
{
    return c10::static_intrusive_pointer_cast<ScriptPass>(pop(stack).toCapsule());
}

void runTap(Stack& stack)
{
    const auto layer = pop(stack).toInt();
    const auto pass = popPass(stack);
    const auto x = pop(stack).toTensor();
    stack.emplace_back(pass->tap(x, static_cast<std::size_t>(layer)));
}

void runRelu(Stack& stack)
{
    const bool inPlace = pop(stack).toBool();
    const double ceiling = pop(stack).toDouble();
    const auto pass = popPass(stack);
    const auto x = pop(stack).toTensor();
    stack.emplace_back(pass->relu(x, ceiling, inPlace));
}

void runDropout(Stack& stack)
{
    const bool inPlace = pop(stack).toBool();
    const bool channels = pop(stack).toBool();
    const bool train = pop(stack).toBool();
    const double p = pop(stack).toDouble();
    const auto pass = popPass(stack);
    const auto x = pop(stack).toTensor();
    stack.emplace_back(train ? pass->dropout(x, p, channels, inPlace) : x);
}

} // namespace

c10::Symbol tapSymbol()
{
    return c10::Symbol::fromQualString("lookaway::tap");
}

c10::Symbol reluSymbol()
{
    return c10::Symbol::fromQualString("lookaway::relu");
}

c10::Symbol dropoutSymbol()
{
    return c10::Symbol::fromQualString("lookaway::dropout");
}

void registerOperators()
{
    // LibTorch's table of operators is the only place an interpreter looks into.
    static const bool once = [] {
        constexpr auto aliases = c10::AliasAnalysisKind::CONSERVATIVE;
        torch::jit::registerOperator(
            { "lookaway::tap(Tensor x, Any run, int layer) -> Tensor", torch::jit::Operation(runTap), aliases });
        torch::jit::registerOperator({ "lookaway::relu(Tensor x, Any run, float ceiling, bool in_place) -> Tensor",
            torch::jit::Operation(runRelu), aliases });
        torch::jit::registerOperator(
            { "lookaway::dropout(Tensor x, Any run, float p, bool train, bool channels, bool in_place) -> Tensor",
                torch::jit::Operation(runDropout), aliases });
        return true;
    }();
    static_cast<void>(once);
}

} // namespace script

} // namespace lookaway
