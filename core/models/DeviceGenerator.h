// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Generator.h>

#include <cstdint>

namespace lookaway {

/// A random generator of its own for tensors on `device`, seeded: draws what the device's default generator would after
/// torch::manual_seed(seed), without touching that one. Any thread.
at::Generator deviceGenerator(const at::Device& device, std::uint64_t seed);

} // namespace lookaway
