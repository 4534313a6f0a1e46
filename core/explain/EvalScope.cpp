// SPDX-License-Identifier: MIT
#include "explain/EvalScope.h"

#include <ATen/autocast_mode.h>
#include <torch/torch.h>

namespace lookaway {

EvalScope::EvalScope(torch::nn::Module& module)
    : m_cacheWasEnabled(at::autocast::is_autocast_cache_enabled())
{
    // modules() without the module itself works for modules that are not owned by a shared_ptr, too.
    m_trainFlags.emplace_back(&module, module.is_training());
    for (const auto& child : module.modules(/*include_self=*/false))
        m_trainFlags.emplace_back(child.get(), child->is_training());
    at::autocast::set_autocast_cache_enabled(false);
    module.eval();
}

EvalScope::~EvalScope()
{
    // train() descends into the children, and parents come before their children here, so each module has the last
    // word. A module that is already right is left alone: a frozen BatchNorm would take train(false) for a wish.
    for (const auto& [module, flag] : m_trainFlags)
        if (module->is_training() != flag)
            module->train(flag);
    at::autocast::set_autocast_cache_enabled(m_cacheWasEnabled);
}

} // namespace lookaway
