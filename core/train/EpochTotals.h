// SPDX-License-Identifier: MIT
#pragma once

#include "train/TrainStep.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace lookaway {

/// Sums over training steps, from which averages are made. Part of every checkpoint.
struct EpochTotals {
    std::int64_t pictures = 0;
    double loss = 0; ///< over pictures
    std::int64_t correct = 0;
    std::int64_t occludedBatches = 0;
    double occludedShare = 0; ///< over occluded batches
    std::int64_t constantMaps = 0;

    double meanLoss() const { return pictures == 0 ? 0 : loss / static_cast<double>(pictures); }
    double accuracy() const { return pictures == 0 ? 0 : static_cast<double>(correct) / static_cast<double>(pictures); }
    double meanOccludedShare() const
    {
        return occludedBatches == 0 ? 0 : occludedShare / static_cast<double>(occludedBatches);
    }
};

/// Steps whose figures are still on the device, so that it need not be waited for at every step.
class PendingSteps {
public:
    void add(const StepOutcome& outcome);
    /// Reads them all (waits for the device once) and adds them to both sums, step by step, so that the sums do not
    /// depend on how often it is called. Returns how many steps ago, 1 = the last one, the first loss that is not
    /// finite was met; nothing is added from there on.
    std::optional<std::int64_t> readInto(EpochTotals& epoch, EpochTotals& sinceReport);

private:
    struct Step {
        std::int64_t pictures;
        bool occluded;
    };
    std::vector<Step> m_steps;
    std::vector<at::Tensor> m_figures; ///< per step loss, correct, occluded share, constant maps
};

} // namespace lookaway
