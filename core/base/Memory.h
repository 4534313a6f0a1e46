// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib> // defines __GLIBC__ where it is

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace lookaway {

/// Gives memory that is free but scattered back to the system, where the C library can. Tensors of ever other sizes
/// leave holes between what stays: over thousands of explanations those added up to hundreds of MB. Takes some
/// milliseconds: once per chunk of work, not in a training step. Any thread.
inline void returnFreeMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace lookaway
