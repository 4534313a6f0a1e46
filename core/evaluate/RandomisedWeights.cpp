// SPDX-License-Identifier: MIT
#include "evaluate/RandomisedWeights.h"

#include "base/Random.h"
#include "models/Classifier.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include <algorithm>

namespace lookaway {

namespace {

/// "layer4.1.conv2.weight" belongs to "layer4.1.conv2", a tensor of the network itself to its own name.
std::string layerOf(const std::string& tensor)
{
    const auto dot = tensor.rfind('.');
    return dot == std::string::npos ? tensor : tensor.substr(0, dot);
}

torch::OrderedDict<std::string, at::Tensor> weightsOf(Classifier& network)
{
    auto weights = network.named_parameters();
    if (!weights.is_empty())
        return weights;
    for (const auto& buffer : network.named_buffers())
        if (buffer.value().is_floating_point() && buffer.value().dim() >= 2)
            weights.insert(buffer.key(), buffer.value());
    return weights;
}

/// Same shape, type and device, from a stream of its own.
at::Tensor drawnLike(const at::Tensor& tensor, std::uint64_t seed)
{
    const auto values = tensor.to(at::kFloat);
    const auto generator = at::make_generator<at::CPUGeneratorImpl>(seed);
    const auto normal = at::randn(tensor.sizes(), generator, at::TensorOptions(at::kFloat));
    return (normal.to(tensor.device()) * values.std(/*unbiased=*/false) + values.mean()).to(tensor.scalar_type());
}

} // namespace

RandomisedWeights::RandomisedWeights(Classifier& network, std::uint64_t seed)
    : m_seed(seed)
{
    for (const auto& weight : weightsOf(network)) {
        const auto name = layerOf(weight.key());
        if (m_layers.empty() || m_layers.back().name != name)
            m_layers.push_back({ name, {} });
        // Without the version counter of the tensor: nobody is to see afterwards that something happened.
        m_layers.back().tensors.emplace_back(weight.key(), weight.value().variable_data());
    }
    std::reverse(m_layers.begin(), m_layers.end());
    std::stable_partition(
        m_layers.begin(), m_layers.end(), [&](const Layer& layer) { return layer.name == network.info().head; });
}

RandomisedWeights::~RandomisedWeights()
{
    const torch::NoGradGuard noGraph;
    for (auto it = m_before.rbegin(); it != m_before.rend(); ++it)
        it->first.copy_(it->second);
}

std::vector<std::string> RandomisedWeights::layers() const
{
    std::vector<std::string> names;
    for (const auto& layer : m_layers)
        names.push_back(layer.name);
    return names;
}

void RandomisedWeights::randomise(std::size_t count)
{
    const torch::NoGradGuard noGraph;
    for (; m_done < std::min(count, m_layers.size()); ++m_done)
        for (auto& [name, tensor] : m_layers[m_done].tensors) {
            const auto drawn = drawnLike(tensor, deriveSeed(m_seed, name));
            m_before.emplace_back(tensor, tensor.clone());
            tensor.copy_(drawn);
        }
}

} // namespace lookaway
