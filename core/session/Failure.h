// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <string>

namespace lookaway {

/// An exception at the boundary of a run: a sentence for the person and the full text with its trace for the log.
struct Failure {
    Error error;
    std::string trace;
};

/// Describes the exception that is being handled; call it inside a catch block only. Memory that ran out, on the host
/// or on a device, gets a sentence of its own; LibTorch's texts lose their C++ backtrace.
Failure describeCurrentException();

} // namespace lookaway
