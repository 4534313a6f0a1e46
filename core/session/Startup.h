// SPDX-License-Identifier: MIT
#pragma once

namespace lookaway {

/// First call of main(), before any other thread and before LibTorch is used: prepares the process for training.
///
/// OpenMP reads its variables when the program is loaded. Unbound, its threads sometimes share one core, and steps
/// take 7 to 30 times as long; OMP_PROC_BIND=true never showed that. So, unless the user has set OMP_PROC_BIND or
/// OMP_PLACES, the program starts itself again (exec, same process id) with OMP_PROC_BIND=true, and records the CPUs
/// it was given in LOOKAWAY_CPUS, because the bound threads cannot see them any more and threads they create (loaders)
/// would inherit one core. Does nothing of that under sanitizers, when LOOKAWAY_NO_REEXEC is set, or without /proc.
///
/// Also turns OpenCV's own threads off: pictures are decoded in parallel, one per thread.
void prepareProcess(char** argv);

/// CPUs this process may use (LOOKAWAY_CPUS, else the affinity of the calling thread); at least 1.
int usableCpus();

/// Intra-op threads for "as many as cores": OMP_NUM_THREADS where the user has set it, else usableCpus().
int defaultThreads();

/// useThreads() of train/Device.h for those who do without LibTorch's headers, and for sums that are the same on every
/// machine: intra-op threads of the calling thread from now on, at least 1, and none but these in BLAS.
void computeWithThreads(int threads);

} // namespace lookaway
