// SPDX-License-Identifier: MIT
#pragma once

#include "Photographer.h"

namespace lookaway {

class MainWindow;

/// The Figure workspace with the networks and the pictures of the demo in WORK/runs; with those of LOOKAWAY_RUNS and
/// LOOKAWAY_DATA's cars20 instead, where both are set.
void photographFigure(MainWindow& window, const QString& work, const Photographer& photo);

} // namespace lookaway
