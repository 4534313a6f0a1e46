// SPDX-License-Identifier: MIT
#pragma once

namespace lookaway {

/// The calling thread, and the threads that it starts from now on, let others have the cores first: a window that is
/// to be painted, a mouse that moves. Where the system knows no priority of a single thread (Linux does), and where it
/// refuses, everything stays as it is.
void yieldToOthers();

} // namespace lookaway
