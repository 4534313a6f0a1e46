// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace lookaway {

/// Name of the environment variable in which a launcher records the CPUs the process was started on, before it lets
/// OpenMP bind threads: a list as in /proc, "0,1,5-7".
inline constexpr const char* kCpuListVariable = "LOOKAWAY_CPUS";

/// The CPUs of a list such as "0,1,5-7", sorted and without repeats; nullopt when the text is no such list or names a
/// CPU of 65536 or above.
std::optional<std::vector<int>> parseCpuList(std::string_view text);

/// Lets the calling thread run on every CPU of the process again. With OMP_PROC_BIND=true the thread that started
/// LibTorch is pinned to one core, and threads it creates inherit that: a loader's workers would all share the core
/// of the training thread. Does nothing unless kCpuListVariable is set and valid: who was not bound by the launcher was
/// perhaps narrowed by somebody (taskset, a batch system) and must not escape. Failures are ignored (the thread then
/// stays where it is), and platforms without sched_setaffinity do nothing.
void widenThreadAffinity();

/// Asks OpenMP, through the environment of the next exec, to bind its threads, and records the CPUs that this process
/// has in kCpuListVariable. False, and nothing changed, when the user has decided already (OMP_PROC_BIND, OMP_PLACES,
/// GOMP_CPU_AFFINITY, KMP_AFFINITY, LOOKAWAY_NO_REEXEC) or the CPUs are not known. Before other threads are started.
bool requestOpenMpBinding();
/// Takes that back: the exec has failed.
void withdrawOpenMpBinding();

} // namespace lookaway
