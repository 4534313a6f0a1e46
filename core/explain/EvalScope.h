// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/grad_mode.h>

#include <utility>
#include <vector>

namespace torch::nn {
class Module;
}

namespace lookaway {

/// For its lifetime a network runs as it would after training, and leaves no trace of it: every module is in inference
/// mode (BatchNorm reads its running statistics and does not update them, dropout passes everything on and draws
/// nothing), grad mode is off, and autocast's cache of cast weights is out of use. The destructor puts back what was
/// there, flag by flag for every module (a frozen BatchNorm in a training network stays frozen), also while an
/// exception passes through.
///
/// The cache matters because a weight that is cast under no-grad would be cached without its gradient function, and
/// the training step in the same autocast region would then find no gradient for it.
///
/// The module must outlive the scope and keep its submodules. Same thread as the forward passes.
class EvalScope {
public:
    explicit EvalScope(torch::nn::Module& module);
    ~EvalScope();
    EvalScope(const EvalScope&) = delete;
    EvalScope& operator=(const EvalScope&) = delete;

private:
    at::NoGradGuard m_noGrad;
    bool m_cacheWasEnabled;
    std::vector<std::pair<torch::nn::Module*, bool>> m_trainFlags;
};

} // namespace lookaway
