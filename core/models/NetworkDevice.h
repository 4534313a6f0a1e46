// SPDX-License-Identifier: MIT
#pragma once

#include <c10/core/Device.h>

namespace lookaway {

class Classifier;

/// Where a network's numbers are: its parameters, or the buffers of one that has none (the weights of a frozen
/// TorchScript file); the CPU for one without either.
c10::Device deviceOf(const Classifier& network);

} // namespace lookaway
