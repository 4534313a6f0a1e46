// SPDX-License-Identifier: MIT
#pragma once

#include <torch/torch.h>
#include <torch/version.h>

#include <ATen/autocast_mode.h>

namespace lookaway::test {

/// bf16 autocast on the CPU for its lifetime, as a training step would have it.
class CpuAutocast {
public:
    CpuAutocast()
    {
        set(true);
        at::autocast::increment_nesting();
    }
    ~CpuAutocast()
    {
        if (at::autocast::decrement_nesting() == 0)
            at::autocast::clear_cache();
        set(false);
    }
    CpuAutocast(const CpuAutocast&) = delete;
    CpuAutocast& operator=(const CpuAutocast&) = delete;

private:
    static void set(bool on)
    {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
        at::autocast::set_autocast_dtype(at::kCPU, at::kBFloat16);
        at::autocast::set_autocast_enabled(at::kCPU, on);
#else
        at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
        at::autocast::set_cpu_enabled(on);
#endif
    }
};

} // namespace lookaway::test
