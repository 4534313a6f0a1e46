// SPDX-License-Identifier: MIT
#include "base/Priority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace lookaway {

void yieldToOthers()
{
#ifdef __linux__
    constexpr int steps = 10; // a tenth of the time of a thread beside it that wants the same core
    const auto thread = static_cast<id_t>(::syscall(SYS_gettid));
    ::setpriority(PRIO_PROCESS, thread, ::getpriority(PRIO_PROCESS, thread) + steps);
#endif
}

} // namespace lookaway
