// SPDX-License-Identifier: MIT
#pragma once

#include "models/Classifier.h"

#include <torch/torch.h>

#include <cmath>
#include <string>

/// Weights and pictures by formula, the twin of tests/reference/formula_weights.py: a fixture need not carry them.
namespace lookaway::test {

inline std::uint64_t fnv1a(const std::string& name)
{
    std::uint64_t h = 0xCBF29CE484222325ULL;
    for (const unsigned char byte : name)
        h = (h ^ byte) * 0x100000001B3ULL;
    return h;
}

/// Element i: low + (high - low) u, u = upper 24 bits of SplitMix64's finaliser at FNV-1a(name) + i * golden ratio.
inline at::Tensor formulaUniform(const std::string& name, at::IntArrayRef shape, double low, double high)
{
    auto tensor = at::empty(shape, at::kFloat);
    auto* out = tensor.data_ptr<float>();
    const auto start = fnv1a(name);
    for (std::int64_t i = 0; i < tensor.numel(); ++i) {
        auto x = start + static_cast<std::uint64_t>(i) * 0x9E3779B97F4A7C15ULL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
        x = x ^ (x >> 31);
        out[i] = static_cast<float>(low + (high - low) * (static_cast<double>(x >> 40) / 16777216.0));
    }
    return tensor;
}

inline bool endsWith(const std::string& text, const std::string& end)
{
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

inline at::Tensor formulaTensor(const std::string& name, at::IntArrayRef shape)
{
    if (endsWith(name, "running_mean"))
        return formulaUniform(name, shape, -0.2, 0.2);
    if (endsWith(name, "running_var"))
        return formulaUniform(name, shape, 0.5, 1.5);
    if (shape.size() >= 2) {
        double fanIn = 1;
        for (const auto size : shape.slice(1))
            fanIn *= static_cast<double>(size);
        const double bound = std::sqrt((shape.size() == 4 ? 6.0 : 2.0) / fanIn);
        return formulaUniform(name, shape, -bound, bound);
    }
    if (endsWith(name, "bn2.weight") || endsWith(name, "bn3.weight"))
        return formulaUniform(name, shape, 0.2, 0.5);
    if (endsWith(name, "weight"))
        return formulaUniform(name, shape, 0.8, 1.2);
    return formulaUniform(name, shape, -0.2, 0.2);
}

/// Fills all parameters and buffers by their names.
inline void setFormulaWeights(Classifier& model)
{
    const torch::NoGradGuard noGraph;
    for (auto& item : model.named_parameters())
        item.value().copy_(formulaTensor(item.key(), item.value().sizes()));
    for (auto& item : model.named_buffers()) {
        if (endsWith(item.key(), "num_batches_tracked"))
            item.value().zero_();
        else
            item.value().copy_(formulaTensor(item.key(), item.value().sizes()));
    }
}

/// count x 3 x size x size in [0, 1).
inline at::Tensor formulaPixels(std::int64_t count, std::int64_t size)
{
    const auto index = at::arange(size).mul(8).floor_divide(size);
    const auto coarse = formulaUniform("coarse pixels", { count, 3, 8, 8 }, 0.0, 0.7);
    return coarse.index_select(2, index).index_select(3, index)
        + formulaUniform("fine pixels", { count, 3, size, size }, 0.0, 0.3);
}

/// (pixels - mean) / std as the model expects it.
inline at::Tensor normalised(const at::Tensor& pixels, const ModelInfo& info)
{
    const auto channels = [](const std::array<float, 3>& values) {
        return at::tensor(at::ArrayRef<float>(values.data(), 3)).view({ 1, 3, 1, 1 });
    };
    return (pixels - channels(info.mean)) / channels(info.std);
}

} // namespace lookaway::test
