// SPDX-License-Identifier: MIT
#include "models/ScriptAnswer.h"

#include "models/ScriptProgram.h"

#include <array>
#include <vector>

namespace lookaway::script {

namespace {

constexpr int deepest = 8; ///< containers in containers that are looked into

/// What a container holds, the most likely first; nothing for other values.
std::vector<c10::IValue> partsOf(const c10::IValue& value)
{
    std::vector<c10::IValue> parts;
    if (value.isTuple()) {
        for (const auto& element : value.toTupleRef().elements())
            parts.push_back(element);
    } else if (value.isList()) {
        const auto list = value.toList();
        for (std::size_t i = 0; i < list.size(); ++i)
            parts.push_back(list.get(i));
    } else if (value.isGenericDict()) {
        const auto dictionary = value.toGenericDict();
        for (const auto* name : { "logits", "out", "output" })
            for (const auto& entry : dictionary)
                if (entry.key().isString() && entry.key().toStringRef() == name)
                    parts.push_back(entry.value());
        for (const auto& entry : dictionary)
            parts.push_back(entry.value());
    } else if (value.isObject()) {
        for (const auto& slot : value.toObjectRef().slots())
            parts.push_back(slot);
    }
    return parts;
}

std::optional<at::Tensor> find(const c10::IValue& value, std::int64_t pictures, int depth)
{
    if (value.isTensor()) {
        const auto& tensor = value.toTensor();
        if (!tensor.defined() || !tensor.is_floating_point() || tensor.dim() < 2 || tensor.size(0) != pictures
            || tensor.size(1) < 1 || tensor.numel() != tensor.size(0) * tensor.size(1))
            return std::nullopt;
        return tensor.flatten(1);
    }
    if (depth < deepest)
        for (const auto& part : partsOf(value))
            if (auto found = find(part, pictures, depth + 1))
                return found;
    return std::nullopt;
}

std::string describeTensor(const at::Tensor& tensor)
{
    if (!tensor.defined() || tensor.dim() == 0)
        return "a single number";
    std::string text;
    for (const auto size : tensor.sizes())
        text += (text.empty() ? "" : " x ") + std::to_string(size);
    return "a tensor of " + text;
}

} // namespace

std::optional<at::Tensor> scoresIn(const c10::IValue& answer, std::int64_t pictures)
{
    return find(answer, pictures, 0);
}

std::string describe(const c10::IValue& answer)
{
    if (answer.isTensor())
        return describeTensor(answer.toTensor());
    const auto parts = partsOf(answer);
    if (parts.empty())
        return "something without tensors (" + answer.tagKind() + ")";
    return std::to_string(parts.size()) + " values, the first of them "
        + (parts[0].isTensor() ? describeTensor(parts[0].toTensor()) : "no tensor");
}

std::string reasonOf(const std::exception& error)
{
    const auto* torch = dynamic_cast<const c10::Error*>(&error);
    std::string text = torch ? torch->what_without_backtrace() : error.what();
    text.erase(0, text.find_first_not_of(" \n"));
    // Behind the program's stack stands what happened, in the last line that is not indented.
    if (const auto stack = text.find("Traceback of TorchScript"); stack != std::string::npos) {
        while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
            text.pop_back();
        const auto line = text.rfind('\n');
        text = text.substr(line == std::string::npos ? 0 : line + 1);
    } else {
        text = text.substr(0, text.find('\n'));
    }
    for (const std::string prefix : { "RuntimeError: ", "torch.jit.Error: " })
        if (text.compare(0, prefix.size(), prefix) == 0)
            text.erase(0, prefix.size());
    while (!text.empty() && (text.back() == '.' || text.back() == ':' || text.back() == ' '))
        text.pop_back();
    return text;
}

} // namespace lookaway::script
