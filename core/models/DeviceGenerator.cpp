// SPDX-License-Identifier: MIT
#include "models/DeviceGenerator.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

namespace lookaway {

at::Generator deviceGenerator(const at::Device& device, std::uint64_t seed)
{
    // LibTorch's clone() never gives its memory back (2.6 kB a generator on the CPU, 100 bytes on a GPU): only where no
    // other way exists that does without CUDA's headers.
    if (device.is_cpu())
        return at::make_generator<at::CPUGeneratorImpl>(seed);
    at::Generator generator = at::globalContext().defaultGenerator(device).clone();
    generator.set_current_seed(seed);
    return generator;
}

} // namespace lookaway
