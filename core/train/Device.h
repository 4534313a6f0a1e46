// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <c10/core/Device.h>

#include <string>

namespace lookaway {

/// The device a setting names: "auto" (CUDA, else MPS, else CPU), "cpu", "cuda", "cuda:N", "mps". A device that this
/// build of LibTorch or this machine does not have is a sentence, and so is an unknown name.
Result<c10::Device> chooseDevice(const std::string& name);

/// Intra-op threads of the calling thread: `threads`, or as many as the machine has cores when 0. Returns the number.
/// A single thread that the launcher has bound (Affinity.h) may run on every CPU of the process again.
int useThreads(int threads);

} // namespace lookaway
