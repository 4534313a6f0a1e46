// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <thread>

namespace lookaway {

/// Turns Ctrl-C (SIGINT), SIGTERM (Slurm, systemd) and SIGHUP (a lost terminal) into one call of `onStop`, on a thread
/// of its own. A SIGHUP that is ignored already (nohup) stays so. A Ctrl-C after the first signal ends the process at
/// once with exit code 130; since every file of a run is written to a temporary name and renamed, that loses at most
/// the steps since the last checkpoint. Restores the earlier handlers. One object at a time (signal handlers belong to
/// the process).
class StopSignals {
public:
    explicit StopSignals(std::function<void()> onStop);
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

private:
    int m_readEnd = -1;
    std::thread m_watcher;
};

/// Writing to a closed pipe or past a file size limit gives an error to report instead of killing the process.
void reportWriteFailuresAsErrors();

} // namespace lookaway
