// SPDX-License-Identifier: MIT
#pragma once

#include <torch/script.h>
#include <torch/torch.h>

#include <utility>
#include <vector>

namespace lookaway {

/// Shows a TorchScript module's parameters and buffers as those of a torch::nn::Module: the same tensors under the same
/// names, a submodule for a submodule, each once. Floating-point parameters learn.
class ScriptModules {
public:
    /// Registers everything in `root`, which must outlive this object. Throws c10::Error for names that LibTorch
    /// refuses.
    ScriptModules(torch::nn::Module& root, const torch::jit::Module& script);
    ScriptModules(const ScriptModules&) = delete;
    ScriptModules& operator=(const ScriptModules&) = delete;

    /// Tells every TorchScript module whether it trains.
    void passOnTrainingFlags() const;

private:
    struct Flag {
        const torch::nn::Module* from;
        c10::intrusive_ptr<c10::ivalue::Object> to;
        std::size_t slot;
    };
    void mirror(torch::nn::Module& into, const torch::jit::Module& script);
    void addTensors(torch::nn::Module& into, const torch::jit::Module& script);

    std::vector<Flag> m_flags;
    std::vector<const void*> m_seen; ///< objects and tensors that are registered already
};

} // namespace lookaway
