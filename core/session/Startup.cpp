// SPDX-License-Identifier: MIT
#include "session/Startup.h"

#include "base/Affinity.h"
#include "train/Device.h"

#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <cstdlib>
#include <thread>

#ifdef __linux__
#include <dlfcn.h>
#include <sched.h>
#include <unistd.h>
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LOOKAWAY_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define LOOKAWAY_SANITIZED 1
#endif
#endif

namespace lookaway {

namespace {

#if defined(__linux__) && !defined(LOOKAWAY_SANITIZED)

void startAgainWithBinding(char** argv)
{
    if (!requestOpenMpBinding())
        return;
    execv("/proc/self/exe", argv);
    // Still here: it could not be started again. Training works all the same, only perhaps slower.
    withdrawOpenMpBinding();
}

#endif

} // namespace

void prepareProcess([[maybe_unused]] char** argv)
{
#if defined(__linux__) && !defined(LOOKAWAY_SANITIZED)
    startAgainWithBinding(argv);
#endif
    cv::setNumThreads(0);
}

int usableCpus()
{
#ifdef __linux__
    const char* recorded = std::getenv(kCpuListVariable);
    if (const auto cpus = recorded ? parseCpuList(recorded) : std::nullopt)
        return static_cast<int>(cpus->size());
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return std::max(1, CPU_COUNT(&set));
#endif
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

int defaultThreads()
{
    const char* wanted = std::getenv("OMP_NUM_THREADS");
    const int number = wanted ? std::atoi(wanted) : 0;
    return number > 0 ? std::min(number, 1024) : usableCpus();
}

void computeWithThreads(int threads)
{
    useThreads(std::max(1, threads));
#ifdef __linux__
    // OpenBLAS, where it is LibTorch's BLAS, has threads of its own, as many as cores: sums would depend on the
    // machine.
    if (void* set = ::dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))
        reinterpret_cast<void (*)(int)>(set)(1);
#endif
}

} // namespace lookaway
