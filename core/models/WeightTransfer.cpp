// SPDX-License-Identifier: MIT
#include "models/WeightTransfer.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

namespace lookaway {

namespace {

struct TypePair {
    ScalarType ours;
    at::ScalarType torch;
};

constexpr std::array<TypePair, 10> types{ { { ScalarType::F64, at::kDouble }, { ScalarType::F32, at::kFloat },
    { ScalarType::F16, at::kHalf }, { ScalarType::BF16, at::kBFloat16 }, { ScalarType::I64, at::kLong },
    { ScalarType::I32, at::kInt }, { ScalarType::I16, at::kShort }, { ScalarType::I8, at::kChar },
    { ScalarType::U8, at::kByte }, { ScalarType::Bool, at::kBool } } };

ScalarType ourType(at::ScalarType type)
{
    for (const TypePair& pair : types) {
        if (pair.torch == type)
            return pair.ours;
    }
    TORCH_CHECK(false, "weights files hold no tensors of type ", c10::toString(type));
}

at::ScalarType torchType(ScalarType type)
{
    return types[static_cast<std::size_t>(type)].torch; // the table is in the enumeration's order
}

bool isFloating(ScalarType type)
{
    return at::isFloatingType(torchType(type));
}

bool startsWithAny(const std::string& name, const std::vector<std::string>& prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(),
        [&](const std::string& prefix) { return name.compare(0, prefix.size(), prefix) == 0; });
}

bool endsWith(const std::string& name, const std::string& end)
{
    return name.size() >= end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0;
}

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

/// In the order of Python's state_dict(): own parameters, own buffers, then the children.
void collect(const torch::nn::Module& module, const std::string& prefix, NamedTensors& out)
{
    for (const auto& parameter : module.named_parameters(false))
        out.emplace_back(prefix + parameter.key(), parameter.value());
    for (const auto& buffer : module.named_buffers(false))
        out.emplace_back(prefix + buffer.key(), buffer.value());
    for (const auto& child : module.named_children())
        collect(*child.value(), prefix + child.key() + ".", out);
}

NamedTensors namedTensors(const torch::nn::Module& module)
{
    NamedTensors all;
    collect(module, "", all);
    all.erase(
        std::remove_if(all.begin(), all.end(), [](const auto& tensor) { return !tensor.second.defined(); }), all.end());
    return all;
}

/// What does not fit, for a person: a count per kind and the first few of each.
class Mismatches {
public:
    enum Kind { Missing, Unexpected, Shape, Type };

