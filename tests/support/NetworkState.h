// SPDX-License-Identifier: MIT
#pragma once

#include <torch/torch.h>

#include <ATen/autocast_mode.h>

#include <string>
#include <vector>

namespace lookaway::test {

/// All that a pass through a network could leave behind: train flags, parameters and buffers (where they lie, their
/// version counters, which every in-place operation raises, and the buffers' values), gradients, LibTorch's default
/// random generator, grad mode and autocast's cache switch.
class NetworkState {
public:
    explicit NetworkState(const torch::nn::Module& module)
        : m_generator(at::globalContext().defaultGenerator(at::kCPU).get_state().clone())
        , m_gradMode(at::GradMode::is_enabled())
        , m_cache(at::autocast::is_autocast_cache_enabled())
    {
        m_flags.push_back(module.is_training());
        for (const auto& child : module.modules(false))
            m_flags.push_back(child->is_training());
        for (const auto& parameter : module.named_parameters())
            m_tensors.emplace_back(parameter.key(), parameter.value(), parameter.value().grad());
        for (const auto& buffer : module.named_buffers())
            m_tensors.emplace_back(buffer.key(), buffer.value(), buffer.value());
    }

    /// Empty when nothing differs, otherwise what does.
    std::string differenceTo(const NetworkState& other) const
    {
        if (m_flags != other.m_flags)
            return "train flags";
        if (!at::equal(m_generator, other.m_generator))
            return "random generator";
        if (m_gradMode != other.m_gradMode || m_cache != other.m_cache)
            return "grad mode or autocast cache";
        if (m_tensors.size() != other.m_tensors.size())
            return "number of tensors";
        for (std::size_t i = 0; i < m_tensors.size(); ++i)
            if (!m_tensors[i].equals(other.m_tensors[i]))
                return m_tensors[i].name;
        return {};
    }

private:
    struct Entry {
        Entry(std::string key, const at::Tensor& tensor, const at::Tensor& compared)
            : name(std::move(key))
            , place(tensor.data_ptr())
            , version(tensor._version())
            , requiresGrad(tensor.requires_grad())
            , values(compared.defined() ? compared.detach().clone() : compared)
        {
        }
        bool equals(const Entry& other) const
        {
            return name == other.name && place == other.place && version == other.version
                && requiresGrad == other.requiresGrad && values.defined() == other.values.defined()
                && (!values.defined() || at::equal(values, other.values));
        }

        std::string name;
        void* place;
        std::int64_t version;
        bool requiresGrad;
        at::Tensor values; ///< of a buffer, or of a parameter's gradient
    };

    std::vector<bool> m_flags;
    std::vector<Entry> m_tensors;
    at::Tensor m_generator;
    bool m_gradMode;
    bool m_cache;
};

} // namespace lookaway::test
