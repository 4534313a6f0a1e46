// SPDX-License-Identifier: MIT
#include "session/Startup.h"

#include "base/Affinity.h"

#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <thread>

#ifdef __linux__
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

#ifdef __linux__

/// The CPUs of the calling thread as "0,1,5"; empty when they cannot be read.
std::string affinityList()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return {};
    std::string list;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
        if (CPU_ISSET(cpu, &set))
            list += (list.empty() ? "" : ",") + std::to_string(cpu);
    return list;
}

void startAgainWithBinding(char** argv)
{
    for (const char* decided :
        { "OMP_PROC_BIND", "OMP_PLACES", "GOMP_CPU_AFFINITY", "KMP_AFFINITY", "LOOKAWAY_NO_REEXEC" })
        if (std::getenv(decided))
            return;
    const std::string cpus = affinityList();
    if (cpus.empty())
        return;
    setenv(kCpuListVariable, cpus.c_str(), 1);
    setenv("OMP_PROC_BIND", "true", 1);
    execv("/proc/self/exe", argv);
    // Still here: it could not be started again. Training works all the same, only perhaps slower.
    unsetenv(kCpuListVariable);
    unsetenv("OMP_PROC_BIND");
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
    const auto cpus = parseCpuList(recorded ? recorded : affinityList());
    if (cpus && !cpus->empty())
        return static_cast<int>(cpus->size());
#endif
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

int defaultThreads()
{
    const char* wanted = std::getenv("OMP_NUM_THREADS");
    const int number = wanted ? std::atoi(wanted) : 0;
    return number > 0 ? std::min(number, 1024) : usableCpus();
}

} // namespace lookaway