    void add(Kind kind, std::string line) { m_lines[kind].push_back(std::move(line)); }
    bool empty() const { return m_lines.empty(); }
    std::string text() const
    {
        static const std::map<Kind, std::string> titles{ { Missing, "missing from the file" },
            { Unexpected, "unexpected in the file" }, { Shape, "of another shape" }, { Type, "of another type" } };
        constexpr std::size_t shown = 6;
        std::string text;
        for (const auto& [kind, lines] : m_lines) {
            text += "\n  " + std::to_string(lines.size()) + " " + titles.at(kind) + ":";
            for (std::size_t i = 0; i < std::min(shown, lines.size()); ++i)
                text += "\n    " + lines[i];
            if (lines.size() > shown)
                text += "\n    ... and " + std::to_string(lines.size() - shown) + " more";
        }
        return text;
    }
    /// Only the head differs, and only in the number of classes.
    bool onlyShapes() const { return m_lines.size() == 1 && m_lines.count(Shape) == 1; }

private:
    std::map<Kind, std::vector<std::string>> m_lines;
};

bool differsInClassesOnly(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b)
{
    return a.size() == b.size() && !a.empty() && std::equal(a.begin() + 1, a.end(), b.begin() + 1);
}

/// What loading will do: the pairs to copy, or why it will not.
struct Plan {
    std::vector<std::pair<at::Tensor, const TensorData*>> copies;
    TransferReport report;
    Mismatches mismatches;
    bool headDiffers = false;
};

void planTensor(const std::string& name, const at::Tensor& tensor, const TensorData* given,
    const TransferOptions& options, Plan& plan)
{
    if (!given) {
        if (!endsWith(name, "num_batches_tracked"))
            plan.mismatches.add(Mismatches::Missing, name + " (" + shapeText(tensor.sizes().vec()) + ")");
        return;
    }
    const auto shape = tensor.sizes().vec();
    if (given->shape != shape) {
        const bool head = startsWithAny(name, options.headPrefixes) && differsInClassesOnly(given->shape, shape);
        plan.headDiffers = plan.headDiffers || head;
        if (head && options.allowNewHead)
            plan.report.newHead.push_back(name);
        else
            plan.mismatches.add(Mismatches::Shape,
                name + ": " + shapeText(given->shape) + " in the file, " + shapeText(shape) + " in the model");
    } else if (isFloating(given->type) != tensor.is_floating_point()) {
        plan.mismatches.add(Mismatches::Type,
            name + ": " + std::string(nameOf(given->type)) + " in the file, "
                + std::string(nameOf(ourType(tensor.scalar_type()))) + " in the model");
    } else {
        plan.copies.emplace_back(tensor, given);
    }
}

Plan makePlan(const torch::nn::Module& module, const StateDict& weights, const TransferOptions& options)
{
    Plan plan;
    std::map<std::string, at::Tensor> own;
    for (const auto& [name, tensor] : namedTensors(module)) {
        own.emplace(name, tensor);
        planTensor(name, tensor, weights.find(name), options, plan);
    }
    for (const auto& [name, tensor] : weights) {
        if (own.count(name))
            continue;
        if (startsWithAny(name, options.ignoredPrefixes))
            plan.report.ignored.push_back(name);
        else
            plan.mismatches.add(Mismatches::Unexpected, name + " (" + shapeText(tensor.shape) + ")");
    }
    return plan;
}

} // namespace

TensorData tensorDataOf(const at::Tensor& tensor, TensorBytes bytes)
{
    const at::Tensor plain = tensor.detach().to(at::kCPU).contiguous();
    TensorData data;
    data.type = ourType(plain.scalar_type());
    data.shape = plain.sizes().vec();
    data.bytes = plain.nbytes();
    const auto* start = static_cast<const std::byte*>(plain.data_ptr());
    if (bytes == TensorBytes::Copied && plain.is_alias_of(tensor))
        data.data = copyBytes(start, data.bytes);
    else
        data.data = std::shared_ptr<const std::byte>(start, [plain](const std::byte*) {}); // keeps the tensor alive
    return data;
}

at::Tensor tensorOf(const TensorData& data)
{
    // Bytes first: any byte of a file may be in a bool, but only 0 and 1 may be in one of LibTorch.
    const bool isBool = data.type == ScalarType::Bool;
    const at::Tensor tensor = at::empty(data.shape, isBool ? at::kByte : torchType(data.type));
    TORCH_CHECK(tensor.nbytes() == data.bytes, "TensorData has ", data.bytes, " bytes for the shape ", data.shape);
    if (data.bytes > 0)
        std::memcpy(tensor.data_ptr(), data.data.get(), data.bytes);
    return isBool ? tensor.ne(0) : tensor;
}

StateDict stateDictOf(const torch::nn::Module& module, TensorBytes bytes)
{
    StateDict state;
    for (const auto& [name, tensor] : namedTensors(module))
        state.insert(name, tensorDataOf(tensor, bytes));
    return state;
}

Result<TransferReport> loadInto(torch::nn::Module& module, const StateDict& weights, const TransferOptions& options)
{
    Plan plan = makePlan(module, weights, options);
    if (!plan.mismatches.empty()) {
        const bool newHeadWouldDo = plan.headDiffers && plan.mismatches.onlyShapes() && !options.allowNewHead;
        return fail(
            options.source + " does not fit " + options.target + "; tensors that differ:" + plan.mismatches.text(),
            newHeadWouldDo ? "If only the number of classes differs, allow a new head."
                           : "Choose the model that the weights were made for.");
    }
    const torch::NoGradGuard noGrad;
    for (auto& [tensor, given] : plan.copies)
        tensor.copy_(tensorOf(*given));
    plan.report.loaded = static_cast<int>(plan.copies.size());
    return std::move(plan.report);
}

} // namespace lookaway
