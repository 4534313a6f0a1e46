// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/Event.h"

#include <QString>

#include <cstdint>
#include <utility>
#include <vector>

namespace lookaway {

/// What a run told, for its curves; read elsewhere (readSteps(), readEpochs(), ...), never on the GUI thread.
struct RunCurves {
    QString title = {};
    /// 0 = to be found out from the rows.
    double stepsPerEpoch = 0;
    std::vector<StepDone> steps = {};
    std::vector<EpochDone> epochs = {};
    std::vector<SettingChanged> changes = {};
    /// Attention spread of the probe pictures, [0, 1], after an epoch; epoch -1 = before training.
    std::vector<std::pair<int, double>> spreads = {};
};

/// Mini-batches of one epoch: as the curves say, else as the steps or the finished epochs tell, else the fewest that
/// agree with the numbers of the steps' epochs. At least 1.
double stepsPerEpochOf(const RunCurves& curves);

} // namespace lookaway
