// SPDX-License-Identifier: MIT
#include "models/ScriptProgram.h"

#include "models/ScriptAnswer.h"
#include "models/ScriptExpander.h"
#include "models/ScriptTaps.h"

#include <c10/util/Exception.h>

namespace lookaway {

namespace jit = torch::jit;

ScriptGraph rewrite(const jit::Module& module)
{
    script::registerOperators();
    auto program = ScriptExpander(module).expand();
    script::dropConstantTaps(program);
    script::nameTaps(program);
    program.writesInput = script::writesInput(program);
    script::hoistConstants(program);
    return program;
}

namespace {

/// What the parameters behind the picture are given; a sentence when one of them has to be named by the caller.
Result<std::vector<c10::IValue>> defaultsOf(const c10::FunctionSchema& schema, const std::string& name)
{
    const auto& parameters = schema.arguments(); // self, the picture, others
    if (parameters.size() < 2 || parameters[1].type()->kind() != c10::TypeKind::TensorType)
        return fail("The forward method of '" + name + "' does not take a tensor of pictures.",
            "Export a classifier: a module whose forward takes N x C x H x W and gives N x classes.");
    std::vector<c10::IValue> defaults;
    for (std::size_t i = 2; i < parameters.size(); ++i) {
        if (!parameters[i].default_value() && parameters[i].type()->kind() != c10::TypeKind::OptionalType)
            return fail("The forward method of '" + name + "' needs \"" + parameters[i].name()
                    + "\" besides the pictures, which nobody can give it here.",
                "Wrap the model in a module whose forward takes only the pictures, and export that.");
        defaults.push_back(parameters[i].default_value().value_or(c10::IValue()));
    }
    return defaults;
}

} // namespace

ScriptProgram::ScriptProgram(const jit::Module& module, const std::string& name)
    : m_module(module)
    , m_name(name)
    , m_graph(rewrite(module))
    , m_code(m_graph.graph, "forward")
{
    const auto isWeight = [](const at::Tensor& tensor) { return tensor.is_floating_point() && tensor.dim() > 0; };
    for (const auto& parameter : module.parameters())
        if (!m_weight.defined() && isWeight(parameter))
            m_weight = parameter;
    for (const auto& constant : m_graph.constants)
        if (!m_weight.defined() && isWeight(constant))
            m_weight = constant;
}

Result<ScriptProgram> ScriptProgram::make(const jit::Module& module, const std::string& name)
{
    try {
        const auto method = module.find_method("forward");
        if (!method)
            return fail("'" + name + "' has no forward method, so it is no classifier.",
                "Export the whole model: torch.jit.script(model.eval()).save(path).");
        auto defaults = defaultsOf(method->function().getSchema(), name);
        if (!defaults)
            return defaults.error();
        ScriptProgram program(module, name);
        program.m_defaults = std::move(*defaults);
        return program;
    } catch (const std::exception& error) {
        return fail("The program in '" + name + "' cannot be taken apart: " + script::reasonOf(error) + ".",
            "Export it again with a newer PyTorch, or with torch.jit.trace instead of torch.jit.script.");
    }
}

c10::IValue ScriptProgram::execute(const at::Tensor& x, Tracer& tracer) const
{
    auto input = m_weight.defined() ? x.to(m_weight.scalar_type()) : x;
    if (m_graph.writesInput)
        input = input.clone();
    const auto pass = c10::make_intrusive<ScriptPass>(tracer, m_graph.layers, x.size(0));
    jit::Stack stack{ m_module._ivalue(), std::move(input) };
    stack.insert(stack.end(), m_defaults.begin(), m_defaults.end());
    stack.push_back(c10::IValue::make_capsule(pass));
    stack.insert(stack.end(), m_graph.constants.begin(), m_graph.constants.end());
    jit::InterpreterState(m_code).run(stack);
    return jit::pop(stack);
}

at::Tensor ScriptProgram::run(const at::Tensor& x, Tracer& tracer) const
{
    c10::IValue answer;
    std::string failure;
    try {
        answer = execute(x, tracer);
    } catch (const std::exception& error) {
        failure = script::reasonOf(error);
    }
    TORCH_CHECK(failure.empty(), "'", m_name, "' fails inside its own program: ", failure, ".");
    auto scores = script::scoresIn(answer, x.size(0));
    TORCH_CHECK(scores.has_value(), "'", m_name, "' answers ", x.size(0), " pictures with ", script::describe(answer),
        ", not with one row of class scores for each.");
    return scores->scalar_type() == at::kDouble ? scores->to(at::kFloat) : *scores;
}

} // namespace lookaway
