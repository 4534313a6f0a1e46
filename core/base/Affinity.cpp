// SPDX-License-Identifier: MIT
#include "base/Affinity.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string>

#ifdef __linux__
#include <sched.h>
#endif

namespace lookaway {

constexpr int kMaxCpus = 65536;

/// Reads a number at the start of the text and removes it; nullopt when there is none in range.
static std::optional<int> takeNumber(std::string_view& text)
{
    int value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || value < 0 || value >= kMaxCpus)
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

std::optional<std::vector<int>> parseCpuList(std::string_view text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.remove_suffix(1);
    std::vector<int> cpus;
    while (true) {
        const auto first = takeNumber(text);
        if (!first)
            return std::nullopt;
        auto last = first;
        if (!text.empty() && text.front() == '-') {
            text.remove_prefix(1);
            last = takeNumber(text);
            if (!last || *last < *first)
                return std::nullopt;
        }
        for (int cpu = *first; cpu <= *last && cpus.size() < kMaxCpus; ++cpu)
            cpus.push_back(cpu);
        if (text.empty())
            break;
        if (text.front() != ',')
            return std::nullopt;
        text.remove_prefix(1);
    }
    std::sort(cpus.begin(), cpus.end());
    cpus.erase(std::unique(cpus.begin(), cpus.end()), cpus.end());
    return cpus;
}

#ifdef __linux__
void widenThreadAffinity()
{
    const char* recorded = std::getenv(kCpuListVariable);
    const auto cpus = recorded ? parseCpuList(recorded) : std::nullopt;
    if (!cpus)
        return;
    const int count = cpus->back() + 1;
    cpu_set_t* set = CPU_ALLOC(count);
    if (set == nullptr)
        return;
    const std::size_t bytes = CPU_ALLOC_SIZE(count);
    CPU_ZERO_S(bytes, set); // offline or forbidden CPUs in the mask are ignored by the kernel
    for (const int cpu : *cpus)
        CPU_SET_S(static_cast<std::size_t>(cpu), bytes, set);
    (void)::sched_setaffinity(0, bytes, set); // 0 is the calling thread
    CPU_FREE(set);
}

/// The CPUs of the calling thread as "0,1,5"; empty when they cannot be read.
static std::string affinityList()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (::sched_getaffinity(0, sizeof set, &set) != 0)
        return {};
    std::string list;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
        if (CPU_ISSET(static_cast<std::size_t>(cpu), &set))
            list += (list.empty() ? "" : ",") + std::to_string(cpu);
    return list;
}

bool requestOpenMpBinding()
{
    for (const char* decided :
        { "OMP_PROC_BIND", "OMP_PLACES", "GOMP_CPU_AFFINITY", "KMP_AFFINITY", "LOOKAWAY_NO_REEXEC" })
        if (std::getenv(decided))
            return false;
    const std::string cpus = affinityList();
    if (cpus.empty())
        return false;
    ::setenv(kCpuListVariable, cpus.c_str(), 1);
    ::setenv("OMP_PROC_BIND", "true", 1);
    return true;
}

void withdrawOpenMpBinding()
{
    ::unsetenv(kCpuListVariable);
    ::unsetenv("OMP_PROC_BIND");
}
#else
void widenThreadAffinity() { }
bool requestOpenMpBinding()
{
    return false;
}
void withdrawOpenMpBinding() { }
#endif

} // namespace lookaway
