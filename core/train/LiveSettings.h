// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "distract/DistractionSettings.h"
#include "train/TrainingControl.h"
#include "train/TrainingEvents.h"

#include <cstdint>
#include <vector>

namespace lookaway {

/// The values that may change mid-run, as they are now. Part of every checkpoint.
struct LiveSettings {
    DistractionSettings distraction = {};
    double learningRate = 0;

    /// Takes over a change and lists what is different now. All or nothing: a value out of range is a sentence, and
    /// nothing changes.
    Result<std::vector<SettingChanged>> apply(const SettingsChange& change, std::int64_t globalStep);
    /// Whether the setting has the value that this change gave it.
    bool have(const SettingChanged& change) const;
};

} // namespace lookaway
