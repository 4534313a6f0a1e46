// SPDX-License-Identifier: MIT
#pragma once

#include "session/Preparation.h"
#include "session/Probes.h"
#include "session/Session.h"

#include <cstdint>
#include <string>

namespace lookaway {

/// Explains the probe pictures of a run (validation pictures, or test pictures where there are none) when it is told
/// to, and tells ProbesExplained. What goes wrong is a warning and ends the watching, not the run. Training thread.
class ProbeWatch {
public:
    /// Decodes the pictures. Both outlive this.
    ProbeWatch(const Preparation& run, JobContext& context);

    /// `epoch` -1: before training.
    void explain(int epoch, std::int64_t globalStep);

private:
    void giveUp(const std::string& sentence);

    const Preparation& m_run;
    JobContext& m_context;
    Probes m_probes;
    bool m_failed = false;
};

} // namespace lookaway
