// SPDX-License-Identifier: MIT
#include "models/ScriptRules.h"

#include <torch/csrc/jit/api/function_impl.h>

#include <algorithm>
#include <limits>

namespace lookaway::script {

namespace {

bool startsWith(const std::string& text, const std::string& start)
{
    return text.compare(0, start.size(), start) == 0;
}

std::optional<double> number(const c10::IValue* value)
{
    if (!value || !value->isScalar())
        return std::nullopt;
    return value->toScalar().toDouble();
}

bool sets(const torch::jit::Block& block, const std::string& attribute)
{
    for (const auto* node : block.nodes()) {
        if (node->kind() == c10::prim::SetAttr && node->s(c10::attr::name) == attribute)
            return true;
        for (const auto* inner : node->blocks())
            if (sets(*inner, attribute))
                return true;
    }
    return false;
}

} // namespace

bool isTorchLayer(const c10::ClassType& type)
{
    if (!type.name())
        return false;
    const auto name = type.name()->qualifiedName();
    return (startsWith(name, "__torch__.torch.nn.") || startsWith(name, "__torch__.torch.ao.nn."))
        && !startsWith(name, "__torch__.torch.nn.modules.container.");
}

bool isTorchFunction(const std::string& qualifiedName)
{
    return startsWith(qualifiedName, "__torch__.torch.");
}

bool isForward(const std::string& method)
{
    const std::string forward = "forward";
    return startsWith(method, forward)
        && std::all_of(method.begin() + static_cast<std::ptrdiff_t>(forward.size()), method.end(),
            [](unsigned char c) { return c >= '0' && c <= '9'; });
}

std::string plainName(const std::string& operatorName)
{
    const auto first = operatorName.find_first_not_of('_');
    if (first == std::string::npos)
        return operatorName;
    return operatorName.substr(first, operatorName.find_last_not_of('_') - first + 1);
}

bool isInPlace(const std::string& operatorName)
{
    return operatorName.size() > 1 && operatorName.back() == '_' && operatorName[operatorName.size() - 2] != '_';
}

bool setsAttribute(const c10::ClassType& type, const std::string& attribute)
{
    const auto& methods = type.methods();
    return std::any_of(methods.begin(), methods.end(), [&](torch::jit::Function* method) {
        if (!method->isGraphFunction())
            return false;
        method->ensure_defined();
        return sets(*torch::jit::toGraphFunction(*method).graph()->block(), attribute);
    });
}

std::optional<double> reluCeiling(const std::string& operatorName, std::size_t inputs, const KnownInput& known)
{
    constexpr double none = std::numeric_limits<double>::infinity();
    constexpr double ofRelu6 = 6;
    const auto name = plainName(operatorName);
    if (name == "relu")
        return none;
    if (name == "relu6")
        return ofRelu6;
    if (inputs < 2 || number(known(1)) != 0.0)
        return std::nullopt; // leaky ones and other floors
    if (name == "clamp_min")
        return none;
    if (name == "threshold" && inputs > 2 && number(known(2)) == 0.0)
        return none;
    if ((name != "hardtanh" && name != "clamp") || inputs < 3 || !known(2))
        return std::nullopt;
    const auto ceiling = known(2)->isNone() ? none : number(known(2));
    return ceiling && *ceiling > 0 ? ceiling : std::nullopt;
}

} // namespace lookaway::script
