// SPDX-License-Identifier: MIT
#pragma once

#include "base/Affinity.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace lookaway {

/// Calls work(i) for i in [0, count) from several threads and returns when all is done. The first exception is
/// rethrown here after the others have stopped.
template <class Work> void parallelFor(std::size_t count, int threads, const Work& work)
{
    std::atomic<std::size_t> next = 0;
    std::exception_ptr failure;
    std::mutex failureMutex;
    const auto run = [&] {
        widenThreadAffinity();
        try {
            for (std::size_t i = next++; i < count; i = next++)
                work(i);
        } catch (...) {
            next = count;
            const std::lock_guard lock(failureMutex);
            failure = failure ? failure : std::current_exception();
        }
    };
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < std::min(count, static_cast<std::size_t>(std::max(threads, 1))); ++i)
        workers.emplace_back(run);
    for (auto& worker : workers)
        worker.join();
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace lookaway
